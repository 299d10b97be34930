// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Parse trees as libpg_query spells them: field names are those of the server's own nodes, and
// fields that hold their default are left out.

namespace pgmeta::sqltext {

using Tree = nlohmann::json;

/// The statements of `sql`, or nothing when the parser rejects it.
std::optional<Tree> parse(const std::string& sql);

/// The functions in a CREATE FUNCTION or DO statement whose language is plpgsql.
std::optional<Tree> parse_plpgsql(const std::string& statement);

/// A field, or an empty value.
const Tree& field(const Tree& node, const char* name);

/// A field that is text; empty when there is none.
std::string text_of(const Tree& node, const char* name);

bool flag(const Tree& node, const char* name);

/// The names in a list of String nodes: `a.b.c` is three.
std::vector<std::string> names_in(const Tree& list);

/// The names of `a.b` as SQL spells them in text, quotes taken off; empty when it is none.
std::vector<std::string> names_in_text(std::string_view text);

/// `a.b` of a RangeVar as two names, or one.
std::vector<std::string> relation_names(const Tree& range);

/// For nodes that do not say where they stand.
const Tree& no_location();

/// The value of an option such as `LANGUAGE`, or an empty value.
const Tree& option(const Tree& options, std::string_view name);

/// The body of a function or DO statement; empty when it has none of this form.
std::string body_of(const Tree& options);

}  // namespace pgmeta::sqltext
