// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Command lines of pgpm, and words of similar tools: each works or is refused saying what serves
// instead.  Nothing is ignored in silence.

namespace pgmeta::cli {

/// Rewrites pgpm's two-word verbs that are ours under another name (`migrate status` → `status`).
void rewrite_verbs(std::vector<std::string>& words_typed);

/// What to do instead of `word`, a command of pgpm or of a similar tool; empty for other words.
std::string instead_of(std::string_view word);

/// The failure for a word that is no command.
Error unknown_command(std::string_view typed);

/// An option of pgpm that ours do not have.
struct CompatOption {
    std::string note;         ///< said on stderr; empty when the option is what we do anyway
    bool takes_word = false;  ///< the next word belongs to it
};

/// How to take pgpm's option `name` (kebab-case, no dashes); empty when it is none of pgpm's.
/// Throws "option-refused" (Fault::usage) saying why and what to do instead.
std::optional<CompatOption> compat_option(std::string_view name,
                                          const std::optional<std::string>& value);

}  // namespace pgmeta::cli
