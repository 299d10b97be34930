// SPDX-License-Identifier: MIT
#pragma once

#include "command.hpp"
#include "context.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// What the command line asks for.
struct Request {
    Globals globals;
    Action action;
    std::vector<std::string> notes;  ///< to be said before the action runs
};

/// Chooses the command and reads its options.  Only the chosen command's options are built.
///
/// Throws Fault::usage: "command-unknown", "command-refused", "option-unknown", "option-value",
/// "argument-unexpected", …
Request parse_arguments(const std::vector<std::string>& arguments);

/// The parser of one command, global options included.  `globals` and `action` must outlive it.
std::unique_ptr<CLI::App> build_parser(const Command& command, Globals& globals, Action& action);

/// True when --json stands among the arguments: failures before parsing are told as asked, too.
bool wants_json(const std::vector<std::string>& arguments);

}  // namespace pgmeta::cli
