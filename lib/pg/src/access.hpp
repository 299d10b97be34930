// SPDX-License-Identifier: MIT
#pragma once

#include "session.hpp"

namespace pgmeta::pg {

/// What lies behind a connection, for the sources of this layer.
struct ConnectionAccess {
    static auto& state(Connection& connection) { return *connection.state_; }

    static PGconn* raw(Connection& connection) {
        return connection.state_ ? connection.state_->raw.get() : nullptr;
    }
};

}  // namespace pgmeta::pg
