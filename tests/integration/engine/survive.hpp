// SPDX-License-Identifier: MIT
#pragma once

// What the tests of survival share: running pgmeta on a workspace and a database, and asking the
// server who is deploying.

#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace pgmeta::test {

inline std::vector<std::string> arguments_for(std::string command,
                                              const std::string& url,
                                              std::vector<std::string> more = {}) {
    std::vector<std::string> all{std::move(command), "--target", url};
    for (auto& argument : more)
        all.push_back(std::move(argument));
    return all;
}

/// Runs `pgmeta COMMAND --target URL MORE…` in the workspace.
inline ProcessResult on_target(const std::filesystem::path& root,
                               std::string command,
                               const std::string& url,
                               std::vector<std::string> more = {}) {
    return run_pgmeta(arguments_for(std::move(command), url, std::move(more)), {.cwd = root});
}

inline ProcessResult deploy_in(const std::filesystem::path& root,
                               const std::string& url,
                               std::vector<std::string> more = {}) {
    return on_target(root, "deploy", url, std::move(more));
}

inline Process start_deploy(const std::filesystem::path& root,
                            const std::string& url,
                            std::vector<std::string> more = {}) {
    return Process{pgmeta_argv(arguments_for("deploy", url, std::move(more))), {.cwd = root}};
}

/// So many deployments of the workspace at once.
inline std::vector<ProcessResult> deploy_together(int count,
                                                  const std::filesystem::path& root,
                                                  const std::string& url,
                                                  const std::vector<std::string>& more = {}) {
    std::vector<Process> processes;
    for (int i = 0; i < count; ++i)
        processes.push_back(start_deploy(root, url, more));
    std::vector<ProcessResult> results;
    for (auto& process : processes)
        results.push_back(process.wait());
    return results;
}

/// The deployed changes in the order of their rows.
inline std::string deployed(TestDatabase& database) {
    return database.value(
        "SELECT coalesce(string_agg(package || ':' || change_name, ' ' ORDER BY deployed_at), '') "
        "FROM pgpm_migrate.changes");
}

inline bool has_ledger(TestDatabase& database) {
    return database.value("SELECT to_regnamespace('pgpm_migrate') IS NOT NULL") == "t";
}

inline bool has_table(TestDatabase& database, const std::string& name) {
    return database.value("SELECT to_regclass('" + name + "') IS NOT NULL") == "t";
}

/// True when nobody holds the deploy lock of the database.
inline const char* const lock_is_free =
    "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1 "
    "AND classid = x'70676d65'::int AND database = "
    "(SELECT oid FROM pg_database WHERE datname = current_database()))";

/// True when a deployer's statement sleeps.
inline const char* const deployer_sleeps =
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = 'pgmeta deploy' AND wait_event = 'PgSleep')";

/// True when no deployer is connected.
inline const char* const no_deployer =
    "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = 'pgmeta deploy')";

/// Pid of the server process that runs a deployer's statement.
inline std::string working_pid(TestDatabase& database) {
    return database.value(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = 'pgmeta deploy' AND state = 'active'");
}

/// A script that goes on when so many deployers are connected (or after 20 seconds).
inline std::string wait_for_deployers(int count) {
    return "DO $$ BEGIN\n"
           "    FOR i IN 1..400 LOOP\n"
           "        PERFORM pg_stat_clear_snapshot();\n"
           "        EXIT WHEN (SELECT count(*) >= " +
           std::to_string(count) +
           " FROM pg_stat_activity\n"
           "            WHERE datname = current_database() AND application_name = 'pgmeta deploy');\n"
           "        PERFORM pg_sleep(0.05);\n"
           "    END LOOP;\n"
           "END $$;\n";
}

/// As eventually() of a TestDatabase, in a session.
inline bool eventually(Session& session, const std::string& sql) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (std::chrono::steady_clock::now() < deadline) {
        if (session.value(sql) == "t") return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    return false;
}

}  // namespace pgmeta::test
