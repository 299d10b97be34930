// SPDX-License-Identifier: MIT
#include "options/duration.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <limits>

namespace pgmeta::cli {

namespace {

struct Unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units{Unit{"ms", 1},       Unit{"s", 1000},      Unit{"m", 60'000},
                           Unit{"min", 60'000}, Unit{"h", 3'600'000}, Unit{"d", 86'400'000}};

// PostgreSQL keeps its timeouts in 32-bit milliseconds.
constexpr std::int64_t longest = std::numeric_limits<std::int32_t>::max();

std::int64_t unit_of(std::string_view name, std::int64_t number, BareNumber bare) {
    if (name.empty() && (number == 0 || bare == BareNumber::seconds)) return 1000;
    for (const auto& unit : units)
        if (unit.name == name) return unit.milliseconds;
    return 0;
}

}  // namespace

std::chrono::milliseconds parse_duration(std::string_view text,
                                         std::string_view what,
                                         BareNumber bare) {
    std::int64_t number = 0;
    const auto* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    const auto rest = text.substr(static_cast<std::size_t>(parsed.ptr - text.data()));
    const auto unit = parsed.ec == std::errc{} ? unit_of(rest, number, bare) : 0;
    if (unit == 0 || number < 0 || number > longest / unit) {
        throw Error{Fault::usage, "duration-malformed",
                    fmt::format("{} expects a time of at most 24 days, like `500ms`, `60s`, `2m` "
                                "or `0`, and found `{}`",
                                what, text)};
    }
    return std::chrono::milliseconds{number * unit};
}

std::string spell(std::chrono::milliseconds time) {
    const auto ms = time.count();
    if (ms < 10'000) return fmt::format("{:.2f} s", static_cast<double>(ms) / 1000);
    if (ms < 60'000) return fmt::format("{} s", ms / 1000);
    return fmt::format("{} min {} s", ms / 60'000, ms / 1000 % 60);
}

}  // namespace pgmeta::cli
