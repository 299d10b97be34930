// SPDX-License-Identifier: MIT
#include "commands/admin_users.hpp"
#include "commands/admin_users_secret.hpp"
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/roles_file.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <fmt/format.h>

#include <charconv>
#include <memory>

namespace pgmeta::cli {

namespace {

constexpr std::string_view command = "admin-users add";

struct Options {
    RoleOptions roles;
    PasswordOptions password;
    std::string username;
    std::vector<std::string> grants;
    bool admin = false;
    std::string valid_until;
    std::string connection_limit;
    std::string comment;
    std::vector<std::string> settings;
    std::vector<std::string> databases;
    bool update_password = false;
    bool test = false;
    bool allow_test_users = false;
    std::string file;
};

void check(const Options& options, bool json) {
    const int whats = static_cast<int>(!options.username.empty()) + static_cast<int>(options.test) +
                      static_cast<int>(!options.file.empty());
    if (whats != 1)
        throw Error{Fault::usage, whats == 0 ? "argument-missing" : "options-contradict",
                    fmt::format("`pgmeta {}` expects one of `--username NAME`, `--test` and "
                                "`--file FILE`",
                                command)};
    check_password_options(options.password, json);
    const bool about_one = !options.grants.empty() || options.admin ||
                           !options.valid_until.empty() || !options.connection_limit.empty() ||
                           !options.comment.empty() || !options.settings.empty() ||
                           !options.databases.empty() || names_source(options.password);
    if (options.allow_test_users && !options.test)
        throw Error{Fault::usage, "options-contradict", "`--allow-test-users` expects `--test`"};
    if (options.update_password && options.password.none)
        throw Error{Fault::usage, "options-contradict",
                    "`--update-password` sets a password, and `--no-password` sets none"};
    if (about_one && options.username.empty())
        throw Error{Fault::usage, "options-contradict",
                    "options about one user expect `--username`, not `--test` or `--file`"};
}

int connection_limit(const std::string& text) {
    int value = -1;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed == std::errc{} && end == text.data() + text.size() && value >= -1) return value;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--connection-limit` expects a number from -1 (no limit) on, and "
                            "found `{}`",
                            text)};
}

roles::UserSpec spec_of(const Options& options, const roles::RoleNames& names) {
    roles::UserSpec user{.name = options.username, .grants = options.grants};
    if (user.grants.empty()) user.grants = {names.anonymous, names.authenticated};
    if (options.admin) user.grants.push_back(names.administrator);
    if (!options.valid_until.empty()) user.valid_until = options.valid_until;
    if (!options.comment.empty()) user.comment = options.comment;
    if (!options.connection_limit.empty())
        user.connection_limit = connection_limit(options.connection_limit);
    for (const auto& setting : options.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos)
            throw Error{Fault::usage, "bad-setting",
                        fmt::format("`--set` expects name=value, and found `{}`", setting)};
        user.settings.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    user.databases = options.databases;
    return user;
}

roles::PasswordMode mode_of(bool update) {
    return update ? roles::PasswordMode::always : roles::PasswordMode::when_new;
}

/// The role was there, or came meanwhile: it keeps the password that it has.
void remark_kept(const Options& options, RoleReport& report, const std::string& user) {
    if (options.update_password || was_password_set(report, user)) return;
    report.remarks.push_back(
        fmt::format("the password of {} is left as it is; `--update-password` changes it",
                    roles::display_name(user)));
}

/// Puts a verifier for `password` into the change, unless the role has that password.
void set_password(RoleSession& session,
                  const roles::Cluster& cluster,
                  const std::string& password,
                  const Options& options,
                  roles::UserSpec& user,
                  RoleChange& change,
                  RoleReport& report) {
    if (options.update_password && has_password(cluster, user.name, password)) {
        report.remarks.push_back(
            fmt::format("the password of {} is unchanged", roles::display_name(user.name)));
        return;
    }
    user.password = mode_of(options.update_password);
    change.verifiers[user.variable] =
        make_verifier(session.connection, user.name, password, options.password.allow_md5);
}

/// For --username.
int add_one(Context& context, const Options& options, const roles::RoleNames& names) {
    auto user = spec_of(options, names);
    user.password =
        options.password.none ? roles::PasswordMode::none : mode_of(options.update_password);
    RoleChange change{command, roles::login_role(user, names), {}};
    if (options.roles.print_sql) return print_sql(context, change.steps);

    auto session = open_roles(context, options.roles, context.load_config(), command);
    const auto cluster = roles::read_cluster(session.connection);
    refuse_missing(change.steps, cluster);
    make_canonical(session.connection, user);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    const bool exists = cluster.find(user.name) != nullptr;
    const bool ready = names_source(options.password) && !options.password.generate;
    const bool keep = exists && !options.update_password && !ready;
    const bool wants_password = !options.password.none && !keep && !report.dry_run;
    std::optional<Secret> secret;
    if (!report.dry_run) user.password = roles::PasswordMode::none;
    if (wants_password) {
        secret.emplace(context, options.password, session, user.name);
        set_password(session, cluster, secret->text(), options, user, change, report);
    }
    change.steps = roles::login_role(user, names);
    carry_out(session, change, cluster, report);
    if (secret && was_password_set(report, user.name)) secret->hand_over(report);
    if (!options.password.none) remark_kept(options, report, user.name);
    report.extra["username"] = user.name;
    return print_report(context, command, session, report);
}

/// For --test.
int add_test_users(Context& context, const Options& options, const roles::RoleNames& names) {
    const auto mode = mode_of(options.update_password);
    RoleChange change{command, roles::test_users(names, mode), {}};
    if (options.roles.print_sql) return print_sql(context, change.steps);

    auto session = open_roles(context, options.roles, context.load_config(), command);
    const bool here = is_local(session.connection.info());
    if ((session.target.is_protected || !here) && !options.allow_test_users)
        throw Error{Fault::usage, "test-users-refused",
                    fmt::format("test users have passwords that everybody knows, and {} is {}",
                                session.connection.describe(),
                                here ? "a protected target" : "not on this machine")}
            .hint("`--allow-test-users` makes them all the same");
    const auto cluster = roles::read_cluster(session.connection);
    refuse_missing(change.steps, cluster);
    const auto verifier = [&](std::string_view user, std::string_view password) {
        return make_verifier(session.connection, std::string{user}, std::string{password},
                             options.password.allow_md5);
    };
    change.verifiers["user_verifier"] = verifier(roles::test_user, roles::test_user_password);
    change.verifiers["admin_verifier"] = verifier(roles::test_admin, roles::test_admin_password);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    carry_out(session, change, cluster, report);
    for (const auto& user : {roles::test_user, roles::test_admin})
        remark_kept(options, report, std::string{user});
    report.remarks.emplace_back(
        "app_user and app_admin are for tests: never on a server with real data");
    return print_report(context, command, session, report);
}

bool has_source(const FileUser& user) {
    return !user.password_env.empty() || !user.password_file.empty();
}

std::string password_of(Context& context, const FileUser& user) {
    if (!user.password_env.empty()) return password_from_variable(context, user.password_env);
    return password_from_file(context, user.password_file);
}

/// Passwords are read before the connection is made: a missing one is found at once.
std::vector<std::string> passwords_of(Context& context,
                                      const std::vector<FileUser>& users,
                                      bool wanted) {
    std::vector<std::string> passwords(users.size());
    for (std::size_t i = 0; i < users.size() && wanted; ++i)
        if (has_source(users[i])) passwords[i] = password_of(context, users[i]);
    return passwords;
}

std::vector<roles::Step> steps_of(const std::vector<FileUser>& users,
                                  const roles::RoleNames& names) {
    std::vector<roles::Step> steps;
    for (const auto& user : users) {
        const auto one = roles::login_role(user.user, names);
        steps.insert(steps.end(), one.begin(), one.end());
    }
    return steps;
}

/// For --file.
int add_file(Context& context, const Options& options, const roles::RoleNames& names) {
    auto users = read_users(context, options.file, names);
    for (std::size_t i = 0; i < users.size(); ++i) {
        auto& user = users[i];
        user.user.variable = fmt::format("verifier_{}", i + 1);
        if (has_source(user)) user.user.password = mode_of(options.update_password);
    }
    RoleChange change{command, steps_of(users, names), {}};
    if (options.roles.print_sql) return print_sql(context, change.steps);

    const auto passwords = passwords_of(context, users, !options.roles.dry_run);
    auto session = open_roles(context, options.roles, context.load_config(), command);
    const auto cluster = roles::read_cluster(session.connection);
    refuse_missing(change.steps, cluster);
    RoleReport report;
    report.dry_run = options.roles.dry_run;
    for (std::size_t i = 0; i < users.size(); ++i) {
        auto& user = users[i].user;
        make_canonical(session.connection, user);
        if (passwords[i].empty()) continue;
        user.password = roles::PasswordMode::none;
        set_password(session, cluster, passwords[i], options, user, change, report);
    }
    change.steps = steps_of(users, names);
    carry_out(session, change, cluster, report);
    for (const auto& user : users)
        if (has_source(user)) remark_kept(options, report, user.user.name);
    return print_report(context, command, session, report);
}

int add(Context& context, const Options& options) {
    check(options, context.globals().json);
    const auto names = choose_names(options.roles, context.load_config());
    if (options.test) return add_test_users(context, options, names);
    if (!options.file.empty()) return add_file(context, options, names);
    return add_one(context, options, names);
}

Action add_add(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--username", options->username, "NAME", "The login role");
    add_values(app, "--grant", options->grants, "ROLE",
               "A role it becomes a member of; repeatable (default: anonymous, authenticated)");
    add_flag(app, "--admin", options->admin, "Also a member of administrator");
    add_value(app, "--valid-until", options->valid_until, "TIME",
              "When its password ends, like 2030-01-31 or infinity");
    add_value(app, "--connection-limit", options->connection_limit, "N",
              "How many sessions it may have at once; -1: no limit");
    add_value(app, "--comment", options->comment, "TEXT", "What the role is for");
    add_values(app, "--set", options->settings, "NAME=VALUE",
               "A setting of its sessions (ALTER ROLE SET); repeatable");
    add_values(app, "--in-database", options->databases, "DB",
               "GRANT CONNECT on this database; repeatable");
    add_password(app, options->password, MayHaveNone::yes);
    add_flag(app, "--update-password", options->update_password,
             "Set the password of a role that exists already");
    add_flag(app, "--test", options->test, "Make the test users app_user and app_admin");
    add_flag(app, "--allow-test-users", options->allow_test_users,
             "Make test users on a protected target or another machine");
    add_value(app, "--file", options->file, "FILE", "Make every user of a users.yaml");
    add_role_options(app, options->roles, Access::write);
    return [options](Context& context) { return add(context, *options); };
}

}  // namespace

constexpr Command admin_users_add_command{
    .name = "admin-users add",
    .group = "Manage roles",
    .summary = "Add a login role",
    .arguments = "",
    .description =
        "Makes a role that may log in, a member of anonymous and authenticated or of the roles "
        "given. What is so already stays; the password of an existing role stays unless "
        "--update-password. Fails before anything is written when a role to be granted is "
        "missing.\n\n"
        "The password comes from a file, the standard input, an environment variable or a prompt, "
        "or is generated. It is hashed here (SCRAM-SHA-256): neither the server nor its log ever "
        "sees it.\n\n"
        "--test makes app_user and app_admin with passwords that everybody knows. --file makes many "
        "users in one transaction.",
    .examples =
        "pgmeta admin-users add --username reports --generate --write-pgpass\n"
        "pgmeta admin-users add --username alice --admin --valid-until 2030-01-31\n"
        "pgmeta admin-users add --username ci --password-env CI_PASSWORD --connection-limit 5\n"
        "pgmeta admin-users add --test --target dev\n"
        "pgmeta admin-users add --file users.yaml\n",
    .json =
        "ok: true\n"
        "command: admin-users add\n"
        "username: with --username\n"
        "target, dry_run, changed, done, remarks, warnings, error: as in `admin-users bootstrap`\n",
    .add = add_add,
};

}  // namespace pgmeta::cli
