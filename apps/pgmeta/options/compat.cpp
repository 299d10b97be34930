// SPDX-License-Identifier: MIT
#include "options/compat.hpp"

#include "command.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <array>

namespace pgmeta::cli {

namespace {

struct Word {
    std::string_view word;
    std::string_view instead;
};

// Verbs of pgpm, then of Sqitch and other tools.
constexpr std::array words{
    Word{"remove",
         "`pgmeta rm CHANGE` takes one change out of a package; `pgmeta revert` removes changes "
         "from a database"},
    Word{"clear",
         "`pgmeta revert PACKAGE` empties a database of a package; edit the plan file to "
         "change the package"},
    Word{"extension", "edit `requires` in the package's .control file; then `pgmeta check`"},
    Word{"analyze", "`pgmeta check` looks at every package of the workspace"},
    Word{"sync-versions",
         "edit the control file and package.json; `pgmeta check` reports problems"},
    Word{"up", "`pgmeta deploy` deploys what is pending"},
    Word{"update", "install a newer pgmeta the way this one was installed"},
    Word{"cache", "archives lie in the user's cache folder, under pgmeta; remove it at will"},
    Word{"transform", "restructuring of packages is not part of this version"},
    Word{"slice", "restructuring of packages is not part of this version"},
    Word{"materialize", "restructuring of packages is not part of this version"},
    Word{"import",
         "write the dump as one change of a package and use `pgmeta baseline` where its "
         "objects exist already"},
    Word{"export", "exporting is not part of this version"},
    Word{"kill", "DROP DATABASE with `psql`"},
    Word{"dump", "`pg_dump`"},
    Word{"docker", "`pgmeta dev start` runs a private local PostgreSQL"},
    Word{"env", "`eval \"$(pgmeta dev env)\"` sets the variables of the private local PostgreSQL"},
    Word{"doctor", "`pgmeta config` shows the settings, `pgmeta dev status` the local server"},
    Word{"tune",
         "the private server of `pgmeta dev start` has throwaway settings; others are left "
         "alone"},
    Word{"test-packages", "`pgmeta test --full-cycle`"},
    Word{"apply", "`pgmeta deploy`"},
    Word{"push", "`pgmeta deploy`"},
    Word{"run", "`pgmeta deploy`"},
    Word{"undo", "`pgmeta revert`"},
    Word{"down", "`pgmeta revert`"},
    Word{"rollback", "`pgmeta revert`"},
    Word{"rework", "reworked changes are not part of this version; add a new change"},
    Word{"rebase", "`pgmeta revert`, then `pgmeta deploy`"},
    Word{"checkout", "`git checkout`, then `pgmeta status`"},
    Word{"bundle", "`pgmeta package` writes bundles, `pgmeta deploy FILE` deploys them"},
    Word{"show", "`pgmeta plan show`"},
    Word{"history", "`pgmeta log`"},
    Word{"validate", "`pgmeta check` for files, `pgmeta verify` for a database"},
    Word{"lint", "`pgmeta check`"},
    Word{"repair",
         "`pgmeta status` tells what differs; `pgmeta deploy --allow-modified` goes on "
         "over changed scripts"},
    Word{"target", "targets are written in pgmeta.yaml; `pgmeta config` lists them"},
    Word{"engine", "the engine is PostgreSQL; targets are written in pgmeta.yaml"},
    Word{"server", "`pgmeta dev`"},
    Word{"createdb", "`pgmeta deploy --createdb`"},
};

constexpr std::array migrate_words{
    Word{"init", "nothing to do: `pgmeta deploy` creates the ledger"},
    Word{"list",
         "`pgmeta plan show --changes` lists the changes, `pgmeta status` what is deployed"},
    Word{"deps", "`pgmeta graph --changes`"},
};

// What pgmeta does for each of these it does always.
constexpr std::array without_effect{
    Word{"fast", "every deployment sends many changes per message"},
    Word{"bundled", "scripts are read from the package's folders, never from bundles"},
    Word{"cache", "nothing is cached between runs"},
};

template <std::size_t N>
std::string_view lookup(const std::array<Word, N>& table, std::string_view word) {
    for (const auto& row : table)
        if (row.word == word) return row.instead;
    return {};
}

std::vector<std::string> known_words() {
    std::vector<std::string> result;
    for (const auto* command : command_table())
        result.emplace_back(command->name.substr(0, command->name.find(' ')));
    return result;
}

Error refused(std::string_view option, std::string_view reason) {
    return Error{Fault::usage, "option-refused",
                 fmt::format("`--{}` is not possible: {}", option, reason)};
}

}  // namespace

void rewrite_verbs(std::vector<std::string>& words_typed) {
    if (words_typed[0] == "roles") words_typed[0] = "admin-users";
    if (words_typed.size() < 2) return;
    if (words_typed[0] == "init" && words_typed[1] == "module") words_typed[1] = "package";
    if (words_typed[0] != "migrate") return;
    if (words_typed[1] == "status" || words_typed[1] == "baseline")
        words_typed.erase(words_typed.begin());
}

std::string instead_of(std::string_view word) {
    return std::string{lookup(words, word)};
}

Error unknown_command(std::string_view typed) {
    constexpr std::string_view migrate = "migrate ";
    const auto second = typed.starts_with(migrate) ? typed.substr(migrate.size()) : typed;
    auto instead = lookup(words, typed);
    if (typed.starts_with(migrate)) instead = lookup(migrate_words, second);
    if (typed == "migrate") instead = "`pgmeta deploy`, `pgmeta status` or `pgmeta baseline`";
    if (!instead.empty()) {
        return Error{Fault::usage, "command-refused",
                     fmt::format("`{}` is not a command of pgmeta", typed)}
            .hint(fmt::format("instead: {}", instead));
    }
    Error error{Fault::usage, "command-unknown", fmt::format("no command is named `{}`", typed)};
    if (const auto meant = did_you_mean(typed, known_words()); !meant.empty())
        error.add_hint(meant);
    error.add_hint("`pgmeta --help` lists the commands");
    return error;
}

std::optional<CompatOption> compat_option(std::string_view name,
                                          const std::optional<std::string>& value) {
    const auto positive = name.starts_with("no-") ? name.substr(3) : name;
    if (const auto always = lookup(without_effect, positive); !always.empty())
        return CompatOption{fmt::format("note: `--{}` has no effect: {}", name, always), false};
    if (name == "use-plan" && value != "false") return CompatOption{};
    if (positive == "use-plan") {
        throw refused(name, "requirements come from the plan")
            .hint("`pgmeta check` reports `-- requires:` headers that disagree with the plan");
    }
    if (name == "engine") {
        if (!value) return CompatOption{{}, true};
        if (*value == "pg") return CompatOption{};
        throw refused(name, fmt::format("the engine is `pg`, and found `{}`", *value));
    }
    if (name == "pglite" || name == "driver") {
        throw refused(name, "pgmeta talks to PostgreSQL servers only")
            .hint("`--target dev:` uses a private local server");
    }
    return std::nullopt;
}

}  // namespace pgmeta::cli
