// SPDX-License-Identifier: MIT
#include "pgmeta/author/identity.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/process.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <ctime>
#include <pwd.h>
#include <unistd.h>

namespace pgmeta::author {

namespace {

struct Planner {
    std::string name;
    std::string email;
};

/// What a plan line cannot hold goes, since it comes from settings made for something else.
std::string without(std::string_view text, std::string_view characters) {
    std::string result;
    for (const char c : text)
        if (characters.find(c) == std::string_view::npos && static_cast<unsigned char>(c) >= ' ')
            result += c;
    return std::string{trim(result)};
}

Planner parse_planner(std::string_view text, std::string_view source) {
    const auto open = text.find('<');
    const auto close = text.find('>', open);
    const auto name = trim(text.substr(0, open));
    const bool shaped = open != std::string_view::npos && close != std::string_view::npos &&
                        trim(text.substr(close + 1)).empty();
    if (shaped) {
        const auto email = trim(text.substr(open + 1, close - open - 1));
        if (!name.empty() && !email.empty() && name == without(name, "<>#") &&
            email == without(email, "<> #"))
            return {std::string{name}, std::string{email}};
    }
    throw Error{Fault::usage, "planner-malformed",
                fmt::format("{} expects `Name <email>` without `#`, found `{}`", source, text)};
}

std::string git_setting(const std::filesystem::path& folder, std::string key) {
    return output_of({"git", "-C", folder.string(), "config", "--get", std::move(key)})
        .value_or("");
}

Planner system_user() {
    const auto* entry = ::getpwuid(::geteuid());
    const std::string user =
        entry == nullptr ? std::to_string(::geteuid()) : std::string{entry->pw_name};
    std::array<char, 256> host{};
    ::gethostname(host.data(), host.size() - 1);
    return {user, fmt::format("{}@{}", user, host.data())};
}

Planner find_planner(std::string_view given,
                     const Environment& environment,
                     const std::filesystem::path& folder) {
    if (!given.empty()) return parse_planner(given, "`--planner`");
    if (const auto text = environment("PGMETA_PLANNER"))
        return parse_planner(*text, "PGMETA_PLANNER");
    auto planner = system_user();
    const auto fill = [&](const char* variable, const char* setting, std::string& into,
                          std::string_view forbidden) {
        auto text = without(environment(variable).value_or(""), forbidden);
        if (text.empty()) text = without(git_setting(folder, setting), forbidden);
        if (!text.empty()) into = std::move(text);
    };
    fill("GIT_AUTHOR_NAME", "user.name", planner.name, "<>#");
    fill("GIT_AUTHOR_EMAIL", "user.email", planner.email, "<> #");
    return planner;
}

std::time_t moment(const Environment& environment) {
    const auto text = environment("SOURCE_DATE_EPOCH");
    if (!text) return std::time(nullptr);
    std::int64_t seconds = 0;
    const auto* end = text->data() + text->size();
    constexpr std::int64_t last = 253402300799;  // the year 9999
    const auto [stop, code] = std::from_chars(text->data(), end, seconds);
    if (code == std::errc{} && stop == end && seconds >= 0 && seconds <= last) return seconds;
    throw Error{Fault::usage, "source-date-epoch",
                fmt::format("SOURCE_DATE_EPOCH expects seconds since 1970, found `{}`", *text)};
}

}  // namespace

workspace::Signature signature(std::string_view planner,
                               const Environment& environment,
                               const std::filesystem::path& folder) {
    auto [name, email] = find_planner(planner, environment, folder);
    const auto seconds = moment(environment);
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 32> text{};
    const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return {std::string{text.data(), length}, std::move(name), std::move(email)};
}

}  // namespace pgmeta::author
