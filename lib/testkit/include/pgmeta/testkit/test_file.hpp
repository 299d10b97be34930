// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/testkit/claims.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Test files: SQL with directives in comments (docs/guide/testing.md).

namespace pgmeta::testkit {

/// Who acts from a place of the file on.
struct Context {
    std::string role;
    Settings settings;
};

struct TestStatement {
    std::size_t begin = 0;  ///< byte offsets in the file
    std::size_t end = 0;
    std::size_t data_begin = 0;  ///< of inline COPY data
    std::size_t data_end = 0;
    std::optional<Context> context;  ///< changes before it
    std::string expected;            ///< SQLSTATE it must fail with; empty: it must not fail
};

/// A test file, ready to be sent.
struct TestFile {
    std::filesystem::path path;
    std::string shown;  ///< as shown in messages
    std::string text;   ///< as long as the file; what must not be sent is blanked
    bool isolated = false;
    bool uses_pgtap = false;
    std::string expected;            ///< SQLSTATE the file must fail with
    std::vector<std::string> given;  ///< files to load first, relative to this one
    std::vector<TestStatement> statements;

    [[nodiscard]] Location place(std::size_t offset) const;
};

/// Reads directives and statements.  Problems: "test-directive" for a directive that cannot be
/// meant so, and what sqltext::prepare objects to.
TestFile read_test(std::string shown, std::string text, Diagnostics& problems);

/// The tests of one package.
struct PackageTests {
    const workspace::Package* package = nullptr;
    std::vector<TestFile> files;  ///< by path

    [[nodiscard]] bool use_pgtap() const;
};

/// Finds `test/**/*.sql` of each package, in the order given, without the files that tests name
/// as `given`.  `filter` is a regular expression (ECMAScript) searched in `PACKAGE/path`; empty:
/// all. Packages without tests are left out.  Throws "filter-malformed" (Fault::usage).
std::vector<PackageTests> find_tests(const std::vector<const workspace::Package*>& packages,
                                     const std::string& filter,
                                     Diagnostics& problems);

}  // namespace pgmeta::testkit
