// SPDX-License-Identifier: MIT
#include "names.hpp"

#include "pgmeta/workspace/plan.hpp"

#include <fmt/format.h>

namespace pgmeta::workspace {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// ASCII punctuation but the underscore: what a name may not begin or end with.
bool is_punctuation(char c) {
    return c > ' ' && c < '\x7f' && c != '_' && !is_alphanumeric(c);
}

NameProblem spelled_wrong(std::string reason) {
    return {false, std::move(reason)};
}

std::optional<NameProblem> path_problem(std::string_view name) {
    if (name.starts_with('/')) return NameProblem{true, "must be relative to the package's folder"};
    std::size_t start = 0;
    for (;;) {
        const auto slash = name.find('/', start);
        const auto segment = name.substr(start, slash - start);
        if (segment == ".." || segment == ".") {
            return NameProblem{true, fmt::format("may not have a segment `{}`", segment)};
        }
        if (segment.empty()) return NameProblem{true, "may not have an empty segment"};
        if (slash == std::string_view::npos) return std::nullopt;
        start = slash + 1;
    }
}

std::optional<NameProblem> character_problem(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == ':' || c == '@' || c == '#' || c == '\\') {
            return spelled_wrong(fmt::format("may not contain `{}`", c));
        }
        if (c == '\0') return spelled_wrong("may not contain a NUL byte");
        if (space_at(name, i) != 0) return spelled_wrong("may not contain white space");
    }
    return std::nullopt;
}

/// `foo~2` or `foo/2` at the end of a name would read as an offset from `foo`.
bool ends_like_an_offset(std::string_view name) {
    std::size_t end = name.size();
    while (end > 0 && is_digit(name[end - 1]))
        --end;
    if (end == 0 || end == name.size()) return false;
    return std::string_view{"~^/=%"}.find(name[end - 1]) != std::string_view::npos;
}

std::optional<NameProblem> spelling_problem(std::string_view name) {
    if (auto problem = character_problem(name)) return problem;
    if (is_punctuation(name.front())) {
        return spelled_wrong(fmt::format("may not begin with `{}`", name.front()));
    }
    if (is_punctuation(name.back())) {
        return spelled_wrong(fmt::format("may not end with `{}`", name.back()));
    }
    if (ends_like_an_offset(name)) {
        return spelled_wrong("may not end with one of `~ ^ / = %` and digits");
    }
    return std::nullopt;
}

}  // namespace

std::size_t wide_space_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t offset) {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    const unsigned lead = byte(0);
    if (lead < 0xC2) return 0;
    if (lead == 0xC2) return byte(1) == 0xA0 ? 2 : 0;
    const unsigned tail = (byte(1) << 8U) | byte(2);
    const bool wide = (lead == 0xE1 && tail == 0x9A80) ||
                      (lead == 0xE2 && ((tail >= 0x8080 && tail <= 0x808A) || tail == 0x80A8 ||
                                        tail == 0x80A9 || tail == 0x80AF || tail == 0x819F)) ||
                      (lead == 0xE3 && tail == 0x8080) || (lead == 0xEF && tail == 0xBBBF);
    return wide ? 3 : 0;
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        const auto width = space_at(text, at);
        if (width == 0) return at;
        at += width;
    }
    return at;
}

std::size_t skip_word(std::string_view text, std::size_t at) {
    while (at < text.size() && space_at(text, at) == 0)
        ++at;
    return at;
}

std::size_t end_without_space(std::string_view text) {
    std::size_t end = text.size();
    for (;;) {
        if (end > 0 && static_cast<unsigned char>(text[end - 1]) < 0x80 &&
            space_at(text, end - 1) == 0)
            return end;
        std::size_t width = 1;
        while (width <= 3 && (width > end || space_at(text.substr(0, end), end - width) != width)) {
            ++width;
        }
        if (width > 3) return end;
        end -= width;
    }
}

std::optional<NameProblem> change_name_problem(std::string_view name) {
    if (name.empty()) return spelled_wrong("may not be empty");
    if (auto problem = path_problem(name)) return problem;
    return spelling_problem(name);
}

std::optional<NameProblem> tag_name_problem(std::string_view name) {
    if (name.empty()) return spelled_wrong("may not be empty");
    if (name.find('/') != std::string_view::npos) return spelled_wrong("may not contain `/`");
    return spelling_problem(name);
}

bool is_change_name(std::string_view name) {
    return !change_name_problem(name);
}

bool is_tag_name(std::string_view name) {
    return !tag_name_problem(name);
}

}  // namespace pgmeta::workspace
