// SPDX-License-Identifier: MIT
//
//   range       = set { "||" set }
//   set         = partial " - " partial | { simple }
//   simple      = [ "<" | "<=" | ">" | ">=" | "=" | "~" | "~>" | "^" ] partial
//   partial     = [ "v" ] xr [ "." xr [ "." xr [ "-" prerelease ] [ "+" build ] ] ]
//   xr          = "x" | "X" | "*" | number
#include "pgmeta/base/semver.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace pgmeta {

namespace {

constexpr std::uint64_t largest = 9007199254740991;  // npm counts in doubles

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_identifier_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<std::uint64_t> number_of(std::string_view text) {
    if (!is_number(text) || (text.size() > 1 && text.front() == '0')) return std::nullopt;
    std::uint64_t value = 0;
    const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || value > largest) return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (;;) {
        const auto end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

bool read_prerelease(std::string_view text, std::vector<std::string>& into) {
    for (const auto part : split(text, '.')) {
        const bool good = !part.empty() &&
                          std::all_of(part.begin(), part.end(), is_identifier_character) &&
                          (!is_number(part) || part == "0" || part.front() != '0');
        if (!good) return false;
        into.emplace_back(part);
    }
    return true;
}

/// A version of which only the first numbers may be given.
struct Partial {
    Version version;
    int given = 0;  ///< how many of the three numbers
};

std::optional<Partial> read_partial(std::string_view text) {
    while (!text.empty() && (text.front() == 'v' || text.front() == '='))
        text.remove_prefix(1);
    Partial result;
    if (text.empty()) return result;
    const auto plus = text.find('+');
    const auto build = plus == std::string_view::npos ? "0" : text.substr(plus + 1);
    for (const auto part : split(build, '.'))
        if (part.empty() || !std::all_of(part.begin(), part.end(), is_identifier_character))
            return std::nullopt;
    text = text.substr(0, plus);
    const auto dash = text.find('-');
    const auto numbers = split(text.substr(0, dash), '.');
    if (numbers.size() > 3) return std::nullopt;
    bool open = false;
    for (const auto part : numbers) {
        if (part == "x" || part == "X" || part == "*") {
            open = true;
            continue;
        }
        const auto number = number_of(part);
        if (!number) return std::nullopt;
        if (open) continue;
        result.version.numbers[static_cast<std::size_t>(result.given++)] = *number;
    }
    if (dash == std::string_view::npos) return result;
    if (numbers.size() != 3 || !read_prerelease(text.substr(dash + 1), result.version.prerelease))
        return std::nullopt;
    if (open) result.version.prerelease.clear();
    return result;
}

std::strong_ordering compare_identifiers(const std::string& a, const std::string& b) {
    const bool a_is_number = is_number(a);
    if (a_is_number != is_number(b))
        return a_is_number ? std::strong_ordering::less : std::strong_ordering::greater;
    if (a_is_number && a.size() != b.size()) return a.size() <=> b.size();
    return a.compare(b) <=> 0;
}

/// The first version that has a larger number in `place`; its prereleases are below it, too.
Version next(Version version, int place, bool with_prereleases) {
    const auto at = static_cast<std::size_t>(place);
    ++version.numbers[at];
    std::fill(version.numbers.begin() + place + 1, version.numbers.end(), 0U);
    version.prerelease.clear();
    if (with_prereleases) version.prerelease = {"0"};
    return version;
}

}  // namespace

std::optional<Version> Version::parse(std::string_view text) {
    text = trim(text);
    while (!text.empty() && (text.front() == 'v' || text.front() == '='))
        text = trim(text.substr(1));
    const auto partial = read_partial(text);
    if (!partial || partial->given != 3) return std::nullopt;
    return partial->version;
}

std::string Version::text() const {
    auto result = fmt::format("{}.{}.{}", numbers[0], numbers[1], numbers[2]);
    if (!prerelease.empty()) result += "-" + join(prerelease, ".");
    return result;
}

std::strong_ordering Version::operator<=>(const Version& other) const {
    if (const auto order = numbers <=> other.numbers; order != 0) return order;
    // A version comes after its prereleases.
    if (prerelease.empty() || other.prerelease.empty())
        return prerelease.empty() <=> other.prerelease.empty();
    const auto shorter = std::min(prerelease.size(), other.prerelease.size());
    for (std::size_t i = 0; i < shorter; ++i)
        if (const auto order = compare_identifiers(prerelease[i], other.prerelease[i]); order != 0)
            return order;
    return prerelease.size() <=> other.prerelease.size();
}

/// One set of comparators.
class VersionRange::Reader {
public:
    explicit Reader(std::vector<Comparator>& set) : set_{set} {}

    bool read(std::string_view text) {
        const auto hyphen = text.find(" - ");
        if (hyphen != std::string_view::npos)
            return read_hyphen(trim(text.substr(0, hyphen)), trim(text.substr(hyphen + 3)));
        while (!(text = trim(text)).empty()) {
            const auto sign = std::min(text.find_first_not_of("<>=~^"), text.size());
            const auto operation = text.substr(0, sign);
            text = trim(text.substr(sign));
            const auto end = std::min(text.find_first_of(" \t\r\n"), text.size());
            if (!read_simple(operation, text.substr(0, end))) return false;
            text.remove_prefix(end);
        }
        return true;
    }

private:
    void add(Order order, Version version) { set_.push_back({order, std::move(version)}); }

    /// Nothing is smaller than the first prerelease.
    void add_nothing() { add(Order::less, Version{{0, 0, 0}, {"0"}}); }

    bool read_hyphen(std::string_view low, std::string_view high) {
        const auto from = read_partial(low);
        const auto to = read_partial(high);
        if (!from || !to || low.empty() || high.empty()) return false;
        if (from->given > 0) add(Order::greater_equal, from->version);
        if (to->given == 3) add(Order::less_equal, to->version);
        if (to->given == 1 || to->given == 2)
            add(Order::less, next(to->version, to->given - 1, true));
        return true;
    }

    bool read_simple(std::string_view operation, std::string_view text) {
        const auto partial = read_partial(text);
        if (!partial) return false;
        const bool exact = operation.empty() || operation == "=";
        if (exact && partial->given == 3) {
            add(Order::equal, partial->version);
            return true;
        }
        if (exact) return add_same(*partial, partial->given - 1);
        if (operation == "~" || operation == "~>")
            return add_same(*partial, std::min(partial->given, 2) - 1);
        if (operation == "^") return add_same(*partial, caret_place(*partial));
        if (operation == "<") return add_below(*partial);
        if (operation == "<=") return add_up_to(*partial);
        if (operation == ">") return add_above(*partial);
        if (operation != ">=") return false;
        if (partial->given > 0) add(Order::greater_equal, partial->version);
        return true;
    }

    /// The first number that is not zero may not change.
    static int caret_place(const Partial& partial) {
        int place = 0;
        while (place < partial.given - 1 &&
               partial.version.numbers[static_cast<std::size_t>(place)] == 0)
            ++place;
        return partial.given == 0 ? -1 : place;
    }

    /// From the version on, as long as the numbers up to `place` stay.
    bool add_same(const Partial& partial, int place) {
        if (place < 0) return true;
        add(Order::greater_equal, partial.version);
        add(Order::less, next(partial.version, place, true));
        return true;
    }

    bool add_below(const Partial& partial) {
        if (partial.given == 0) {
            add_nothing();
            return true;
        }
        auto version = partial.version;
        if (partial.given < 3) version.prerelease = {"0"};
        add(Order::less, std::move(version));
        return true;
    }

    bool add_up_to(const Partial& partial) {
        if (partial.given == 3) add(Order::less_equal, partial.version);
        if (partial.given == 1 || partial.given == 2)
            add(Order::less, next(partial.version, partial.given - 1, true));
        return true;
    }

    bool add_above(const Partial& partial) {
        if (partial.given == 0) {
            add_nothing();
        } else if (partial.given == 3) {
            add(Order::greater, partial.version);
        } else {
            add(Order::greater_equal, next(partial.version, partial.given - 1, false));
        }
        return true;
    }

    std::vector<Comparator>& set_;
};

std::optional<VersionRange> VersionRange::parse(std::string_view text) {
    VersionRange range;
    for (;;) {
        const auto bar = text.find("||");
        std::vector<Comparator> set;
        if (!Reader{set}.read(trim(text.substr(0, bar)))) return std::nullopt;
        range.alternatives_.push_back(std::move(set));
        if (bar == std::string_view::npos) return range;
        text.remove_prefix(bar + 2);
    }
}

bool VersionRange::Comparator::allows(const Version& candidate) const {
    const auto compared = candidate <=> version;
    switch (order) {
        case Order::less:
            return compared < 0;
        case Order::less_equal:
            return compared <= 0;
        case Order::equal:
            return compared == 0;
        case Order::greater_equal:
            return compared >= 0;
        case Order::greater:
            return compared > 0;
    }
    return false;
}

bool VersionRange::contains(const Version& version) const {
    return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const auto& set) {
        const bool inside = std::all_of(set.begin(), set.end(), [&](const Comparator& comparator) {
            return comparator.allows(version);
        });
        if (!inside || version.prerelease.empty()) return inside;
        return std::any_of(set.begin(), set.end(), [&](const Comparator& comparator) {
            return !comparator.version.prerelease.empty() &&
                   comparator.version.numbers == version.numbers;
        });
    });
}

}  // namespace pgmeta
