// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta_test/paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <iterator>
#include <set>
#include <sstream>

// docs/reference/error-ids.md names every id that the sources use, and no other.

namespace {

namespace fs = std::filesystem;
using pgmeta::trim;
using Ids = std::set<std::string>;

/// A string literal of the sources that has the form of an id, and what stands around it.
struct Literal {
    std::string_view text;
    std::string_view before;
    std::string_view after;
};

/// Words joined with dashes; few ids are one word.
bool is_id(std::string_view text) {
    constexpr std::array one_word{"bug", "declined", "interrupted", "terminated", "standby"};
    if (std::find(one_word.begin(), one_word.end(), text) != one_word.end()) return true;
    bool dashed = false;
    char previous = '-';
    for (const char c : text) {
        const bool letter = std::islower(static_cast<unsigned char>(c)) != 0;
        const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
        if (!letter && (previous == '-' || (!digit && c != '-'))) return false;
        dashed = dashed || c == '-';
        previous = c;
    }
    return dashed && previous != '-';
}

std::vector<Literal> literals_of(std::string_view sources) {
    std::vector<Literal> result;
    auto open = sources.find('"');
    while (open != std::string_view::npos) {
        const auto close = sources.find('"', open + 1);
        if (close == std::string_view::npos) break;
        const auto text = sources.substr(open + 1, close - open - 1);
        // Quotes may be out of step (escapes, characters): whatever is no id is the next one's
        // begin.
        if (!is_id(text)) {
            open = close;
            continue;
        }
        const auto start = open < 80 ? 0 : open - 80;
        result.push_back(
            {text, trim(sources.substr(start, open - start)), trim(sources.substr(close + 1, 40))});
        open = sources.find('"', close + 1);
    }
    return result;
}

/// `Fault::usage,` or `Severity::error,`
bool follows_enumerator(std::string_view before) {
    if (!before.ends_with(',')) return false;
    before.remove_suffix(1);
    while (!before.empty() &&
           (std::islower(static_cast<unsigned char>(before.back())) != 0 || before.back() == '_'))
        before.remove_suffix(1);
    return before.ends_with("Fault::") || before.ends_with("Severity::");
}

bool follows_call(std::string_view before) {
    constexpr std::array calls{"error(", "warning(", "note(",   "warn(",
                               "found(", "refuse(",  "report(", "unknown("};
    return std::any_of(calls.begin(), calls.end(),
                       [before](std::string_view call) { return before.ends_with(call); });
}

/// Either side of `condition ? "one-id" : "other-id"`.
bool is_choice(const Literal& literal) {
    if (literal.before.ends_with('?')) return literal.after.starts_with(": \"");
    return literal.before.ends_with("\" :") || literal.before.ends_with("\"\n:");
}

/// `{"one-id", position, …`
bool begins_objection(const Literal& literal) {
    if (!literal.before.ends_with('{') || !literal.after.starts_with(',')) return false;
    const auto next = trim(literal.after.substr(1));
    return !next.empty() &&
           (next.front() == '*' || std::islower(static_cast<unsigned char>(next.front())) != 0);
}

std::string all_sources() {
    std::string result;
    for (const auto* folder : {"lib", "apps"})
        for (const auto& entry :
             fs::recursive_directory_iterator{pgmeta::test::source_dir() / folder})
            if (entry.path().extension() == ".cpp") result += pgmeta::read_file(entry.path());
    return result;
}

Ids ids_of_page() {
    Ids ids;
    std::istringstream page{
        pgmeta::read_file(pgmeta::test::source_dir() / "docs/reference/error-ids.md")};
    for (std::string line; std::getline(page, line);)
        if (line.starts_with("### ")) ids.insert(line.substr(4));
    return ids;
}

Ids without(const Ids& all, const Ids& known) {
    Ids result;
    std::set_difference(all.begin(), all.end(), known.begin(), known.end(),
                        std::inserter(result, result.end()));
    return result;
}

TEST(ErrorIds, EveryIdOfTheSourcesIsDocumented) {
    const auto sources = all_sources();
    Ids raised;
    for (const auto& literal : literals_of(sources))
        if (follows_enumerator(literal.before) || follows_call(literal.before) ||
            is_choice(literal) || begins_objection(literal))
            raised.emplace(literal.text);
    EXPECT_GT(raised.size(), 100U);
    EXPECT_EQ(without(raised, ids_of_page()), Ids{});
}

TEST(ErrorIds, EveryDocumentedIdIsInTheSources) {
    const auto sources = all_sources();
    Ids literals;
    for (const auto& literal : literals_of(sources))
        literals.emplace(literal.text);
    EXPECT_EQ(without(ids_of_page(), literals), Ids{});
}

}  // namespace
