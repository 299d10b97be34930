// SPDX-License-Identifier: MIT
#include "output/help.hpp"

#include "context.hpp"
#include "options/arguments.hpp"
#include "options/register.hpp"
#include "output/style.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace pgmeta::cli {

namespace {

/// Calls `each` with the lines of `text`.
template <typename Function>
void each_line(std::string_view text, Function each) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        each(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string usage(const Command& command) {
    auto result = fmt::format("pgmeta {}", command.name);
    if (!command.arguments.empty()) result += fmt::format(" {}", command.arguments);
    return result + " [OPTIONS]";
}

/// An option whose value may be left out shows so.
bool value_is_optional(std::string_view name) {
    return name == "tx" || name == "wait";
}

/// `-t, --target TARGET`
std::string spelling(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const auto& name : option.get_snames())
        names.push_back("-" + name);
    for (const auto& name : option.get_lnames())
        names.push_back("--" + name);
    auto result = fmt::format("{}", fmt::join(names, ", "));
    if (option.get_items_expected_max() == 0) return result;
    const auto value = option.get_type_name();
    if (value_is_optional(option.get_lnames().front())) return result + "[=" + value + "]";
    return result + " " + value;
}

std::vector<const CLI::Option*> named_options(const CLI::App& app, std::string_view group) {
    std::vector<const CLI::Option*> result;
    for (const auto* option : app.get_options())
        if (!option->get_positional() && option->get_group() == group) result.push_back(option);
    return result;
}

std::vector<const CLI::Option*> positionals(const CLI::App& app) {
    std::vector<const CLI::Option*> result;
    for (const auto* option : app.get_options())
        if (option->get_positional()) result.push_back(option);
    return result;
}

std::string two_columns(std::string_view left, std::string_view right) {
    constexpr std::size_t gap = 30;
    if (left.size() + 4 > gap) return fmt::format("  {}\n{}\n", left, wrap(right, gap));
    const auto text = wrap(right, gap);
    return fmt::format("  {:<{}}{}\n", left, gap - 2, std::string_view{text}.substr(gap));
}

std::string paragraphs(std::string_view text) {
    std::string result;
    each_line(text, [&](std::string_view line) { result += wrap(line, 0) + "\n"; });
    return result;
}

// In the order of help.
constexpr std::array sections{Section::command, Section::target, Section::global};

void append_reference(std::string& page, const Command& command) {
    Globals globals;
    Action action;
    const auto app = build_parser(command, globals, action);
    page += fmt::format("{}.\n\n```\n{}\n```\n\n{}\n", command.summary, usage(command),
                        paragraphs(command.description));
    if (const auto arguments = positionals(*app); !arguments.empty()) {
        page += "**Arguments**\n\n";
        for (const auto* option : arguments)
            page += fmt::format("- `{}`: {}\n", option->get_name(true), option->get_description());
        page += "\n";
    }
    for (const auto section : sections) {
        const auto group = heading(section);
        const auto options = named_options(*app, group);
        if (options.empty()) continue;
        page += fmt::format("**{}**\n\n", group);
        for (const auto* option : options)
            page += fmt::format("- `{}`: {}\n", spelling(*option), option->get_description());
        page += "\n";
    }
    page += "**Examples**\n\n```sh\n";
    page += command.examples;
    page += "```\n";
    if (command.json.empty()) return;
    page += "\n**JSON** (`--json`): one object with these fields.\n\n";
    each_line(command.json, [&](std::string_view line) {
        const auto colon = line.find(": ");
        page += fmt::format("- `{}`: {}\n", line.substr(0, colon), line.substr(colon + 2));
    });
}

/// True when the words of `name` begin with those of `words`.
bool begins_with(std::string_view name, std::string_view words) {
    if (words.empty()) return true;
    return name.starts_with(words) && (name.size() == words.size() || name[words.size()] == ' ');
}

/// One of each command whose name begins so.
std::string first_examples(std::string_view words) {
    std::string result;
    for (const auto* command : command_table())
        if (begins_with(command->name, words))
            result +=
                fmt::format("  {}\n", command->examples.substr(0, command->examples.find('\n')));
    return result;
}

}  // namespace

std::string overview(std::string_view word) {
    std::string result =
        word.empty() ? "pgmeta deploys workspaces of PostgreSQL packages.\n\nUsage: pgmeta COMMAND "
                       "[ARGUMENTS] [OPTIONS]\n"
                     : fmt::format("Usage: pgmeta {} COMMAND [OPTIONS]\n", word);
    std::size_t width = 0;
    for (const auto* command : command_table())
        width = std::max(width, command->name.size());
    std::string_view group;
    for (const auto* command : command_table()) {
        if (!begins_with(command->name, word)) continue;
        if (command->group != group) result += fmt::format("\n{}\n", command->group);
        group = command->group;
        result += fmt::format("  {:<{}}  {}\n", command->name, width, command->summary);
    }
    if (!word.empty()) result += "\nExamples\n" + first_examples(word);
    result +=
        "\nOptions\n"
        "  -h, --help    Explain a command\n"
        "  -V, --version Print the version (also -v)\n"
        "\n`pgmeta COMMAND --help` explains a command.\n";
    return result;
}

std::string help_text(const Command& command, const CLI::App& app) {
    auto result = fmt::format("{}.\n\nUsage: {}\n\n{}", command.summary, usage(command),
                              paragraphs(command.description));
    if (const auto arguments = positionals(app); !arguments.empty()) {
        result += "\nArguments\n";
        for (const auto* option : arguments)
            result += two_columns(option->get_name(true), option->get_description());
    }
    for (const auto section : sections) {
        const auto group = heading(section);
        const auto options = named_options(app, group);
        if (options.empty()) continue;
        result += fmt::format("\n{}\n", group);
        for (const auto* option : options)
            result += two_columns(spelling(*option), option->get_description());
    }
    result += "\nExamples\n";
    each_line(command.examples,
              [&](std::string_view line) { result += fmt::format("  {}\n", line); });
    return result;
}

std::string help_text(const Command& command) {
    Globals globals;
    Action action;
    return help_text(command, *build_parser(command, globals, action));
}

std::string reference_page(std::string_view word) {
    std::string page;
    bool nested = false;
    for (const auto* command : command_table()) {
        if (command->name.substr(0, command->name.find(' ')) != word) continue;
        if (page.empty()) {
            nested = command->name != word;
            page = fmt::format("# pgmeta {}\n\n", word);
        }
        if (nested)
            page += fmt::format("{}## pgmeta {}\n\n", page.ends_with("\n\n") ? "" : "\n",
                                command->name);
        append_reference(page, *command);
    }
    return page;
}

}  // namespace pgmeta::cli
