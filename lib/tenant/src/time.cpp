// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/time.hpp"

#include "text_form.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace pgmeta::tenant {

namespace {

using std::chrono::microseconds;

/// Reads a number of exactly `digits` digits, then `separator` unless that is NUL.
std::optional<int> take_number(std::string_view& text, std::size_t digits, char separator) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    const auto* end = text.data() + digits;
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < 0) return std::nullopt;
    text.remove_prefix(digits);
    if (separator == '\0') return value;
    if (text.empty() || text.front() != separator) return std::nullopt;
    text.remove_prefix(1);
    return value;
}

/// Digits after a decimal point as millionths; more than six are cut.
std::optional<std::int64_t> millionths(std::string_view digits) {
    std::int64_t value = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        const char c = i < digits.size() ? digits[i] : '0';
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string print(Timestamp time, bool all_digits) {
    using std::chrono::duration_cast;
    if (time == Timestamp::max()) return "infinity";
    if (time == Timestamp::min()) return "-infinity";
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss<microseconds> clock{time - day};
    const auto micros = clock.subseconds().count();
    const auto fraction =
        all_digits ? fmt::format("{:06}", micros) : fmt::format("{:03}", micros / 1000);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       fraction);
}

}  // namespace

std::string to_iso(Timestamp time) {
    return print(time, false);
}

std::optional<Timestamp> from_iso(std::string_view text) {
    if (!text.ends_with('Z')) return std::nullopt;
    text.remove_suffix(1);
    const auto year = take_number(text, 4, '-');
    const auto month = take_number(text, 2, '-');
    const auto day = take_number(text, 2, 'T');
    const auto hour = take_number(text, 2, ':');
    const auto minute = take_number(text, 2, ':');
    const auto second = take_number(text, 2, '\0');
    if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
    std::int64_t fraction = 0;
    if (!text.empty()) {
        const auto digits = text.substr(1);
        const auto value = millionths(digits);
        if (text.front() != '.' || digits.empty() || digits.size() > 6 || !value)
            return std::nullopt;
        fraction = *value;
    }
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return Timestamp{std::chrono::sys_days{date}} + std::chrono::hours{*hour} +
           std::chrono::minutes{*minute} + std::chrono::seconds{*second} + microseconds{fraction};
}

std::string text_of(Timestamp time) {
    return print(time, true);
}

std::optional<Timestamp> timestamp_of(std::string_view epoch) {
    if (epoch == "Infinity") return Timestamp::max();
    if (epoch == "-Infinity") return Timestamp::min();
    const bool negative = epoch.starts_with('-');
    if (negative) epoch.remove_prefix(1);
    const auto point = epoch.find('.');
    std::int64_t seconds = 0;
    const auto whole = epoch.substr(0, point);
    const auto read = std::from_chars(whole.data(), whole.data() + whole.size(), seconds);
    if (read.ec != std::errc{} || read.ptr != whole.data() + whole.size()) return std::nullopt;
    const auto fraction =
        millionths(point == std::string_view::npos ? "" : epoch.substr(point + 1));
    if (!fraction) return std::nullopt;
    const microseconds total{seconds * 1'000'000 + *fraction};
    return Timestamp{negative ? -total : total};
}

}  // namespace pgmeta::tenant
