// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The Test Anything Protocol, as pgTAP returns it in rows of query results.

namespace pgmeta::testkit {

/// One `ok` or `not ok` line, and what was said about it.
struct Assertion {
    std::int64_t number = 0;
    bool ok = false;
    std::string description;
    std::string directive;  ///< `TODO why`, `SKIP why`, or empty
    std::vector<std::string> diagnostics;
    std::string expected;  ///< from `want:` and the like; empty when nothing was said
    std::string got;
    std::size_t statement = 0;  ///< that returned it

    /// False for a failure that counts: one marked TODO is expected.
    [[nodiscard]] bool passes() const;
};

/// Reads TAP line by line.
class TapReader {
public:
    /// A value of a row; it may hold several lines.
    void read(std::string_view text, std::size_t statement);

    [[nodiscard]] const std::vector<Assertion>& assertions() const { return assertions_; }

    [[nodiscard]] std::vector<Assertion> take() { return std::move(assertions_); }

    /// True once a line was TAP.
    [[nodiscard]] bool is_tap() const { return planned_ || !assertions_.empty() || bailed_out_; }

    /// What is wrong with the whole: no plan, another number of tests than planned, bailed out.
    [[nodiscard]] std::string complaint() const;

    /// The statement that planned; the last one that returned TAP when none did.
    [[nodiscard]] std::size_t plan_statement() const { return plan_statement_; }

private:
    void read_line(std::string_view line, std::size_t statement);
    void read_nested(std::string_view line);
    void read_diagnostic(std::string_view line);
    [[nodiscard]] bool read_assertion(std::string_view line, std::size_t statement);
    [[nodiscard]] bool read_plan(std::string_view line, std::size_t statement);

    std::vector<Assertion> assertions_;
    std::vector<std::string> nested_;  ///< of the subtest that the next assertion sums up
    std::optional<std::int64_t> planned_;
    std::optional<std::string> bailed_out_;
    std::size_t plan_statement_ = 0;
};

}  // namespace pgmeta::testkit
