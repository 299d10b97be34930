// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/roles_password.hpp"
#include "options/tenant_options.hpp"
#include "options/tenant_users_file.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/tenant/administration.hpp"
#include "pgmeta/tenant/bootstrap.hpp"
#include "pgmeta/tenant/secret.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string user;
    std::string file;
    bool update = true;
    bool end_sessions = false;
    PasswordOptions password;
    std::string reason;
};

std::string_view word(tenant::BootstrapAction action) {
    if (action == tenant::BootstrapAction::created) return "created";
    return action == tenant::BootstrapAction::updated ? "updated" : "unchanged";
}

/// Never the hash of the password.
Json user_json(const tenant::User& user) {
    return {{"id", user.id},
            {"handle", user.handle},
            {"email", json_or_null(user.email)},
            {"display_name", json_or_null(user.display_name)},
            {"role", user.role},
            {"is_active", user.is_active},
            {"is_locked", user.is_locked.value_or(false)},
            {"lock_reason", json_or_null(user.lock_reason)},
            {"totp_enabled", user.totp_enabled},
            {"last_login_at", to_json(user.last_login_at)},
            {"created_at", to_json(std::optional{user.created_at})}};
}

int bootstrap(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users bootstrap";
    const auto of = choose_tenant(context, options.data);
    const auto users = read_tenant_users(context, required(options.file, "`--file FILE`", command));
    DataSession session{context, options.data, command};
    const auto result = tenant::bootstrap_users(session.storage(), of, users,
                                                {.hasher = {}, .update_existing = options.update});
    auto list = Json::array();
    std::string lines;
    for (const auto& [action, user] : result.users) {
        list.push_back({{"handle", user.handle}, {"id", user.id}, {"action", word(action)}});
        lines += fmt::format("{} {}\n", word(action), user.handle);
    }
    lines += fmt::format("{} created, {} updated, {} unchanged.", result.created, result.updated,
                         result.unchanged);
    return session.done(lines, {{"tenant", of},
                                {"created", result.created},
                                {"updated", result.updated},
                                {"unchanged", result.unchanged},
                                {"users", list}});
}

std::string state_of(const tenant::User& user) {
    if (user.is_locked.value_or(false)) return "locked";
    return user.is_active ? "active" : "inactive";
}

int list(Context& context, const Options& options) {
    const auto of = choose_tenant(context, options.data);
    DataSession session{context, options.data, "tenant-users list"};
    const auto users = session.storage().get_all_users(of);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& user : users)
            array.push_back(user_json(user));
        return session.print_json({{"tenant", of}, {"users", array}});
    }
    if (users.empty()) return session.done("The tenant has no users.", {});
    Table table{{"handle", "email", "role", "state", "codes", "last login"}};
    for (const auto& user : users)
        table.add({printable(user.handle), printable(user.email.value_or("-")),
                   printable(user.role), state_of(user), user.totp_enabled ? "yes" : "no",
                   user.last_login_at ? tenant::to_iso(*user.last_login_at) : "-"});
    table.print(context.out(), context.out_style());
    return 0;
}

/// What was done to the account, and what became of the sessions.
int done(const DataSession& session,
         const std::string& of,
         const tenant::AccountChange& change,
         const std::string& line) {
    auto text = change.changed ? line : "Nothing to do: everything is as it should be.";
    if (change.ended_sessions > 0)
        text += fmt::format("\n{} ended.", count_of(change.ended_sessions, "session"));
    if (change.live_sessions > 0)
        text += fmt::format("\n{} {} on; `--end-sessions` ends them.",
                            count_of(change.live_sessions, "session"),
                            change.live_sessions == 1 ? "goes" : "go");
    return session.done(text, {{"tenant", of},
                               {"changed", change.changed},
                               {"ended_sessions", change.ended_sessions},
                               {"live_sessions", change.live_sessions},
                               {"user", user_json(change.user)}});
}

/// From the options, else asked for, else the first line of the standard input.
std::string password_of(Context& context, const Options& options, const std::string& named) {
    check_password_options(options.password, false);
    if (names_source(options.password) || context.may_ask())
        return read_password(context, options.password, named);
    if (!context.in_is_terminal()) return password_from_file(context, "-");
    throw Error{Fault::usage, "password-missing",
                fmt::format("no password is given for {}, and nobody may be asked (`--no-tty` or "
                            "CI=true)",
                            named)}
        .hint(
            "pipe it into the standard input, or `--password-file FILE`, or `--password-env VAR`");
}

int set_password(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users set-password";
    const auto of = choose_tenant(context, options.data);
    const auto& named = required(options.user, "a user", command);
    auto text = password_of(context, options, named);
    const auto password = tenant::Secret::take(text);
    DataSession session{context, options.data, command};
    const auto sessions =
        options.end_sessions ? tenant::OldSessions::end : tenant::OldSessions::keep;
    const auto change =
        tenant::set_password(session.storage(), of, named, password.view(), sessions);
    return done(session, of, change, fmt::format("The password of {} is set.", change.user.handle));
}

int lock(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users lock";
    const auto of = choose_tenant(context, options.data);
    const auto& named = required(options.user, "a user", command);
    require_answer(context, options.data);
    const auto reason = options.reason.empty() ? std::nullopt : std::optional{options.reason};
    DataSession session{context, options.data, command};
    const auto user = tenant::find_user(session.storage(), of, named);
    session.confirm(fmt::format("Lock {} out and end their sessions", user.handle));
    const auto change = tenant::lock_user(session.storage(), of, user.id, reason);
    return done(session, of, change, fmt::format("{} is locked out.", change.user.handle));
}

int unlock(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users unlock";
    const auto of = choose_tenant(context, options.data);
    const auto& named = required(options.user, "a user", command);
    DataSession session{context, options.data, command};
    const auto change = tenant::unlock_user(session.storage(), of, named);
    return done(session, of, change, fmt::format("{} may sign in again.", change.user.handle));
}

Action add_bootstrap(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--file", options->file, "FILE", "The users, as YAML; - is the standard input");
    add_flag(app, "--update,!--no-update", options->update,
             "Bring users who are there up to date (default: yes)");
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return bootstrap(context, *options); };
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

Action add_set_password(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_value(app, "--password-file", options->password.file, "FILE",
              "Read the password from the first line of FILE; - is the standard input");
    add_value(app, "--password-env", options->password.variable, "VAR",
              "Read the password from the environment variable VAR");
    add_flag(app, "--end-sessions", options->end_sessions, "End the sessions of the user");
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return set_password(context, *options); };
}

Action add_lock(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_value(app, "--reason", options->reason, "TEXT", "Why");
    add_tenant_options(app, options->data, Asks::yes);
    return [options](Context& context) { return lock(context, *options); };
}

Action add_unlock(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_tenant_options(app, options->data, Asks::no);
    return [options](Context& context) { return unlock(context, *options); };
}

constexpr std::string_view group = "Manage tenants";

}  // namespace

constexpr Command tenant_users_bootstrap_command{
    .name = "tenant-users bootstrap",
    .group = group,
    .summary = "Make the users of a file, or bring them up to date",
    .arguments = "",
    .description =
        "Makes every user of the file who is not there, by handle, and brings the others up to date: "
        "address, name, role, password, and what else the file says of them. The whole file is checked "
        "first, and written in one transaction. A password that is set already is left as it is, so it "
        "can be run again and again.\n"
        "\n"
        "The file holds no password: it names a variable (`password_env`), a file "
        "(`password_file`; `-` takes the next line of the standard input), or a bcrypt hash "
        "(`password_hash`).",
    .examples =
        "pgmeta tenant-users bootstrap --file users.yaml --tenant "
        "5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11\n"
        "pgmeta tenant-users bootstrap --file users.yaml --no-update --target production\n",
    .json =
        "ok: true\n"
        "command: tenant-users bootstrap\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "created, updated, unchanged: numbers of users\n"
        "users: list of {handle, id, action}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_bootstrap,
};

constexpr Command tenant_users_list_command{
    .name = "tenant-users list",
    .group = group,
    .summary = "List the users of a tenant",
    .arguments = "",
    .description = "Lists the users of a tenant by handle. Writes nothing, and shows no hash.",
    .examples = "pgmeta tenant-users list --tenant 5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11\n",
    .json =
        "ok: true\n"
        "command: tenant-users list\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "users: list of {id, handle, email, display_name, role, is_active, is_locked, lock_reason, "
        "totp_enabled, last_login_at, created_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

constexpr Command tenant_users_set_password_command{
    .name = "tenant-users set-password",
    .group = group,
    .summary = "Set the password of a user",
    .arguments = "USER",
    .description =
        "Hashes the password on this machine (bcrypt) and stores the hash, with an audit event. The "
        "password is asked for twice, or is the first line of the standard input when that is no "
        "terminal, or comes from a file or a variable. Open sessions go on unless --end-sessions.",
    .examples =
        "pgmeta tenant-users set-password ada\n"
        "pgmeta tenant-users set-password ada --end-sessions --target production < ada.secret\n",
    .json =
        "ok: true\n"
        "command: tenant-users set-password\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "changed: false when there was nothing to do\n"
        "ended_sessions, live_sessions: how many were ended, and how many go on\n"
        "user: as in `tenant-users list`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_set_password,
};

constexpr Command tenant_users_lock_command{
    .name = "tenant-users lock",
    .group = group,
    .summary = "Lock a user out and end their sessions",
    .arguments = "USER",
    .description =
        "Asks, then marks the user as locked, ends their sessions, and says so in the audit log, in "
        "one transaction. Of a user who is locked already it changes the reason, when one is given.",
    .examples = "pgmeta tenant-users lock ada --reason \"lost laptop\" --yes\n",
    .json =
        "ok: true\n"
        "command: tenant-users lock\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "changed: false when there was nothing to do\n"
        "ended_sessions, live_sessions: how many were ended, and how many go on\n"
        "user: as in `tenant-users list`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_lock,
};

constexpr Command tenant_users_unlock_command{
    .name = "tenant-users unlock",
    .group = group,
    .summary = "Let a locked user sign in again",
    .arguments = "USER",
    .description =
        "Takes the lock away, sets the count of failed sign-ins to 0, and says so in the audit log, "
        "in one transaction.",
    .examples = "pgmeta tenant-users unlock ada\n",
    .json =
        "ok: true\n"
        "command: tenant-users unlock\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "changed: false when there was nothing to do\n"
        "ended_sessions, live_sessions: how many were ended, and how many go on\n"
        "user: as in `tenant-users list`\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_unlock,
};

}  // namespace pgmeta::cli
