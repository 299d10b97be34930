// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/pool.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pgmeta::tenant {

struct SourceOptions {
    /// Whether close() ends the pool.  Unless said: a pool made here yes, one that was given no.
    std::optional<bool> close_on_dispose{};
    /// For a pool that is made here.
    pg::PoolOptions pool{};
};

/// Where the objects of this layer take connections from.  Copies are the same source.
///
/// With a pool, they may be used from many threads; with a connection, from one at a time.
class Source {
public:
    // Implicit, so that an object is made from what a caller has at hand.
    // NOLINTBEGIN(google-explicit-constructor)

    /// A pool of its own; the string is read, nothing is connected.  Throws "invalid-argument" for
    /// an empty string and "bad-connection-string".
    Source(std::string_view connection_string, const SourceOptions& options = {});
    Source(const std::string& connection_string, const SourceOptions& options = {});
    Source(const char* connection_string, const SourceOptions& options = {});

    /// A pool of the caller's.
    Source(pg::Pool pool, const SourceOptions& options = {});

    /// A connection of the caller's, which must outlive this and not move; also one that is in a
    /// transaction.  Throws "invalid-argument" for null.
    Source(pg::Connection* connection);
    // NOLINTEND(google-explicit-constructor)

    /// Statements on a connection on loan, which must outlive this.
    static Source of(pg::Statements& statements);

    /// Runs one statement in one round trip; settings hold for its transaction.
    pg::Result run(std::string_view sql,
                   const pg::Parameters& parameters,
                   std::span<const pg::LocalSetting> settings = {},
                   pg::Statements::Use use = pg::Statements::Use::repeated) const;

    /// Lends one connection for several statements.
    void lend(const std::function<void(pg::Statements&)>& work) const;

    /// The pool, to look at its metrics or to go on using it; empty for a connection.
    [[nodiscard]] std::optional<pg::Pool> pool() const;

    void close() const;

private:
    struct State;
    explicit Source(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

}  // namespace pgmeta::tenant
