// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/tap.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace pgmeta::testkit {

namespace {

/// Takes the digits that `text` begins with.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

bool starts_with_word(std::string_view text, std::string_view upper) {
    if (text.size() < upper.size()) return false;
    return std::equal(upper.begin(), upper.end(), text.begin(), [](char a, char b) {
        return a == std::toupper(static_cast<unsigned char>(b));
    });
}

/// Cuts `# TODO …` or `# SKIP …` off the description.
std::string take_directive(std::string_view& description) {
    for (auto at = description.find('#'); at != std::string_view::npos;
         at = description.find('#', at + 1)) {
        const auto rest = trim(description.substr(at + 1));
        if (!starts_with_word(rest, "TODO") && !starts_with_word(rest, "SKIP")) continue;
        description = trim(description.substr(0, at));
        return std::string{rest};
    }
    return {};
}

/// `have: x` and `want: y`, in the words of pgTAP.
void take_comparison(Assertion& assertion, std::string_view text) {
    struct Word {
        std::string_view word;
        std::string Assertion::*field;
    };

    constexpr std::array known{
        Word{"have: ", &Assertion::got},   Word{"want: ", &Assertion::expected},
        Word{"caught: ", &Assertion::got}, Word{"wanted: ", &Assertion::expected},
        Word{"got: ", &Assertion::got},    Word{"expected: ", &Assertion::expected},
    };
    const auto trimmed = trim(text);
    for (const auto& [word, field] : known)
        if (trimmed.starts_with(word) && (assertion.*field).empty())
            assertion.*field = trimmed.substr(word.size());
}

}  // namespace

bool Assertion::passes() const {
    return ok || starts_with_word(directive, "TODO");
}

void TapReader::read(std::string_view text, std::size_t statement) {
    while (true) {
        const auto end = text.find('\n');
        read_line(text.substr(0, end), statement);
        if (end == std::string_view::npos) return;
        text.remove_prefix(end + 1);
    }
}

void TapReader::read_line(std::string_view line, std::size_t statement) {
    constexpr std::string_view bail_out = "Bail out!";
    if (line.starts_with("    ")) return read_nested(line);
    if (line.starts_with('#')) return read_diagnostic(line);
    if (line.starts_with(bail_out)) {
        bailed_out_ = std::string{trim(line.substr(bail_out.size()))};
        return;
    }
    if (read_plan(line, statement) || read_assertion(line, statement)) nested_.clear();
}

/// Lines of a subtest count through the line that sums them up; they tell why it failed.
void TapReader::read_nested(std::string_view line) {
    const auto text = trim(line);
    if (!text.starts_with("ok ") && !text.starts_with("1..")) nested_.emplace_back(text);
}

void TapReader::read_diagnostic(std::string_view line) {
    constexpr std::array summaries{"# Looks like", "# Failed test", "# Subtest"};
    if (assertions_.empty() || assertions_.back().ok) return;
    const bool summary = std::any_of(summaries.begin(), summaries.end(),
                                     [line](auto begin) { return line.starts_with(begin); });
    if (summary) return;
    take_comparison(assertions_.back(), line.substr(1));
    assertions_.back().diagnostics.emplace_back(line.substr(line.starts_with("# ") ? 2 : 1));
}

bool TapReader::read_plan(std::string_view line, std::size_t statement) {
    if (!line.starts_with("1..")) return false;
    auto rest = line.substr(3);
    const auto number = take_number(rest);
    if (!number || !(trim(rest).empty() || trim(rest).starts_with('#'))) return false;
    planned_ = number;
    plan_statement_ = statement;
    return true;
}

bool TapReader::read_assertion(std::string_view line, std::size_t statement) {
    Assertion assertion;
    assertion.ok = !line.starts_with("not ");
    auto rest = assertion.ok ? line : line.substr(4);
    if (!rest.starts_with("ok ")) return false;
    rest.remove_prefix(3);
    const auto number = take_number(rest);
    if (!number) return false;
    assertion.number = *number;
    rest = trim(rest);
    if (rest.starts_with('-')) rest = trim(rest.substr(1));
    assertion.directive = take_directive(rest);
    assertion.description = rest;
    assertion.statement = statement;
    if (!assertion.ok) {
        for (const auto& nested : nested_)
            take_comparison(assertion, nested.starts_with('#') ? nested.substr(1) : nested);
        assertion.diagnostics = nested_;
    }
    if (!planned_) plan_statement_ = statement;
    assertions_.push_back(std::move(assertion));
    return true;
}

std::string TapReader::complaint() const {
    if (!is_tap()) return {};
    if (bailed_out_) return fmt::format("bailed out: {}", *bailed_out_);
    if (!planned_)
        return "no plan: `SELECT plan(N)` at the start, or `SELECT * FROM finish()` at the end";
    const auto ran = static_cast<std::int64_t>(assertions_.size());
    if (*planned_ == ran) return {};
    return fmt::format("planned {}, ran {}", count_of(static_cast<std::size_t>(*planned_), "test"),
                       ran);
}

}  // namespace pgmeta::testkit
