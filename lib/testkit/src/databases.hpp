// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/testkit/marker.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Statements about whole databases, each run in the maintenance database.

namespace pgmeta::testkit {

/// `COMMENT ON DATABASE name IS marker`.
std::string comment_sql(const std::string& name, const Marker& marker);

/// DROP DATABASE with whoever is connected; templates too.  Nothing when it is gone already.
void drop_by_force(pg::Connection& connection, const std::string& name);

/// Key of the lock under which the template of a fingerprint is built or dropped.
std::int64_t lock_key_of(std::string_view fingerprint);

/// A session lock in the maintenance database (CREATE DATABASE refuses transactions), given back at
/// the end.
class BuildLock {
public:
    /// Takes the lock if it is free.
    static std::optional<BuildLock> attempt(pg::Connection& connection,
                                            std::string_view fingerprint);

    ~BuildLock();
    BuildLock(BuildLock&& other) noexcept;
    BuildLock& operator=(BuildLock&&) = delete;
    BuildLock(const BuildLock&) = delete;
    BuildLock& operator=(const BuildLock&) = delete;

private:
    BuildLock(pg::Connection& connection, std::int64_t key) : connection_{&connection}, key_{key} {}

    pg::Connection* connection_;
    std::int64_t key_;
};

/// Sessions in a database, without ours.
int sessions_in(pg::Connection& connection, const std::string& name);

}  // namespace pgmeta::testkit
