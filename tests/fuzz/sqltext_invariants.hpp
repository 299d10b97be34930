// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace pgmeta::sqltext {

inline std::string fault_in_statements(const std::vector<Statement>& statements, std::size_t size) {
    std::size_t passed = 0;
    for (const auto& statement : statements) {
        const bool ordered =
            passed <= statement.begin && statement.begin < statement.end && statement.end <= size;
        const bool data = statement.data_end == 0 || (statement.end <= statement.data_begin &&
                                                      statement.data_begin <= statement.data_end &&
                                                      statement.data_end <= size);
        if (!ordered || !data) return fmt::format("statement at {}", statement.begin);
        passed = std::max(statement.end, statement.data_end);
    }
    return {};
}

inline std::string fault_in_text(std::string_view before, std::string_view after) {
    if (before.size() != after.size()) return "length";
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i] != after[i] && (after[i] != ' ' || before[i] == '\n' || before[i] == '\r'))
            return fmt::format("byte {}", i);
    return {};
}

inline bool same_ranges(const std::vector<Statement>& a, const std::vector<Statement>& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const Statement& x, const Statement& y) {
            return x.begin == y.begin && x.end == y.end && x.data_begin == y.data_begin &&
                   x.data_end == y.data_end && x.kind == y.kind;
        });
}

/// What is wrong with the lexer's answers for `sql`, whatever bytes it holds; empty when all holds.
inline std::string broken_invariant(std::string_view sql) {
    const auto script = scan(sql);
    if (auto fault = fault_in_statements(script.statements, sql.size()); !fault.empty())
        return "scan: " + fault;
    if (script.unclosed_at > sql.size()) return "unclosed_at";
    if (token_digest(sql).size() != 64) return "token_digest";
    for (const Use use : {Use::deploy, Use::revert, Use::verify}) {
        const auto sendable = prepare(std::string{sql}, use);
        if (auto fault = fault_in_text(sql, sendable.text); !fault.empty())
            return "prepare: " + fault;
        // What is sent must read as what was found: the executor counts these statements.
        if (sendable.objections.empty() &&
            !same_ranges(scan(sendable.text).statements, sendable.statements))
            return "prepare: other statements in the text that is sent";
    }
    return {};
}

}  // namespace pgmeta::sqltext
