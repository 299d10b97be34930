// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "commands/tenant_users.hpp"
#include "options/register.hpp"
#include "options/roles_password.hpp"
#include "options/tenant_options.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/tenant/administration.hpp"
#include "pgmeta/tenant/secret.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string user;
    bool end_sessions = false;
    PasswordOptions password;
    std::string reason;
};

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

Action add_set_password(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_value(app, "--password-file", options->password.file, "FILE",
              "Read the password from the first line of FILE; - is the standard input");
    add_value(app, "--password-env", options->password.variable, "VAR",
              "Read the password from the environment variable VAR");
    add_flag(app, "--end-sessions", options->end_sessions, "End the sessions of the user");
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return set_password(context, *options); };
}

Action add_lock(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_value(app, "--reason", options->reason, "TEXT", "Why");
    add_account_options(app, options->data, Asks::yes);
    return [options](Context& context) { return lock(context, *options); };
}

Action add_unlock(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "USER", options->user, "Handle or id");
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return unlock(context, *options); };
}

constexpr std::string_view group = "Manage tenants";

}  // namespace

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
