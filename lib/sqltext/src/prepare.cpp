// SPDX-License-Identifier: MIT
#include "lexer.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "transaction.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace pgmeta::sqltext {

namespace {

void blank(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
        if (text[i] != '\n' && text[i] != '\r') text[i] = ' ';
}

/// Past the semicolon that ends `statement`; its end when the script stops without one.
std::size_t past_semicolon(std::string_view sql, const Statement& statement) {
    Lexer lexer{sql, statement.end};
    return lexer.next() == Token::semicolon ? lexer.end() : statement.end;
}

/// Blanks the statements with the given ascending indexes and takes them off the list.
void drop_statements(Sendable& sendable, const std::vector<std::size_t>& dropped) {
    for (const std::size_t i : dropped) {
        const auto& statement = sendable.statements[i];
        const auto end = past_semicolon(sendable.text, statement);
        blank(sendable.text, statement.begin, statement.end);
        if (end > statement.end) sendable.text[end - 1] = ' ';
    }
    auto next = dropped.begin();
    std::size_t kept = 0;
    for (std::size_t i = 0; i < sendable.statements.size(); ++i) {
        if (next != dropped.end() && *next == i)
            ++next;
        else
            sendable.statements[kept++] = sendable.statements[i];
    }
    sendable.statements.resize(kept);
}

Objection unclosed(std::string_view sql, const Script& script) {
    const auto where = fmt::format("line {}", line_column(sql, script.unclosed_at).line);
    const auto found = [&](std::string id, std::string_view closing, std::string_view opened) {
        return Objection{std::move(id), script.unclosed_at,
                         fmt::format("expected {} for the {} opened in {}, found the end of the "
                                     "script",
                                     closing, opened, where),
                         fmt::format("close the {}", opened)};
    };
    const auto opening = sql.substr(script.unclosed_at);
    switch (script.end_state) {
        case EndState::in_single_quote:
            return found("unclosed-quote", "a closing `'`", "string");
        case EndState::in_double_quote:
            return found("unclosed-quote", "a closing `\"`", "quoted name");
        case EndState::in_dollar_quote:
            return found("unclosed-dollar-quote",
                         fmt::format("`{}`", opening.substr(0, opening.find('$', 1) + 1)),
                         "dollar quote");
        case EndState::in_block_comment:
            return found("unclosed-comment", "`*/`", "comment");
        case EndState::in_parentheses:
            return found("unclosed-parenthesis", "`)`", "parenthesis");
        case EndState::in_atomic_body:
            return found("unclosed-atomic-body", "`END`", "BEGIN ATOMIC body");
        default:
            return found("copy-data-unterminated", "a line holding only `\\.`",
                         "data of COPY … FROM STDIN");
    }
}

std::size_t first_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t length = 1;
        while (length < 4 && !is_utf8(text.substr(at, length)))
            ++length;
        if (!is_utf8(text.substr(at, length))) return at;
        at += length;
    }
    return at;
}

void object_to_bytes(Sendable& sendable, const Script& script) {
    if (script.nul_byte)
        sendable.objections.push_back({"nul-byte", *script.nul_byte,
                                       "expected text, found a NUL byte, at which PostgreSQL "
                                       "would stop reading",
                                       "remove the byte; is this file SQL in UTF-8?"});
    if (!is_utf8(sendable.text))
        sendable.objections.push_back({"not-utf8", first_invalid_utf8(sendable.text),
                                       "expected text in UTF-8, found a byte that is none",
                                       "save the file as UTF-8"});
}

std::string_view advice(std::string_view psql_command) {
    if (psql_command == "i" || psql_command == "ir" || psql_command == "include")
        return "put the other file's text here, or make it a change of its own";
    if (psql_command == "copy")
        return "write COPY … FROM STDIN with the data in the next lines and a line `\\.` after it";
    if (psql_command == "c" || psql_command == "connect")
        return "remove the line: a script runs in the database that is deployed to";
    if (psql_command == "set" || psql_command == "gset")
        return "write the value into the SQL itself";
    if (psql_command == ".")
        return "a line `\\.` only ends the data of a COPY … FROM STDIN before it";
    return "remove the line, or say in SQL what it does";
}

// The line that extension files begin with, so that psql refuses to run them.
bool is_extension_guard(std::string_view sql, const Script& script, const PsqlCommand& command) {
    const auto line = trim(sql.substr(command.begin, command.end - command.begin));
    const bool first = script.statements.empty() || script.statements.front().begin > command.begin;
    return first && command.name == "echo" && line.ends_with("\\quit");
}

// Blanking a line in the middle of a statement could join what psql keeps apart.
bool is_inside_statement(const Script& script, const PsqlCommand& command) {
    const auto after = std::upper_bound(
        script.statements.begin(), script.statements.end(), command.begin,
        [](std::size_t offset, const Statement& statement) { return offset < statement.begin; });
    return after != script.statements.begin() && command.begin < std::prev(after)->end;
}

void drop_psql_commands(Sendable& sendable, const Script& script) {
    for (const auto& command : script.psql_commands) {
        const bool known = command.name == "restrict" || command.name == "unrestrict" ||
                           is_extension_guard(sendable.text, script, command);
        if (known && !is_inside_statement(script, command))
            blank(sendable.text, command.begin, command.end);
        else
            sendable.objections.push_back(
                {"psql-command", command.begin,
                 fmt::format("expected SQL, found `\\{}`, a command of psql that the server does "
                             "not know",
                             command.name),
                 std::string{advice(command.name)}});
    }
}

void note_statement_kinds(Sendable& sendable, const Script& script) {
    for (const auto& statement : script.statements) {
        if (statement.kind == StatementKind::not_in_transaction && !sendable.refuses_transaction_at)
            sendable.refuses_transaction_at = statement.begin;
        if (statement.kind != StatementKind::copy_from_stdin) continue;
        const std::string_view text = sendable.text;
        const auto end = past_semicolon(text, statement);
        const auto rest = trim(text.substr(end, text.find('\n', end) - end));
        if (rest.empty() || rest.starts_with("--")) continue;
        sendable.objections.push_back(
            {"copy-not-alone", end,
             "expected the end of the line after COPY … FROM STDIN, whose data begins in the next "
             "line, found more SQL",
             "move the SQL below the data"});
    }
    sendable.in_transaction = !sendable.refuses_transaction_at;
}

}  // namespace

Sendable prepare(std::string sql, Use use, bool refuse_transaction_control) {
    Sendable sendable;
    sendable.text = std::move(sql);
    Script script = scan(sendable.text);
    object_to_bytes(sendable, script);
    if (script.end_state != EndState::clean)
        sendable.objections.push_back(unclosed(sendable.text, script));
    note_statement_kinds(sendable, script);
    drop_psql_commands(sendable, script);
    if (script.byte_order_mark) blank(sendable.text, 0, 3);
    sendable.statements = std::move(script.statements);
    if (refuse_transaction_control) {
        auto control = judge_transaction_control(sendable.text, sendable.statements, use);
        std::move(control.objections.begin(), control.objections.end(),
                  std::back_inserter(sendable.objections));
        sendable.mid_transaction_control = std::move(control.inside);
        drop_statements(sendable, control.dropped);
    }
    std::stable_sort(sendable.objections.begin(), sendable.objections.end(),
                     [](const auto& a, const auto& b) { return a.offset < b.offset; });
    return sendable;
}

}  // namespace pgmeta::sqltext
