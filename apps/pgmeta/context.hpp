// SPDX-License-Identifier: MIT
#pragma once

#include "output/style.hpp"
#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/pg/interrupt.hpp"
#include "pgmeta/workspace/deployment_plan.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::cli {

/// What the process was given: a value, so that tests can give something else.
struct Terminal {
    std::ostream& out;
    std::ostream& err;
    bool in_is_terminal = false;
    bool out_is_terminal = false;
    bool err_is_terminal = false;
    std::function<std::optional<std::string>(const char* name)> environment;
    /// One line of the standard input, or empty at its end.  Throws when a signal comes.
    std::function<std::optional<std::string>(pg::Interrupts&)> read_line;
    /// The standard input up to its end.  Throws when a signal comes.
    std::function<std::string(pg::Interrupts&)> read_all = {};
};

/// Options that every command has.
struct Globals {
    std::string directory;
    std::string color = "auto";
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool no_tty = false;
};

/// What a command may use.
class Context {
public:
    Context(Terminal& terminal, Globals globals);

    [[nodiscard]] std::ostream& out() { return terminal_.out; }

    [[nodiscard]] std::ostream& err() { return terminal_.err; }

    [[nodiscard]] const Globals& globals() const { return globals_; }

    [[nodiscard]] const Style& out_style() const { return out_style_; }

    [[nodiscard]] const Style& err_style() const { return err_style_; }

    /// The value of an environment variable; a set but empty one counts as not set.
    [[nodiscard]] std::optional<std::string> environment(const char* name) const;

    /// The folder to work from: -C, else the working directory.
    [[nodiscard]] std::filesystem::path directory() const;

    /// True when a question may be asked.
    [[nodiscard]] bool may_ask() const;

    /// True when a person reads what is printed.
    [[nodiscard]] bool in_is_terminal() const { return terminal_.in_is_terminal; }

    [[nodiscard]] bool out_is_terminal() const { return terminal_.out_is_terminal; }

    /// True when a progress line may be rewritten in place.
    [[nodiscard]] bool may_rewrite() const;

    /// Watches signals from the first call on: for commands that talk to a server.
    [[nodiscard]] pg::Interrupts& interrupts();

    /// The workspace of directory().  Warnings are shown; errors end the command
    /// ("workspace-invalid").
    [[nodiscard]] workspace::Workspace load_workspace();

    /// The deployment plan that `named` means, with the workspace of its packages; as
    /// load_workspace.
    [[nodiscard]] workspace::LoadedPlan load_plan(std::string_view named);

    /// Only its configuration.
    [[nodiscard]] workspace::Config load_config();

    /// A line on stderr unless --quiet.
    void note(std::string_view text);

    /// Shown on stderr at once in text mode, and part of what --json prints.
    void warn(const Diagnostic& warning);

    /// Asks on the terminal; anything but y or yes is No.
    [[nodiscard]] bool ask(std::string_view question);

    /// The standard input up to its end.
    [[nodiscard]] std::string read_input();

    /// Keeps what was found in the user's files: all of it when there are errors, which the caller
    /// refuses next; else only warnings.
    void keep(const Diagnostics& found);

    /// Problems in the user's files, shown when the command ends.
    std::vector<Diagnostic> problems;
    std::vector<Diagnostic> warnings;

private:
    [[nodiscard]] std::filesystem::path share() const;

    Terminal& terminal_;
    Globals globals_;
    Style out_style_;
    Style err_style_;
    std::optional<pg::Interrupts> interrupts_;
};

/// This program's version, like 1.2.3.
std::string_view version();

}  // namespace pgmeta::cli
