// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta::workspace {

/// As space_at, for characters beyond ASCII.
std::size_t wide_space_at(std::string_view text, std::size_t at);

/// Length in bytes of the white space character at byte `at`, or 0 when there is none.
///
/// White space is what ECMAScript's `trim` and `\s` mean by it, since pgpm reads plans with those.
inline std::size_t space_at(std::string_view text, std::size_t at) {
    if (at >= text.size()) return 0;
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0x80) return wide_space_at(text, at);
    return lead == ' ' || (lead >= '\t' && lead <= '\r') ? 1 : 0;
}

/// First offset at or after `at` that holds no white space, or text.size().
std::size_t skip_space(std::string_view text, std::size_t at);

/// First offset at or after `at` that holds white space, or text.size().
std::size_t skip_word(std::string_view text, std::size_t at);

/// Offset behind the last character that is no white space.
std::size_t end_without_space(std::string_view text);

/// Why a name cannot be used.
struct NameProblem {
    bool leaves_folder = false;  ///< it would name a file outside the package or a second spelling
    std::string reason;          ///< completes "a change name …"
};

/// Why `name` cannot name a change; empty when it can (spec/pgpm.md 2.1).
std::optional<NameProblem> change_name_problem(std::string_view name);

/// Why `name` (without its @) cannot name a tag; empty when it can.
std::optional<NameProblem> tag_name_problem(std::string_view name);

}  // namespace pgmeta::workspace
