// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"

#include <fmt/format.h>

namespace pgmeta::pg {

Transaction::Transaction(Connection& connection, std::string_view also) : connection_{connection} {
    result_.emplace(connection.query(fmt::format("BEGIN;{}", also)));
}

Transaction Transaction::adopt(Connection& connection) {
    return Transaction{connection, Adopted{}};
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        rollback();
    } catch (const Error&) {
        // The session is gone, and its transaction with it.
        open_ = false;
    }
}

void Transaction::rollback() {
    open_ = false;
    if (connection_.is_open() && connection_.in_transaction()) connection_.query("ROLLBACK");
}

void Transaction::commit() {
    open_ = false;
    try {
        const auto result = connection_.query("COMMIT");
        // COMMIT of an aborted transaction succeeds with the tag ROLLBACK.
        if (result.command_tag() == "COMMIT") return;
    } catch (Error& error) {
        if (connection_.is_open()) {
            error.add_frame("at COMMIT");
            throw;
        }
        throw Error{Fault::in_doubt, "commit-in-doubt",
                    fmt::format("the connection was lost during COMMIT: {}", error.message())};
    }
    throw Error{Fault::database, "commit-refused",
                "the transaction was already aborted when it was to be committed"};
}

}  // namespace pgmeta::pg
