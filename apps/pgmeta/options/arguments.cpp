// SPDX-License-Identifier: MIT
#include "options/arguments.hpp"

#include "options/compat.hpp"
#include "options/normalise.hpp"
#include "options/register.hpp"
#include "output/help.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace pgmeta::cli {

namespace {

void add_globals(CLI::App& app, const Command& command, Globals& globals) {
    constexpr auto section = Section::global;
    add_value(app, "-C,--cwd", globals.directory, "DIR",
              "Work from this folder (default: the current one)", section);
    if (!command.json.empty())
        add_flag(app, "--json", globals.json, "Print one JSON object instead of text", section);
    add_flag(app, "-q,--quiet", globals.quiet, "Print errors and asked-for answers only", section);
    add_flag(app, "--verbose", globals.verbose, "Print every change, and notices of scripts",
             section);
    add_value(app, "--color", globals.color, "WHEN",
              "auto, always or never (default: auto; NO_COLOR turns auto off)", section);
    add_flag(app, "--no-tty", globals.no_tty, "Never ask and never rewrite a line (also: CI=true)",
             section);
}

/// The words of a command line apart.
struct Split {
    std::vector<std::string> leading;  ///< global options before the command
    std::vector<std::string> words;    ///< the command and everything after it
};

Split split(const std::vector<std::string>& arguments) {
    Split result;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& word = arguments[i];
        if (!word.starts_with('-') || word == "--") {
            const auto rest = arguments.begin() + static_cast<std::ptrdiff_t>(i);
            result.words.assign(rest, arguments.end());
            break;
        }
        result.leading.push_back(word);
        const bool takes_word = word == "-C" || word == "--cwd" || word == "--color";
        if (takes_word && i + 1 < arguments.size()) result.leading.push_back(arguments[++i]);
    }
    return result;
}

/// The first `count` words as a command line has them.
std::string first_words(const std::vector<std::string>& words, std::size_t count) {
    return join(std::span{words}.first(count), " ");
}

/// The words that may follow `words` in the name of a command, each once.
std::vector<std::string> subcommands_of(std::string_view words) {
    const auto prefix = fmt::format("{} ", words);
    std::vector<std::string> result;
    for (const auto* command : command_table()) {
        if (!command->name.starts_with(prefix)) continue;
        const auto rest = command->name.substr(prefix.size());
        std::string next{rest.substr(0, rest.find(' '))};
        if (result.empty() || result.back() != next) result.push_back(std::move(next));
    }
    return result;
}

[[noreturn]] void refuse_incomplete(const std::string& typed,
                                    std::string_view next,
                                    const std::vector<std::string>& known) {
    const bool given = !next.empty() && !next.starts_with('-');
    Error error{Fault::usage, "command-incomplete",
                given ? fmt::format("`{}` has no command `{}`", typed, next)
                      : fmt::format("`{}` expects a command after it", typed)};
    if (given)
        if (const auto meant = did_you_mean(next, known); !meant.empty()) error.add_hint(meant);
    error.add_hint(fmt::format("one of: {}", join(known, ", ")));
    throw std::move(error);
}

constexpr std::size_t longest_name = 3;  // words

/// Takes the command's name off the front of `words`.
const Command& take_command(std::vector<std::string>& words) {
    const auto longest = std::min(words.size(), longest_name);
    for (auto count = longest; count > 0; --count) {
        const auto* command = find_command(first_words(words, count));
        if (command == nullptr) continue;
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count));
        return *command;
    }
    for (auto count = longest; count > 0; --count) {
        const auto typed = first_words(words, count);
        if (const auto known = subcommands_of(typed); !known.empty())
            refuse_incomplete(typed, count < words.size() ? words[count] : std::string{}, known);
    }
    const auto first = words.front();
    if (first == "migrate" && words.size() > 1) throw unknown_command(first + " " + words[1]);
    throw unknown_command(first);
}

/// The words before `--help` when they begin commands and are none: `dev`, `spaces permissions`.
std::string group_in_question(const std::vector<std::string>& words) {
    if (words.size() < 2 || (words.back() != "-h" && words.back() != "--help")) return {};
    auto typed = first_words(words, words.size() - 1);
    const bool is_group = find_command(typed) == nullptr && !subcommands_of(typed).empty();
    return is_group ? typed : std::string{};
}

/// The library's own exceptions end here.
void parse_words(CLI::App& app, std::vector<std::string> words) {
    std::reverse(words.begin(), words.end());  // the library takes them from the back
    try {
        app.parse(words);
    } catch (const CLI::ParseError& e) {
        throw Error{Fault::usage, "option-value", e.what()}.hint(
            fmt::format("`{} --help` lists the options", app.get_name()));
    }
    const auto extra = app.remaining();
    if (extra.empty()) return;
    throw Error{
        Fault::usage, "argument-unexpected",
        fmt::format("`{}` does not know what to do with `{}`", app.get_name(), extra.front())}
        .hint(fmt::format("`{} --help` shows its arguments", app.get_name()));
}

bool asks_for(const std::vector<std::string>& words, std::initializer_list<std::string_view> any) {
    return std::any_of(words.begin(), words.end(), [any](const std::string& word) {
        return std::find(any.begin(), any.end(), word) != any.end();
    });
}

Action print_text(std::string text) {
    return [text = std::move(text)](Context& context) {
        context.out() << text;
        return 0;
    };
}

Action print_version() {
    return print_text(fmt::format("pgmeta {}\n", version()));
}

Request without_command(const std::vector<std::string>& leading) {
    if (asks_for(leading, {"-v", "-V", "--version"})) return {{}, print_version(), {}};
    if (asks_for(leading, {"-h", "--help"})) return {{}, print_text(overview()), {}};
    for (const auto& word : leading)
        if (word != "--json" && word != "--quiet" && word != "-q") {
            throw Error{Fault::usage, "option-unknown",
                        fmt::format("`{}` stands before a command, and no command follows", word)}
                .hint("`pgmeta --help` lists commands and options");
        }
    throw Error{Fault::usage, "command-missing", "pgmeta expects a command"}.hint(
        "`pgmeta --help` lists them; `pgmeta check` looks at the workspace here");
}

/// Only global options may stand before the command.
void check_leading(const std::vector<std::string>& leading, const Command& command) {
    Globals scratch;
    CLI::App globals_only{"", "pgmeta"};
    globals_only.set_help_flag("");
    add_globals(globals_only, command, scratch);
    try {
        normalise(globals_only, leading);
    } catch (Error& error) {
        error.add_hint("options of a command stand after it");
        throw;
    }
}

void check_color(const Globals& globals) {
    const auto& color = globals.color;
    if (color == "auto" || color == "always" || color == "never") return;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--color` expects auto, always or never, and found `{}`", color)};
}

}  // namespace

std::unique_ptr<CLI::App> build_parser(const Command& command, Globals& globals, Action& action) {
    auto app = std::make_unique<CLI::App>("", fmt::format("pgmeta {}", command.name));
    app->set_help_flag("");
    app->allow_extras();
    action = command.add(*app);
    add_globals(*app, command, globals);
    return app;
}

bool wants_json(const std::vector<std::string>& arguments) {
    const auto end = std::find(arguments.begin(), arguments.end(), "--");
    return std::any_of(arguments.begin(), end, [](const std::string& word) {
        return word == "--json" || word == "--json=true";
    });
}

Request parse_arguments(const std::vector<std::string>& arguments) {
    auto [leading, words] = split(arguments);
    if (words.empty() || asks_for(leading, {"-v", "-V", "--version"}))
        return without_command(leading);
    rewrite_verbs(words);
    // `pgmeta dev --help` lists what `dev` has.
    if (const auto group = group_in_question(words); !group.empty())
        return {{}, print_text(overview(group)), {}};
    const auto& command = take_command(words);
    check_leading(leading, command);
    leading.insert(leading.end(), words.begin(), words.end());

    Request request;
    const auto app = build_parser(command, request.globals, request.action);
    auto normal = normalise(*app, leading);
    if (normal.version) return {{}, print_version(), {}};
    if (normal.help) return {{}, print_text(help_text(command, *app)), {}};
    parse_words(*app, std::move(normal.words));
    check_color(request.globals);
    request.notes = std::move(normal.notes);
    return request;
}

}  // namespace pgmeta::cli
