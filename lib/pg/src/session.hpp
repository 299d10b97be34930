// SPDX-License-Identifier: MIT
#pragma once

// What the sources of lib/pg share; libpq stays behind this layer.

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/pg/copy.hpp"

#include <libpq-fe.h>

#include <functional>
#include <memory>
#include <string>

namespace pgmeta::pg {

struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};

using RawConnection = std::unique_ptr<PGconn, Finish>;
using RawResult = std::unique_ptr<PGresult, Clear>;

struct Connection::State {
    RawConnection raw;
    ConnInfo info;
    Interrupts* interrupts = nullptr;
    bool settings_stick = true;
    std::function<void(const Notice&)> on_notice;
    bool cancelled = false;  ///< the running statement was cancelled because of a signal

    /// Next result of the running message, or null at its end.  Waits; cancels on a signal.
    RawResult next_result();
    /// Waits until the server sent something; cancels on a signal.  False when the session died.
    bool wait_for_input();
    /// Gives the rows of a binary COPY TO STDOUT one by one.
    void copy_rows(const std::function<void(CopyRow)>& row);

    [[nodiscard]] Error failure(const PGresult* result) const;
    [[nodiscard]] Error lost() const;  ///< with libpq's reason
    [[nodiscard]] Error lost(const std::string& reason) const;
    void send(const std::string& sql);
};

/// Empties a COPY TO STDOUT whose data nobody wants: undrained, libpq reports it forever.
void discard_copy_out(PGconn* connection);

SqlDetail detail_of(const PGresult* result);

Notice notice_of(const PGresult* result);

}  // namespace pgmeta::pg
