// SPDX-License-Identifier: MIT
#pragma once

#include "output/json.hpp"
#include "output/style.hpp"
#include "pgmeta/testkit/run_tests.hpp"

#include <ostream>

// What a test run found, in the forms that people and their tools read.

namespace pgmeta::cli {

/// Failures with file and line, the slowest files, one closing line.
void print_tests(std::ostream& stream,
                 const Style& style,
                 const testkit::TestReport& report,
                 std::size_t slowest);

/// Test Anything Protocol: one line per file, its assertions as a subtest.
void print_tap(std::ostream& stream, const testkit::TestReport& report);

/// JUnit XML: a suite per package, a case per assertion, or per file of plain SQL.
void print_junit(std::ostream& stream, const testkit::TestReport& report);

/// Workflow commands of GitHub Actions: an annotation per failure.
void print_github(std::ostream& stream, const testkit::TestReport& report);

Json to_json(const testkit::TestReport& report);

}  // namespace pgmeta::cli
