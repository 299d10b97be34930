// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_conn;

namespace pgmeta::test {

/// Rows as text; NULL is spelled `NULL`.
using Rows = std::vector<std::vector<std::string>>;

/// A session of the test's own with the test cluster, over plain libpq.  Failures throw
/// std::runtime_error with the SQLSTATE and message.
class Session {
public:
    explicit Session(const std::string& connection_string);
    ~Session();
    Session(Session&&) noexcept;

    /// Runs one or more statements; rows of the last one.
    Rows query(const std::string& sql);
    /// First column of the first row; empty when there is no row.
    std::string value(const std::string& sql);

    /// Starts statements without waiting for them; `finish` waits and throws when they failed.
    void send(const std::string& sql);
    void finish();

    [[nodiscard]] int pid() const;  ///< of the server process

private:
    struct Close {
        void operator()(pg_conn* conn) const;
    };

    std::unique_ptr<pg_conn, Close> conn_;
};

/// A database of the test's own in the test cluster; dropped at the end with whoever is connected,
/// unless PGMETA_TEST_KEEP=1.
class TestDatabase {
public:
    /// A fresh database with a unique name.
    TestDatabase();

    /// A database of this name, for names that need quoting.  With `create` false it is only
    /// dropped at the end, for databases that the program under test creates.
    explicit TestDatabase(std::string name, bool create = true);

    ~TestDatabase();
    TestDatabase(const TestDatabase&) = delete;
    TestDatabase& operator=(const TestDatabase&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }

    /// A postgresql:// URL for superuser postgres, or for another role.
    [[nodiscard]] std::string url(std::string_view user = "postgres") const;

    Rows query(const std::string& sql);
    std::string value(const std::string& sql);

    /// One more session.
    [[nodiscard]] Session connect(std::string_view user = "postgres") const;

private:
    std::string name_;
    std::unique_ptr<Session> session_;
};

/// A name no other database or role of this run has.
std::string unique_name(std::string_view prefix);

/// True when the cluster has a database of this name.
bool database_exists(std::string_view name);

/// Removes roles that a test made, with what they own in the database.
void drop_roles(TestDatabase& database, const std::vector<std::string>& roles);

/// Waits until `sql` gives `t` in the database; false when that takes longer than 30 seconds.
bool eventually(TestDatabase& database, const std::string& sql);

/// The server's log: what was written since the mark.  Lines begin with
/// `YYYY-MM-DD HH:MM:SS.mmm UTC [pid] xid=N app=NAME `.
std::size_t server_log_mark();
std::string server_log_since(std::size_t mark);

/// `pg_dump -s` of the database, the same for the same schema.
std::string dump_schema(const std::string& database);

}  // namespace pgmeta::test
