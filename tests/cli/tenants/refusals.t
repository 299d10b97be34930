# What the commands about tenants, modules, spaces and credentials refuse, and how.
$ pgmeta tenant-users list
! error[tenant-missing]: no tenant is named
! hint: `--tenant UUID`, or the environment variable PGMETA_TENANT
[exit 2]
$ export PGMETA_TENANT=not-a-uuid
$ pgmeta tenant-users list
! error[invalid-argument]: tenant id must be a UUID, received: not-a-uuid
[exit 2]
$ export PGMETA_TENANT=5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11
$ pgmeta tenant-users list
! target: <target>, PostgreSQL <version>
! error[storage-missing]: package `auth-storage` is not deployed here, or only in part: relation "auth.users" does not exist
!   SQLSTATE: 42P01
! hint: `pgmeta deploy --plan saas-tenants` deploys it with what it needs
! hint: in a workspace that has it: `pgmeta deploy --package auth-storage`
[exit 1]
$ pgmeta tenant-users bootstrap
! error[argument-missing]: `pgmeta tenant-users bootstrap` expects `--file FILE`
[exit 2]
$ printf 'users:\n  - handle: ada\n    email: ada\n    password: secret\n    colour: red\n  - role: x\n' > users.yaml
$ pgmeta tenant-users bootstrap --file users.yaml
! users.yaml:2:5: error[users-file-key]: expected a `role` of `ada`, found none
! users.yaml:2:5: error[users-file-key]: expected an address in `email` of `ada`, found `ada`
! users.yaml:2:5: error[users-file-password]: expected one of `password_env`, `password_file` and `password_hash` of `ada`, found 0
! users.yaml:4:5: error[users-file-password]: expected no password in this file, found `password`
!   hint: name a variable with `password_env` or a file with `password_file`
! users.yaml:5:5: error[users-file-key]: expected a known key, found `colour`
! users.yaml:6:5: error[users-file-key]: expected a user with `handle`, found none
! users.yaml:6:5: error[users-file-key]: expected an address in `email` of ``, found ``
! users.yaml:6:5: error[users-file-password]: expected one of `password_env`, `password_file` and `password_hash` of ``, found 0
! error[workspace-invalid]: the workspace has 8 errors
[exit 3]
$ printf 'users:\n  - handle: ada\n    email: a@b\n    role: admin\n    password_env: NOT_SET\n' > users.yaml
$ pgmeta tenant-users bootstrap --file users.yaml
! error[password-missing]: expected a password in the environment variable `NOT_SET`, which is not set or empty
!   for user `ada`
[exit 2]
$ printf 'users:\n  - {handle: ada, email: a@b, role: admin, password_hash: hunter2-in-clear}\n' > users.yaml
$ pgmeta tenant-users bootstrap --file users.yaml
! users.yaml:2:59: error[users-file-password]: expected a bcrypt hash ($2b$…), found other text
!   hint: name a variable with `password_env` or a file with `password_file`
! error[workspace-invalid]: the workspace has 1 error
[exit 3]
$ printf 'users:\n  - {handle: ada, email: a@b, role: admin, password_file: "-"}\n' | pgmeta tenant-users bootstrap --file -
! error[options-contradict]: `--file -` is the standard input, and so is `password_file: -`
[exit 2]
$ pgmeta tenant-users lock ada
! error[confirmation-needed]: this command asks before it takes something away, and nobody can answer: the standard input is no terminal
! hint: `--yes` goes on without asking
[exit 2]
$ pgmeta tenant-users set-password
! error[argument-missing]: `pgmeta tenant-users set-password` expects a user
[exit 2]
$ pgmeta tenant-users set-password ada
! error[bad-password]: expected a password, found an empty one
[exit 2]
$ pgmeta tenant-users sessions
! error[command-incomplete]: `tenant-users sessions` expects a command after it
! hint: one of: list, revoke
[exit 2]
$ pgmeta tenant-users sessions revoke
! error[argument-missing]: `pgmeta tenant-users sessions revoke` expects one of `--user USER` and `--session ID`
[exit 2]
$ pgmeta tenant-users sessions revoke --user ada
! error[confirmation-needed]: this command asks before it takes something away, and nobody can answer: the standard input is no terminal
! hint: `--yes` goes on without asking
[exit 2]
$ pgmeta tenant-users audit --since yesterday
! error[option-value]: `--since` expects a moment like 2026-01-31 or 2026-01-31T08:15:00Z, and found `yesterday`
[exit 2]
$ pgmeta modules install
! error[argument-missing]: `pgmeta modules install` expects a module
[exit 2]
$ pgmeta modules install agency --set '{}' --file x
! error[options-contradict]: expected one of `--set` and `--file`, found both
[exit 2]
$ pgmeta modules install agency --set '[]'
! target: <target>, PostgreSQL <version>
! error[invalid-argument]: expected `settings` as a JSON object, found other text
[exit 2]
$ pgmeta modules disable agency
! error[confirmation-needed]: this command asks before it takes something away, and nobody can answer: the standard input is no terminal
! hint: `--yes` goes on without asking
[exit 2]
$ pgmeta spaces permissions unset --space org_1 --role member --module x
! error[confirmation-needed]: this command asks before it takes something away, and nobody can answer: the standard input is no terminal
! hint: `--yes` goes on without asking
[exit 2]
$ pgmeta spaces permissions
! error[command-incomplete]: `spaces permissions` expects a command after it
! hint: one of: show, set, unset, explain
[exit 2]
$ pgmeta modules list
! target: <target>, PostgreSQL <version>
! error[storage-missing]: package `module-registry` is not deployed here, or only in part: function public.get_installed_modules(unknown, unknown) does not exist
!   SQLSTATE: 42883
! hint: `pgmeta deploy --plan saas-tenants` deploys it with what it needs
! hint: in a workspace that has it: `pgmeta deploy --package module-registry`
[exit 1]
$ pgmeta spaces permissions set --space org_1 --role member
! error[argument-missing]: `pgmeta spaces permissions set` expects `--module ID`
[exit 2]
$ pgmeta spaces permissions explain --space org_1 --module x
! error[argument-missing]: `pgmeta spaces permissions explain` expects one of `--user ID` and `--role ROLE`
[exit 2]
$ echo token | pgmeta credentials put --space org_1 --provider x
! error[kek-missing]: expected a key of the service, found none
! hint: `--kek-file FILE`, PGMETA_KEK, or PGMETA_KEKS for several: ID:BASE64
[exit 2]
$ export PGMETA_KEK=dG9vIHNob3J0
$ echo token | pgmeta credentials put --space org_1 --provider x
! error[kek-malformed]: expected key `env-v1` of 32 bytes, found 9
! hint: `openssl rand -base64 32` makes one
[exit 2]
$ export PGMETA_KEK=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=:env-v1
$ echo token | pgmeta credentials put --space org_1 --provider x
! error[kek-malformed]: expected an id before `:`, found what looks like the key
! hint: `openssl rand -base64 32` makes one
[exit 2]
$ export PGMETA_KEK=AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=
$ printf '\n' | pgmeta credentials put --space org_1 --provider x
! error[credential-missing]: expected a token in the standard input, found nothing
[exit 2]
$ echo token | pgmeta credentials put --space org_1 --provider x
! target: <target>, PostgreSQL <version>
! error[storage-missing]: package `spaces` is not deployed here, or only in part: relation "spaces.credentials" does not exist
!   SQLSTATE: 42P01
! hint: `pgmeta deploy --plan spaces` deploys it with what it needs
! hint: in a workspace that has it: `pgmeta deploy --package spaces`
[exit 1]
$ pgmeta credentials delete --space org_1 --provider x
! error[confirmation-needed]: this command asks before it takes something away, and nobody can answer: the standard input is no terminal
! hint: `--yes` goes on without asking
[exit 2]
