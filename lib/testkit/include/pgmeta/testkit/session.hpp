// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/testkit/claims.hpp"
#include "pgmeta/testkit/seed.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::testkit {

/// Who a session acts as.
struct User {
    std::string role;           ///< empty: the session's `authenticated` role
    std::string id;             ///< becomes the claim `sub`
    std::string claims = "{}";  ///< more claims, a JSON object
};

/// A session of a test.
///
/// Between before_each() and after_each() everything happens in one transaction that is rolled
/// back.  A context (role and settings) is part of the transaction: it is refused outside one,
/// where it would have no effect.
class TestSession {
public:
    /// `authenticated` is the role that auth() takes when the user names none.
    TestSession(pg::Connection connection, std::string authenticated);

    using Parameters = std::vector<std::optional<std::string>>;

    /// Runs one statement with parameters $1 …, or several without.
    pg::Result query(std::string_view sql, const Parameters& parameters = {});

    /// As query, and expects a number of rows: any, exactly one, at most one, at least one, none.
    /// Throws "row-count" (Fault::database).
    pg::Result any(std::string_view sql, const Parameters& parameters = {});
    pg::Result one(std::string_view sql, const Parameters& parameters = {});
    pg::Result one_or_none(std::string_view sql, const Parameters& parameters = {});
    pg::Result many(std::string_view sql, const Parameters& parameters = {});
    void none(std::string_view sql, const Parameters& parameters = {});

    /// The only value of the only row.
    std::string value(std::string_view sql, const Parameters& parameters = {});

    void begin();
    void commit();
    void rollback();
    void savepoint(std::string_view name);
    void rollback_to(std::string_view name);

    /// Begins the test's transaction, with a savepoint.
    void before_each();
    /// Rolls everything back since before_each(), or since the last publish().  The context ends.
    void after_each();
    /// Commits what was done, so that other sessions see it, and goes on in a new transaction with
    /// the same context.
    void publish();

    /// Acts as `role` with these settings from now on; what was set before stays.  An empty role
    /// changes nothing, `none` goes back to the session's own.
    ///
    /// Throws "context-outside-transaction" (Fault::usage).
    void set_context(std::string_view role, const Settings& settings = {});
    /// Acts as a user: its role, and its claims in all the settings that packages read.
    void auth(const User& user);
    /// Back to the session's own role, every setting of the context emptied.
    void clear_context();

    void load(const Seed& seed);
    void load_file(const std::filesystem::path& file);

    [[nodiscard]] pg::Connection& connection() { return connection_; }

private:
    pg::Result checked(std::string_view sql,
                       const Parameters& parameters,
                       int least,
                       int most,
                       std::string_view expected);
    void apply_context();

    pg::Connection connection_;
    std::string authenticated_;
    std::string role_;
    Settings settings_;
};

}  // namespace pgmeta::testkit
