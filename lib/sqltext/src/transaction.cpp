// SPDX-License-Identifier: MIT
#include "transaction.hpp"

#include "keyword.hpp"
#include "lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pgmeta::sqltext {

namespace {

std::string_view text_of(std::string_view sql, const Statement& statement) {
    return sql.substr(statement.begin, statement.end - statement.begin);
}

/// True for `BEGIN READ ONLY` and the like: dropping such a statement would drop the mode too.
bool chooses_mode(std::string_view statement) {
    Lexer lexer{statement};
    lexer.next();
    for (Token token = lexer.next(); token != Token::end; token = lexer.next()) {
        const Keyword keyword = keyword_of(lexer.text());
        if (keyword != Keyword::work && keyword != Keyword::transaction) return true;
    }
    return false;
}

/// SAVEPOINT, RELEASE and ROLLBACK TO end with the savepoint's name.
std::string savepoint_name(std::string_view statement) {
    Lexer lexer{statement};
    std::string_view last;
    while (lexer.next() != Token::end)
        last = lexer.text();
    return identifier_name(last);
}

std::string_view spelling(StatementKind kind) {
    switch (kind) {
        case StatementKind::begin:
            return "BEGIN";
        case StatementKind::commit:
            return "COMMIT";
        case StatementKind::commit_chain:
            return "COMMIT AND CHAIN";
        case StatementKind::commit_prepared:
            return "COMMIT PREPARED";
        case StatementKind::rollback_chain:
            return "ROLLBACK AND CHAIN";
        case StatementKind::rollback_prepared:
            return "ROLLBACK PREPARED";
        case StatementKind::prepare_transaction:
            return "PREPARE TRANSACTION";
        default:
            return "ROLLBACK";
    }
}

class Judge {
public:
    Judge(std::string_view sql, const std::vector<Statement>& statements, Use use)
        : sql_{sql}, statements_{statements}, use_{use} {}

    TransactionControl run() {
        for (std::size_t i = 0; i < statements_.size(); ++i)
            judge(i);
        if (use_ != Use::verify) object_to_open_savepoints();
        return std::move(result_);
    }

private:
    struct Savepoint {
        std::string name;
        std::size_t offset = 0;
    };

    void judge(std::size_t i);
    void judge_begin(std::size_t i);
    void judge_end(std::size_t i);
    void drop(std::size_t i, bool wrapper);
    void object(const Statement& statement);
    void close_savepoint(const Statement& statement);
    void object_to_open_savepoints();

    std::string_view sql_;
    const std::vector<Statement>& statements_;
    Use use_;
    std::vector<Savepoint> savepoints_;
    TransactionControl result_;
};

void Judge::judge(std::size_t i) {
    const auto& statement = statements_[i];
    switch (statement.kind) {
        case StatementKind::begin:
            return judge_begin(i);
        case StatementKind::commit:
        case StatementKind::rollback:
            return judge_end(i);
        case StatementKind::commit_chain:
        case StatementKind::commit_prepared:
        case StatementKind::rollback_chain:
        case StatementKind::rollback_prepared:
        case StatementKind::prepare_transaction:
            return object(statement);
        case StatementKind::savepoint:
            savepoints_.push_back({savepoint_name(text_of(sql_, statement)), statement.begin});
            return;
        case StatementKind::release:
        case StatementKind::rollback_to:
            return close_savepoint(statement);
        default:
            return;
    }
}

// A verify script is rolled back whatever its BEGIN asked for, so a mode changes nothing there.
void Judge::judge_begin(std::size_t i) {
    const auto& statement = statements_[i];
    if (use_ == Use::verify || !chooses_mode(text_of(sql_, statement))) return drop(i, i == 0);
    result_.objections.push_back(
        {"transaction-control", statement.begin,
         fmt::format("expected no transaction mode, found `{}`: the script runs inside pgmeta's "
                     "own transaction and cannot choose its mode",
                     text_of(sql_, statement)),
         "remove the statement, or keep a plain BEGIN"});
}

void Judge::judge_end(std::size_t i) {
    const bool last = i + 1 == statements_.size();
    const bool commit = statements_[i].kind == StatementKind::commit;
    const bool allowed = use_ == Use::verify ? last : commit;
    if (!allowed) return object(statements_[i]);
    drop(i, last);
}

void Judge::drop(std::size_t i, bool wrapper) {
    result_.dropped.push_back(i);
    if (!wrapper) result_.inside.push_back(statements_[i].begin);
}

void Judge::object(const Statement& statement) {
    const auto* const hint =
        use_ == Use::verify
            ? "end the transaction only in the script's last statement; to undo a part, use "
              "SAVEPOINT and ROLLBACK TO"
            : "remove it: pgmeta runs the script inside its own transaction, and rolls back when "
              "a statement fails";
    result_.objections.push_back(
        {"transaction-control", statement.begin,
         fmt::format("expected a script that leaves the transaction to pgmeta, found `{}`",
                     spelling(statement.kind)),
         hint});
}

void Judge::close_savepoint(const Statement& statement) {
    const auto name = savepoint_name(text_of(sql_, statement));
    const auto found =
        std::find_if(savepoints_.rbegin(), savepoints_.rend(),
                     [&name](const Savepoint& savepoint) { return savepoint.name == name; });
    if (found == savepoints_.rend()) {
        result_.objections.push_back(
            {"savepoint-unbalanced", statement.begin,
             fmt::format("expected a savepoint `{}` set earlier in this script, found none that "
                         "is open",
                         name),
             "write SAVEPOINT before it, or remove the statement"});
        return;
    }
    // base() is past the savepoint: ROLLBACK TO keeps it, RELEASE does not.
    const auto keep = statement.kind == StatementKind::rollback_to;
    savepoints_.erase(keep ? found.base() : found.base() - 1, savepoints_.end());
}

// A later script's ROLLBACK TO of the same name would undo what lies between, ledger rows included.
void Judge::object_to_open_savepoints() {
    for (const auto& savepoint : savepoints_)
        result_.objections.push_back(
            {"savepoint-unbalanced", savepoint.offset,
             fmt::format("expected RELEASE SAVEPOINT for savepoint `{}`, found the end of the "
                         "script",
                         savepoint.name),
             "release the savepoint before the script ends"});
}

}  // namespace

TransactionControl judge_transaction_control(std::string_view sql,
                                             const std::vector<Statement>& statements,
                                             Use use) {
    return Judge{sql, statements, use}.run();
}

}  // namespace pgmeta::sqltext
