// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

class Context;

/// The work of a command with its options filled in.  Returns the exit status.
using Action = std::function<int(Context&)>;

/// One command: what help says about it, and how its options are registered.
struct Command {
    std::string_view name;         ///< as typed: `deploy`, `plan show`
    std::string_view group;        ///< heading in `pgmeta --help`
    std::string_view summary;      ///< imperative, at most 60 characters, no period
    std::string_view arguments;    ///< positional arguments as usage shows them
    std::string_view description;  ///< paragraphs separated by empty lines
    std::string_view examples;     ///< one command line per line, without prompt
    std::string_view json;         ///< lines `field: meaning` of --json; empty without --json
    /// Registers the options in `app` and returns the work that will read them after parsing.
    Action (*add)(CLI::App& app);
};

/// Every command, in the order of `pgmeta --help`.
std::span<const Command* const> command_table();

/// The command typed as `name`, or null.
const Command* find_command(std::string_view name);

}  // namespace pgmeta::cli
