// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/register.hpp"
#include "output/diagnostics.hpp"
#include "pgmeta/author/proposals.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>
#include <numeric>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> changes;
    bool revert_only = false;
    bool verify_only = false;
    bool force = false;
    bool dry_run = false;
    AuthoringOptions author;
};

int regen(Context& context, const Options& options) {
    if (options.revert_only && options.verify_only) {
        throw Error{Fault::usage, "options-conflict",
                    "expected one of `--revert-only` and `--verify-only`, found both"};
    }
    if (options.force && options.changes.empty()) {
        throw Error{Fault::usage, "name-missing",
                    "`--force` overwrites scripts, and expects the changes to be named"};
    }
    const auto workspace = context.load_workspace();
    const auto* package =
        options.changes.empty()
            ? &own_package(workspace, options.author.package)
            : own_change(workspace, options.author.package, options.changes.front()).package;
    std::vector<std::size_t> changes(options.changes.empty() ? package->plan.changes.size() : 0);
    std::iota(changes.begin(), changes.end(), std::size_t{0});
    for (const auto& name : options.changes) {
        const auto chosen = own_change(workspace, options.author.package, name);
        if (chosen.package != package) {
            throw Error{Fault::usage, "package-missing",
                        fmt::format("expected changes of one package, found `{}` and `{}`",
                                    package->name, chosen.package->name)};
        }
        changes.push_back(chosen.change);
    }
    const auto result = author::regenerate(
        *package, changes, {!options.verify_only, !options.revert_only, options.force});
    if (!options.dry_run) result.edit.commit();
    report_edit(
        context, result.edit,
        result.edit.empty()
            ? fmt::format("Nothing to write: {} kept", count_of(result.kept.size(), "script"))
            : fmt::format("{} for {}:", options.dry_run ? "Would propose" : "Proposed",
                          package->name),
        {{"ok", true},
         {"command", "regen"},
         {"package", package->name},
         {"dry_run", options.dry_run},
         {"kept", result.kept},
         {"doubts", to_json(result.doubts)}});
    if (!context.globals().json) print(context.err(), context.err_style(), result.doubts);
    return 0;
}

Action add_regen(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "CHANGE", options->changes, "Changes of one package (default: all of it)");
    add_flag(app, "--revert-only", options->revert_only, "No verify scripts");
    add_flag(app, "--verify-only", options->verify_only, "No revert scripts");
    add_flag(app, "--force", options->force, "Overwrite scripts of the changes named");
    add_flag(app, "--dry-run", options->dry_run, "Write nothing, say what would be written");
    add_package_option(app, options->author);
    return [options](Context& context) { return regen(context, *options); };
}

}  // namespace

constexpr Command regen_command{
    .name = "regen",
    .group = "Write packages",
    .summary = "Propose revert and verify scripts that are missing",
    .arguments = "[CHANGE…]",
    .description =
        "Derives the revert and verify scripts of changes from their deploy scripts, where they are "
        "missing or hold no statement. Scripts that do something are left, unless --force says "
        "otherwise.\n"
        "\n"
        "Derived are CREATE and ALTER TABLE, INDEX, SEQUENCE, VIEW, TYPE, DOMAIN, FUNCTION, TRIGGER, "
        "AGGREGATE, OPERATOR, POLICY, RULE, SCHEMA, EXTENSION, ROLE, COMMENT, GRANT and default "
        "privileges. Whatever else a deploy script does "
        "stands in the proposals as a statement that always fails, and is listed: replace it.",
    .examples =
        "pgmeta regen\n"
        "pgmeta regen tables/users --verify-only\n"
        "pgmeta regen tables/users --force --dry-run\n",
    .json =
        "ok: true\n"
        "command: regen\n"
        "package: the package's name\n"
        "dry_run: true when nothing was written\n"
        "kept: scripts that hold statements and were left\n"
        "doubts: list of {severity, id, message, location, hints}: what could not be derived\n"
        "files: paths of the files written\n",
    .add = add_regen,
};

}  // namespace pgmeta::cli
