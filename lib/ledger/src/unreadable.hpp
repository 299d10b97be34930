// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"

namespace pgmeta::ledger {

/// "ledger-unreadable", with the GRANT that helps.
Error unreadable(const pg::Connection& connection);

/// Runs `read`; the server's "permission denied" becomes "ledger-unreadable".
template <typename Read>
auto or_unreadable(pg::Connection& connection, const Read& read) {
    constexpr std::string_view insufficient_privilege = "42501";
    try {
        return read();
    } catch (const Error& error) {
        if (error.sqlstate() != insufficient_privilege) throw;
        throw unreadable(connection);
    }
}

}  // namespace pgmeta::ledger
