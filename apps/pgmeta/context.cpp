// SPDX-License-Identifier: MIT
#include "context.hpp"

#include "output/diagnostics.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/check.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

bool use_colours(const Terminal& terminal, const Globals& globals, bool is_terminal) {
    if (globals.color != "auto") return globals.color == "always";
    const auto value = [&](const char* name) { return terminal.environment(name).value_or(""); };
    return is_terminal && value("NO_COLOR").empty() && value("TERM") != "dumb";
}

}  // namespace

Context::Context(Terminal& terminal, Globals globals)
    : terminal_{terminal},
      globals_{std::move(globals)},
      out_style_{use_colours(terminal, globals_, terminal.out_is_terminal)},
      err_style_{use_colours(terminal, globals_, terminal.err_is_terminal)} {}

std::optional<std::string> Context::environment(const char* name) const {
    auto value = terminal_.environment(name);
    if (value && value->empty()) return std::nullopt;
    return value;
}

std::filesystem::path Context::directory() const {
    const auto current = std::filesystem::current_path();
    if (globals_.directory.empty()) return current;
    auto result = (current / globals_.directory).lexically_normal();
    std::error_code ignored;
    if (!std::filesystem::is_directory(result, ignored)) {
        throw Error{Fault::usage, "folder-not-found",
                    fmt::format("`-C` expects a folder, and `{}` is none", globals_.directory)};
    }
    return result;
}

bool Context::may_ask() const {
    return terminal_.in_is_terminal && !globals_.no_tty;
}

bool Context::may_rewrite() const {
    return terminal_.err_is_terminal && !globals_.no_tty && !globals_.quiet;
}

pg::Interrupts& Context::interrupts() {
    if (!interrupts_) interrupts_.emplace();
    return *interrupts_;
}

workspace::Workspace Context::load_workspace() {
    Diagnostics found;
    auto workspace = workspace::load(directory(), found);
    keep(found);
    engine::refuse_errors(found);
    return workspace;
}

/// PGMETA_SHARE, else where the installation has put it beside the program.
std::filesystem::path Context::share() const {
    if (const auto named = environment("PGMETA_SHARE")) return std::filesystem::absolute(*named);
    std::error_code failure;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failure);
    return (program.parent_path() / PGMETA_SHARE_FROM_PROGRAM).lexically_normal();
}

workspace::LoadedPlan Context::load_plan(std::string_view named) {
    Diagnostics found;
    auto plan = workspace::load_plan(named, {directory(), share()}, found);
    keep(found);
    engine::refuse_errors(found);
    return plan;
}

workspace::Config Context::load_config() {
    Diagnostics found;
    auto config = workspace::load_config(directory(), found);
    keep(found);
    engine::refuse_errors(found);
    return config;
}

void Context::keep(const Diagnostics& found) {
    for (const auto& diagnostic : found.sorted()) {
        if (found.has_errors()) {
            problems.push_back(diagnostic);
        } else if (diagnostic.severity == Severity::warning) {
            warn(diagnostic);
        }
    }
}

void Context::note(std::string_view text) {
    if (globals_.quiet) return;
    err() << text << '\n' << std::flush;
}

void Context::warn(const Diagnostic& warning) {
    warnings.push_back(warning);
    if (globals_.quiet || globals_.json) return;
    print(err(), err_style_, warning);
}

bool Context::ask(std::string_view question) {
    err() << question << " [y/N] " << std::flush;
    const auto answer = terminal_.read_line(interrupts());
    if (!answer) return false;
    const auto word = trim(*answer);
    return word == "y" || word == "Y" || word == "yes" || word == "Yes" || word == "YES";
}

std::string Context::read_input() {
    return terminal_.read_all(interrupts());
}

std::string_view version() {
    return PGMETA_VERSION;
}

}  // namespace pgmeta::cli
