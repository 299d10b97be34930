// SPDX-License-Identifier: MIT
#pragma once

#include "command.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::cli {

/// Arguments in the one spelling that the parser sees.
struct Normalised {
    std::vector<std::string> words;  ///< `--kebab-case`, `--name=value`, positional words
    std::vector<std::string> notes;  ///< about accepted options that change nothing
    bool help = false;
    bool version = false;
};

/// Brings a command's arguments into one spelling, by the options `app` has.
///
/// camelCase becomes kebab-case, a value is joined to its option, `--flag=true|false` becomes the
/// flag or its negation, and options whose value may be left out get it written, so that they never
/// swallow the next word.  Throws "option-unknown" with a suggestion, "option-value" and
/// "option-refused" (Fault::usage).
Normalised normalise(const CLI::App& app, const std::vector<std::string>& arguments);

/// As above, by the options of `command`.
Normalised normalise(const Command& command, const std::vector<std::string>& arguments);

/// `logOnly` → `log-only`.
std::string kebab_case(std::string_view name);

}  // namespace pgmeta::cli
