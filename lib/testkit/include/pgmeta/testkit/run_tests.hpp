// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"
#include "pgmeta/testkit/tap.hpp"
#include "pgmeta/testkit/test_file.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgmeta::testkit {

/// One thing that a test file expected in vain.
struct TestFailure {
    Location where;  ///< of the statement
    std::string message;
    std::string expected;
    std::string got;
    std::vector<std::string> diagnostics;
    std::string source_line;
};

struct TestResult {
    std::string package;
    std::string file;                   ///< as shown in messages
    std::vector<Assertion> assertions;  ///< of pgTAP; empty for plain SQL
    std::vector<TestFailure> failures;
    bool isolated = false;
    bool ran = false;  ///< false when the run was stopped before it
    std::chrono::microseconds elapsed{0};

    [[nodiscard]] bool passed() const { return ran && failures.empty(); }
};

struct TestReport {
    std::string target;
    std::vector<TestResult> results;  ///< by package and path
    /// A deployment that failed: the package's tests did not run.
    std::optional<engine::Report> deployment;
    std::chrono::milliseconds elapsed{0};

    [[nodiscard]] std::size_t failed() const;
};

struct TestOptions {
    std::size_t jobs = 2;
    bool verify = true;
    bool keep = false;  ///< leave the databases for a look
    std::string tool_version;
};

/// Runs the tests: each file in a transaction that is rolled back, in a copy of a database that has
/// its package deployed; isolated files in a copy of their own.
///
/// `target` names the server; its database is not touched.  `done` is called for each file, from
/// several threads, one at a time.  Throws "pgtap-missing" (Fault::environment) when files need the
/// extension and the server lacks it, and what making databases throws.
TestReport run_tests(const engine::Target& target,
                     const workspace::Workspace& workspace,
                     const std::vector<PackageTests>& tests,
                     const TestOptions& options,
                     const engine::Observer& observer,
                     const std::function<void(const TestResult&)>& done);

/// Runs one file on a session in a database that has its package deployed.
TestResult run_file(pg::Connection& connection, const TestFile& file);

}  // namespace pgmeta::testkit
