// SPDX-License-Identifier: MIT
#include "explain.hpp"

#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/body.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace pgmeta::engine {

namespace {

struct HintRow {
    std::string_view sqlstate;
    std::string_view hint;
};

constexpr std::string_view not_in_one_transaction =
    "`--tx=change` (or `--tx=package`) commits between changes; put the two steps into two changes";

constexpr std::array hints{
    HintRow{"55P04", not_in_one_transaction},
    HintRow{"55006", not_in_one_transaction},
    HintRow{"53200",
            "the server's lock table is full: `--tx=package` deploys in smaller transactions, or "
            "raise max_locks_per_transaction and restart the server"},
    HintRow{"25001",
            "the server runs this statement only outside transactions, and with --tx=change too a "
            "change is a transaction (--tx=package and --tx=all likewise): write it in a form that "
            "may run inside one, or run it by hand and record the change with `deploy --log-only`"},
    HintRow{"42P07",
            "if the database got this object by other means, `pgmeta baseline` records changes "
            "without running them"},
    HintRow{"42710",
            "if the database got this object by other means, `pgmeta baseline` records changes "
            "without running them"},
    HintRow{"42723",
            "if the database got this object by other means, `pgmeta baseline` records changes "
            "without running them"},
    HintRow{"42501", "connect as a role that may do this, or grant it the privilege"},
    HintRow{"57014", "the statement was cancelled; --statement-timeout sets the limit"},
    HintRow{"55P03", "a lock was not had in time; --lock-timeout sets the limit"},
    HintRow{"2BP01", "revert what depends on the object first"},
};

/// Line of a DO block that the server's context names, counted from the body's first line.
int inline_block_line(const std::string& context) {
    constexpr std::string_view name = "inline_code_block";
    auto at = context.find(name);
    if (at == std::string::npos) return 0;
    at = context.find_first_of("0123456789", at + name.size());
    if (at == std::string::npos) return 0;
    int line = 0;
    std::from_chars(context.data() + at, context.data() + context.size(), line);
    return line;
}

/// Offset of line `line` (1-based) of the text that begins at `begin`.
std::size_t line_start(std::string_view text, std::size_t begin, int line) {
    auto at = begin;
    for (int i = 1; i < line; ++i) {
        const auto newline = text.find('\n', at);
        if (newline == std::string_view::npos) return at;
        at = newline + 1;
    }
    if (line > 1) at = std::min(text.find_first_not_of(" \t", at), text.size());
    return at;
}

/// Where inside the failing statement, for errors raised in function bodies (spec/protocol.md 2.4,
/// 2.5).
std::size_t offset_in_body(std::string_view text,
                           const sqltext::Statement& statement,
                           const pg::MessageFailure& failure) {
    const auto& detail = *failure.error.sql_detail();
    const auto sql = text.substr(statement.begin, statement.end - statement.begin);
    if (!detail.internal_query.empty())
        if (const auto body = sqltext::body_begin(sql, detail.internal_query))
            return statement.begin + *body + failure.internal_offset.value_or(0);
    if (const int line = inline_block_line(detail.context); line > 0)
        if (const auto quote = sql.find_first_of("$'"); quote != std::string_view::npos)
            return line_start(text, statement.begin + quote, line);
    return statement.begin;
}

std::optional<std::size_t> failing_offset(const pg::MessageFailure& failure,
                                          const LoadedScript& script) {
    if (failure.nothing_ran) return failure.offset;
    const auto& statements = script.sendable.statements;
    if (failure.statement >= statements.size()) return failure.offset;
    const auto& statement = statements[failure.statement];
    // A position can belong to another text, as of a PREPARE (spec/protocol.md 2.6).
    if (failure.offset && *failure.offset >= statement.begin && *failure.offset <= statement.end)
        return failure.offset;
    return offset_in_body(script.sendable.text, statement, failure);
}

constexpr std::array<std::string_view, 3> base_roles{"anonymous", "authenticated", "administrator"};

std::string missing_role_hint(const SqlDetail& detail) {
    if (detail.sqlstate != "42704") return {};
    for (const auto role : base_roles)
        if (detail.message.find(fmt::format("\"{}\"", role)) != std::string::npos)
            return fmt::format(
                "`{}` is a base role that this cluster lacks: `pgmeta admin-users bootstrap` makes "
                "the base roles",
                role);
    return {};
}

}  // namespace

std::string hint_for(const SqlDetail& detail) {
    if (auto hint = missing_role_hint(detail); !hint.empty()) return hint;
    return hint_for_sqlstate(detail.sqlstate);
}

std::string hint_for_sqlstate(std::string_view sqlstate) {
    const auto* found = std::find_if(hints.begin(), hints.end(),
                                     [&](const HintRow& row) { return row.sqlstate == sqlstate; });
    return found == hints.end() ? std::string{} : std::string{found->hint};
}

Error explain_script_failure(pg::MessageFailure failure,
                             const LoadedScript& script,
                             workspace::ScriptKind kind,
                             const ChangeRef& change) {
    const auto frame =
        fmt::format("while running the {} script of {}", to_string(kind), change.text());
    if (failure.error.sql_detail() == nullptr) {
        failure.error.add_frame(frame);
        return std::move(failure.error);
    }
    auto detail = *failure.error.sql_detail();
    detail.change = change.text();
    detail.kind = to_string(kind);
    detail.where = {script.shown, 0, 0};
    if (const auto offset = failing_offset(failure, script)) {
        detail.where = script.place(*offset);
        detail.source_line = script.line(*offset);
    }
    const auto* id = kind == workspace::ScriptKind::verify ? "verify-failed" : "script-failed";
    auto hint = hint_for(detail);
    auto error = Error{failure.error.fault(), id, detail.message}.at(detail.where).sql(detail);
    error.add_frame(frame);
    if (!hint.empty()) error.add_hint(std::move(hint));
    return error;
}

Error transaction_left(const Work& work) {
    return Error{Fault::database, "transaction-left",
                 fmt::format("a script up to and including {} ended pgmeta's transaction",
                             work.change.text())}
        .hint("remove COMMIT, ROLLBACK and the like from the script");
}

Error explain_ledger_failure(Error error, const Work& work) {
    const auto* detail = error.sql_detail();
    // The guard's cursor ended with its transaction; a row is refused by the server when it would
    // be written in another one, and has no table when the one that made the ledger is gone.
    constexpr std::array<std::string_view, 5> left{"34000", "22012", "23502", "42P01", "3F000"};
    if (detail != nullptr && std::find(left.begin(), left.end(), detail->sqlstate) != left.end())
        return transaction_left(work);
    error.add_frame(fmt::format("while recording {} in the ledger", work.change.text()));
    return error;
}

}  // namespace pgmeta::engine
