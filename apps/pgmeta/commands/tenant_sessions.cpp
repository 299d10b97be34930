// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "options/register.hpp"
#include "options/tenant_options.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/tenant/administration.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    DataOptions data;
    std::string user;
    std::string session;
    std::string type;
    std::string severity;
    std::string since;
    std::string until;
    std::int64_t limit = 100;
};

std::vector<tenant::Session> sessions_of(const tenant::AuthStorage& storage,
                                         const std::string& tenant,
                                         const std::string& named) {
    if (named.empty()) return storage.get_all_sessions(tenant);
    return storage.get_sessions_by_user(tenant, tenant::find_user(storage, tenant, named).id);
}

/// The whole id may be all that a client needs to be let in.
std::string shown_id(const tenant::Session& session) {
    return session.id.substr(0, tenant::shown_session_id);
}

int list(Context& context, const Options& options) {
    const auto of = choose_tenant(context, options.data);
    DataSession session{context, options.data, "tenant-users sessions list"};
    const auto sessions = sessions_of(session.storage(), of, options.user);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& one : sessions)
            array.push_back({{"session", shown_id(one)},
                             {"user_id", one.user_id},
                             {"client_ip", one.client_ip},
                             {"user_agent", one.user_agent},
                             {"created_at", to_json(std::optional{one.created_at})},
                             {"expires_at", to_json(std::optional{one.expires_at})}});
        return session.print_json({{"tenant", of}, {"sessions", array}});
    }
    if (sessions.empty()) return session.done("Nobody is signed in.", {});
    Table table{{"session", "user", "client", "since", "until"}};
    for (const auto& one : sessions)
        table.add({shown_id(one), printable(one.user ? one.user->username : one.user_id),
                   printable(one.client_ip), tenant::to_iso(one.created_at),
                   tenant::to_iso(one.expires_at)});
    table.print(context.out(), context.out_style());
    return 0;
}

int revoke(Context& context, const Options& options) {
    constexpr std::string_view command = "tenant-users sessions revoke";
    const auto of = choose_tenant(context, options.data);
    if (options.user.empty() == options.session.empty())
        throw Error{
            Fault::usage, options.user.empty() ? "argument-missing" : "options-contradict",
            fmt::format("`pgmeta {}` expects one of `--user USER` and `--session ID`", command)};
    require_answer(context, options.data);
    DataSession session{context, options.data, command};
    const auto storage = session.storage();
    std::size_t ended = 1;
    if (!options.session.empty()) {
        session.confirm("End the session");
        tenant::end_session(storage, of, options.session);
    } else {
        const auto user = tenant::find_user(storage, of, options.user);
        session.confirm(fmt::format("End every session of {}", user.handle));
        ended = tenant::end_sessions(storage, of, user.id).ended_sessions;
    }
    return session.done(fmt::format("{} ended.", count_of(ended, "session")),
                        {{"tenant", of}, {"ended", ended}});
}

std::optional<tenant::Timestamp> moment(const std::string& text, std::string_view option) {
    if (text.empty()) return std::nullopt;
    const auto day = text.size() == 10 ? text + "T00:00:00Z" : text;
    const auto time = tenant::from_iso(day);
    if (!time)
        throw Error{Fault::usage, "option-value",
                    fmt::format("`{}` expects a moment like 2026-01-31 or 2026-01-31T08:15:00Z, "
                                "and found `{}`",
                                option, text)};
    return time;
}

Json event_json(const tenant::AuditEvent& event) {
    return {{"id", event.id},
            {"timestamp", to_json(event.timestamp)},
            {"type", event.type},
            {"severity", event.severity},
            {"source", event.source},
            {"user_id", json_or_null(event.user_id)},
            {"target_user_id", json_or_null(event.target_user_id)},
            {"handle", json_or_null(event.handle)},
            {"ip_address", json_or_null(event.ip_address)},
            {"details", parsed(event.details)}};
}

int audit(Context& context, const Options& options) {
    const auto of = choose_tenant(context, options.data);
    tenant::AuditFilters filters{.start_date = moment(options.since, "--since"),
                                 .end_date = moment(options.until, "--until"),
                                 .inclusive = true,
                                 .limit = options.limit};
    if (!options.type.empty()) filters.type = options.type;
    if (!options.severity.empty()) filters.severity = options.severity;
    DataSession session{context, options.data, "tenant-users audit"};
    const auto storage = session.storage();
    if (!options.user.empty()) filters.user_id = tenant::find_user(storage, of, options.user).id;
    const auto events = storage.get_audit_events(of, filters);
    if (context.globals().json) {
        auto array = Json::array();
        for (const auto& event : events)
            array.push_back(event_json(event));
        return session.print_json({{"tenant", of}, {"events", array}});
    }
    if (events.empty()) return session.done("No events.", {});
    Table table{{"time", "severity", "type", "handle", "from"}};
    for (const auto& event : events)
        table.add({tenant::to_iso(*event.timestamp), printable(event.severity),
                   printable(event.type), printable(event.handle.value_or("-")),
                   printable(event.ip_address.value_or("-"))});
    table.print(context.out(), context.out_style());
    return 0;
}

Action add_list(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--user", options->user, "USER", "Only those of a user: handle or id");
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return list(context, *options); };
}

Action add_revoke(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--user", options->user, "USER", "All sessions of a user: handle or id");
    add_value(app, "--session", options->session, "ID", "One session, as `sessions list` shows it");
    add_account_options(app, options->data, Asks::yes);
    return [options](Context& context) { return revoke(context, *options); };
}

Action add_audit(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_value(app, "--user", options->user, "USER", "Only what a user did: handle or id");
    add_value(app, "--type", options->type, "TYPE", "Only events of a type, like LOGIN_FAILURE");
    add_value(app, "--severity", options->severity, "WORD", "info, warning, error or critical");
    add_value(app, "--since", options->since, "TIME", "From this moment on (UTC)");
    add_value(app, "--until", options->until, "TIME", "Up to this moment (UTC)");
    add_number(app, "--limit", options->limit, "N", "At most so many; 0: all (default: 100)");
    add_account_options(app, options->data, Asks::no);
    return [options](Context& context) { return audit(context, *options); };
}

constexpr std::string_view group = "Manage tenants";

}  // namespace

constexpr Command tenant_users_sessions_list_command{
    .name = "tenant-users sessions list",
    .group = group,
    .summary = "List who is signed in",
    .arguments = "",
    .description =
        "Lists the sessions of a tenant that are not over by the clock of the database. Of an id only "
        "the first 8 characters are shown: the whole may be all that a client needs to be let in. "
        "They are enough for `sessions revoke`. Writes nothing.",
    .examples =
        "pgmeta tenant-users sessions list\n"
        "pgmeta tenant-users sessions list --user ada --json\n",
    .json =
        "ok: true\n"
        "command: tenant-users sessions list\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "sessions: list of {session, user_id, client_ip, user_agent, created_at, expires_at}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_list,
};

constexpr Command tenant_users_sessions_revoke_command{
    .name = "tenant-users sessions revoke",
    .group = group,
    .summary = "End sessions of a user, or one session",
    .arguments = "",
    .description =
        "Asks, then deletes the sessions, with an audit event: whoever used them has to sign in "
        "again.",
    .examples =
        "pgmeta tenant-users sessions revoke --user ada\n"
        "pgmeta tenant-users sessions revoke --session 660e8400 --yes\n",
    .json =
        "ok: true\n"
        "command: tenant-users sessions revoke\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "ended: number of sessions\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_revoke,
};

constexpr Command tenant_users_audit_command{
    .name = "tenant-users audit",
    .group = group,
    .summary = "Show what happened to the accounts of a tenant",
    .arguments = "",
    .description = "Shows events of the audit log, newest first. Writes nothing.",
    .examples =
        "pgmeta tenant-users audit --type LOGIN_FAILURE --since 2026-01-31\n"
        "pgmeta tenant-users audit --user ada --limit 0 --json\n",
    .json =
        "ok: true\n"
        "command: tenant-users audit\n"
        "target: user@host:port/database\n"
        "tenant: its id\n"
        "events: list of {id, timestamp, type, severity, source, user_id, target_user_id, handle, "
        "ip_address, details}\n"
        "warnings: list of problems that did not stop the run, as in `check`\n"
        "error: when not ok, as in `deploy`\n",
    .add = add_audit,
};

}  // namespace pgmeta::cli
