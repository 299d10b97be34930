// SPDX-License-Identifier: MIT
#include "pgmeta/roles/execute.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace pgmeta::roles {

namespace {

struct Explanation {
    std::string_view sqlstate;
    Fault fault;
    std::string_view id;
    std::string_view hint;
};

constexpr std::array explanations{
    Explanation{missing_state, Fault::database, "role-missing",
                "base roles are made by `pgmeta admin-users bootstrap`, others by `pgmeta "
                "admin-users add`"},
    Explanation{missing_setting_state, Fault::usage, "bad-setting",
                "`SHOW ALL` lists the settings"},
    Explanation{no_verifier_state, Fault::internal, "not-a-verifier", {}},
    Explanation{"42501", Fault::database, "role-privilege", {}},
    Explanation{"2BP01", Fault::database, "role-has-dependents",
                "`--reassign-to ROLE` gives what it owns to another role and ends its privileges"},
    Explanation{"55006", Fault::database, "role-in-use",
                "connect as another role: a session cannot drop the role it runs as"},
    Explanation{"55P03", Fault::busy, "lock-not-had",
                "another program is changing roles; `--lock-wait` waits longer"},
};

/// What the block retries; it gave up.
constexpr Explanation lost_race{
    {},
    Fault::database,
    "role-race",
    "another program changes the same roles without pause; run the command again"};

bool is_lost_race(const SqlDetail& detail) {
    constexpr std::array<std::string_view, 4> states{"40001", "40P01", "42710", "23505"};
    if (std::find(states.begin(), states.end(), detail.sqlstate) != states.end()) return true;
    return detail.sqlstate == "XX000" &&
           (detail.message.starts_with("tuple concurrently ") ||
            detail.message.starts_with("cache lookup failed for role "));
}

const Explanation* find(const SqlDetail& detail) {
    if (is_lost_race(detail)) return &lost_race;
    for (const auto& row : explanations)
        if (row.sqlstate == detail.sqlstate) return &row;
    return nullptr;
}

/// Restores whoever heard the connection's notices before.
class Listener {
public:
    Listener(pg::Connection& connection, Outcome& outcome) : connection_{connection} {
        connection_.on_notice([&outcome](const pg::Notice& notice) {
            auto& to = notice.sqlstate == done_state ? outcome.done : outcome.notices;
            to.push_back(without_verifiers(notice.message));
        });
    }

    ~Listener() { connection_.on_notice({}); }

    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

private:
    pg::Connection& connection_;
};

void run(pg::Connection& connection, const Script& script, const Verifiers& verifiers) {
    pg::Transaction transaction{connection, join(script.settings, ";")};
    for (const auto& variable : script.variables)
        connection.query("SELECT pg_catalog.set_config($1, $2, true)",
                         {"pgmeta." + variable, verifiers.find(variable)->second});
    connection.query(script.block);
    transaction.commit();
}

}  // namespace

std::string without_verifiers(std::string text) {
    constexpr std::string_view scram = "SCRAM-SHA-256$";
    constexpr std::string_view inside =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=$:";
    for (std::size_t at = 0; (at = text.find(scram, at)) != std::string::npos;) {
        const auto end = text.find_first_not_of(inside, at + scram.size());
        text.replace(at, (end == std::string::npos ? text.size() : end) - at, "***");
        at += 3;
    }
    constexpr std::size_t md5_size = 35;
    for (std::size_t at = 0; (at = text.find("md5", at)) != std::string::npos; ++at)
        if (is_verifier(std::string_view{text}.substr(at, md5_size)))
            text.replace(at, md5_size, "***");
    return text;
}

Error explain(const Error& error) {
    const auto* sql = error.sql_detail();
    if (sql == nullptr) {
        if (error.fault() != Fault::in_doubt) return error;
        auto doubt = error;
        doubt.add_hint("run the command again: it does only what is not done yet");
        return doubt;
    }
    auto detail = *sql;
    for (auto* text :
         {&detail.message, &detail.detail, &detail.hint, &detail.context, &detail.internal_query})
        *text = without_verifiers(std::move(*text));
    const auto* row = find(detail);
    Error explained{row == nullptr ? error.fault() : row->fault,
                    row == nullptr ? error.id() : std::string{row->id},
                    without_verifiers(error.message())};
    if (detail.sqlstate.starts_with("PGM")) detail.hint.clear();
    // Where in our own block it failed says nothing to the user.
    detail.context.clear();
    detail.position = 0;
    auto result = std::move(explained).sql(std::move(detail));
    for (const auto& frame : error.frames())
        result.add_frame(frame);
    if (row != nullptr && !row->hint.empty()) result.add_hint(std::string{row->hint});
    return result;
}

Outcome execute(pg::Connection& connection, const Script& script, const Verifiers& verifiers) {
    static_cast<void>(script.text(verifiers));  // refuses what is no verifier
    Outcome outcome;
    const Listener listener{connection, outcome};
    try {
        run(connection, script, verifiers);
    } catch (const Error& error) {
        throw explain(error);
    }
    return outcome;
}

bool may_end_sessions(pg::Connection& connection, const std::string& role) {
    return connection
        .query(
            "SELECT CASE WHEN them.rolsuper THEN me.rolsuper ELSE pg_has_role(them.oid, 'USAGE') "
            "OR pg_has_role('pg_signal_backend', 'USAGE') END "
            "FROM pg_roles them JOIN pg_roles me ON me.rolname = current_user "
            "WHERE them.rolname = $1",
            {role})
        .boolean(0, 0);
}

bool may_give_away(pg::Connection& connection, const std::string& role, const std::string& heir) {
    return connection
        .query("SELECT pg_has_role($1, 'USAGE') AND pg_has_role($2, 'USAGE')", {role, heir})
        .boolean(0, 0);
}

int end_sessions(pg::Connection& connection, const std::string& role) {
    const auto ended = connection.query(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE usename = $1 AND pid <> pg_backend_pid()",
        {role});
    constexpr int most_looks = 50;
    for (int i = 0; i < most_looks; ++i) {
        const auto gone = connection.query(
            "SELECT count(*) = 0 FROM pg_stat_activity "
            "WHERE usename = $1 AND pid <> pg_backend_pid()",
            {role});
        if (gone.boolean(0, 0)) break;
        connection.query("SELECT pg_sleep(0.1)");
    }
    return static_cast<int>(ended.integer(0, 0));
}

}  // namespace pgmeta::roles
