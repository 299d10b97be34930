// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <string>
#include <string_view>
#include <vector>

// Nodes of a parse tree spelled as SQL again, in the plainest form that means the same.

namespace pgmeta::sqltext {

/// A name, in double quotes only where it needs them.
std::string spell(const std::string& name);

/// `a.b`
std::string spell(const std::vector<std::string>& names);

/// A table or the like, from its RangeVar.
std::string spell_relation(const Tree& range);

/// `'a.b'::regclass`, from a relation's name as SQL spells it.
std::string regclass(const std::string& name);

/// A type without its modifiers, as signatures of functions have it.
std::string spell_type(const Tree& type);

/// `(integer, text)`: the input parameters of a function that is being made.
std::string spell_parameters(const Tree& parameters);

/// `(integer, text)` from ObjectWithArgs; nothing when the arguments were left out.
std::string spell_arguments(const Tree& object);

/// A role as GRANT and the like take it.
std::string spell_role(const Tree& role);

}  // namespace pgmeta::sqltext
