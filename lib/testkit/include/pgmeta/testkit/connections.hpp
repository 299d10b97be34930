// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/conninfo.hpp"
#include "pgmeta/testkit/session.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// A database per test program, and sessions as those who use it.  For any test framework.

namespace pgmeta::testkit {

/// What a seed adapter works with.
struct SeedContext {
    TestSession& superuser;
    const pg::ConnInfo& info;  ///< of the database
};

/// Fills a database before the first test.  What it throws ends get_connections.
using SeedAdapter = std::function<void(SeedContext&)>;

namespace seed {

/// Deploys packages of the workspace found from `folder`, with what they need; all when none are
/// named.  Options::workspace does the same and faster, from a template.
SeedAdapter workspace(std::filesystem::path folder, std::vector<std::string> packages = {});
SeedAdapter sqlfile(std::vector<std::filesystem::path> files);
/// Table, as `users` or `app.users`, and its file; the first line names columns.
SeedAdapter csv(std::vector<std::pair<std::string, std::filesystem::path>> tables);
/// An object of table and list of rows, as text.
SeedAdapter json(std::string text);
SeedAdapter function(std::function<void(TestSession&)> act);
/// One after the other.
SeedAdapter composed(std::vector<SeedAdapter> seeds);

}  // namespace seed

struct ConnectionOptions {
    /// A superuser's way to the server; the database's name in it is not used.  Default: PG*.
    pg::ConnInfo server{};
    /// Deploy packages of this folder's workspace, from a template; empty: an empty database.
    std::filesystem::path workspace{};
    std::vector<std::string> packages{};  ///< of the workspace; empty: all
    std::vector<std::string> extensions{};
    std::vector<SeedAdapter> seeds{};
    /// Use this database as it is, and never drop it.
    std::string existing_database{};
    std::string app_user = "app_user";  ///< a member of anonymous and authenticated only
    std::string app_password = "app_password";
    std::string admin_user = "app_admin";  ///< a member of administrator
    std::string admin_password = "admin_password";
    std::string anonymous = "anonymous";
    std::string authenticated = "authenticated";
    std::string administrator = "administrator";
};

/// Sessions of a test program with its database.
class Connections {
public:
    /// Made by get_connections only.
    struct State;
    explicit Connections(std::unique_ptr<State> state);
    ~Connections();
    Connections(Connections&&) noexcept;
    Connections& operator=(Connections&&) noexcept;
    Connections(const Connections&) = delete;
    Connections& operator=(const Connections&) = delete;

    [[nodiscard]] TestSession& superuser();
    [[nodiscard]] TestSession& app();
    [[nodiscard]] TestSession& admin();
    [[nodiscard]] const std::string& database() const;
    /// One more session as the app user.
    [[nodiscard]] TestSession connect() const;

    /// Closes the sessions and drops the database if get_connections made it; not with
    /// PGMETA_TEST_KEEP=1 in the environment.  The destructor does the same, silently.
    void teardown();

private:
    friend Connections get_connections(const ConnectionOptions& options);

    std::unique_ptr<State> state_;
};

/// Makes the base roles, the two login roles and the database, deploys, seeds, and connects.
///
/// Throws what any of these fails with: nothing is swallowed, and a database that was made is
/// dropped.
Connections get_connections(const ConnectionOptions& options);

}  // namespace pgmeta::testkit
