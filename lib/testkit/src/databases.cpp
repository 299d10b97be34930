// SPDX-License-Identifier: MIT
#include "databases.hpp"

#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

namespace pgmeta::testkit {

using sqltext::quote_identifier;
using sqltext::quote_literal;

std::string comment_sql(const std::string& name, const Marker& marker) {
    return fmt::format("COMMENT ON DATABASE {} IS {}", quote_identifier(name),
                       quote_literal(spell(marker)));
}

void drop_by_force(pg::Connection& connection, const std::string& name) {
    const auto quoted = quote_identifier(name);
    try {
        connection.query(fmt::format("ALTER DATABASE {} IS_TEMPLATE false", quoted));
        connection.query(fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted));
    } catch (const Error& error) {
        if (error.sqlstate() != "3D000") throw;
    }
}

std::int64_t lock_key_of(std::string_view fingerprint) {
    std::uint64_t key = 0;
    const auto digits = fingerprint.substr(0, 16);
    std::from_chars(digits.data(), digits.data() + digits.size(), key, 16);
    return static_cast<std::int64_t>(key);
}

std::optional<BuildLock> BuildLock::attempt(pg::Connection& connection,
                                            std::string_view fingerprint) {
    const auto key = lock_key_of(fingerprint);
    const bool had =
        connection.query(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", key))
            .boolean(0, 0);
    if (!had) return std::nullopt;
    return BuildLock{connection, key};
}

BuildLock::BuildLock(BuildLock&& other) noexcept
    : connection_{std::exchange(other.connection_, nullptr)}, key_{other.key_} {}

BuildLock::~BuildLock() {
    if (connection_ == nullptr || !connection_->is_open()) return;
    try {
        connection_->query(fmt::format("SELECT pg_catalog.pg_advisory_unlock({})", key_));
    } catch (const Error&) {
        // The session is gone, and with it the lock.
        connection_->close();
    }
}

int sessions_in(pg::Connection& connection, const std::string& name) {
    return static_cast<int>(
        connection
            .query("SELECT count(*) FROM pg_catalog.pg_stat_activity WHERE datname = $1 "
                   "AND pid <> pg_catalog.pg_backend_pid()",
                   {name})
            .integer(0, 0));
}

}  // namespace pgmeta::testkit
