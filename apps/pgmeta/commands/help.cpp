// SPDX-License-Identifier: MIT
#include "output/help.hpp"

#include "commands/commands.hpp"
#include "context.hpp"
#include "options/compat.hpp"
#include "options/register.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace pgmeta::cli {

namespace {

struct HelpOptions {
    std::vector<std::string> words;
    bool markdown = false;
};

/// True for what commands begin with: `dev`, `spaces permissions`.
bool is_group(std::string_view words) {
    const auto table = command_table();
    return std::any_of(table.begin(), table.end(), [&](const Command* command) {
        return command->name.starts_with(fmt::format("{} ", words));
    });
}

int help(Context& context, const HelpOptions& options) {
    if (options.words.empty()) {
        context.out() << overview();
        return 0;
    }
    const auto name = join(options.words, " ");
    const auto* command = find_command(name);
    if (command == nullptr && !is_group(name)) throw unknown_command(name);
    const auto page = reference_page(options.words.front());
    if (options.markdown) {
        context.out() << page;
    } else if (command == nullptr) {
        context.out() << overview(name);
    } else {
        context.out() << help_text(*command);
    }
    return 0;
}

Action add_help(CLI::App& app) {
    auto options = std::make_shared<HelpOptions>();
    add_argument(app, "COMMAND", options->words, "The command to explain (default: list them all)");
    add_flag(app, "--markdown", options->markdown, "Print the command's reference page");
    return [options](Context& context) { return help(context, *options); };
}

}  // namespace

constexpr Command help_command{
    .name = "help",
    .group = "Other",
    .summary = "Explain a command",
    .arguments = "[COMMAND]",
    .description = "Lists the commands, or explains one. `pgmeta COMMAND --help` does the same.",
    .examples =
        "pgmeta help\n"
        "pgmeta help deploy\n",
    .json = "",
    .add = add_help,
};

}  // namespace pgmeta::cli
