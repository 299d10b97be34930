// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/sqltext/script.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace pgmeta::sqltext {

/// What becomes of a script's own transaction control when it runs inside ours.
struct TransactionControl {
    std::vector<std::size_t> dropped;  ///< indexes of statements to blank, ascending
    std::vector<std::size_t> inside;   ///< offsets of dropped ones that are no outer wrapper
    std::vector<Objection> objections;
};

TransactionControl judge_transaction_control(std::string_view sql,
                                             const std::vector<Statement>& statements,
                                             Use use);

}  // namespace pgmeta::sqltext
