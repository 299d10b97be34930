// SPDX-License-Identifier: MIT
#pragma once

#include "command.hpp"

#include <string>

namespace pgmeta::cli {

/// `pgmeta --help`: the commands by group.  With `word`, only the commands that begin with it.
std::string overview(std::string_view word = {});

/// `pgmeta COMMAND --help`.  `app` is the command's parser.
std::string help_text(const Command& command, const CLI::App& app);
std::string help_text(const Command& command);

/// The reference page of every command whose first word is `word`; empty when there is none.
std::string reference_page(std::string_view word);

}  // namespace pgmeta::cli
