// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/author/changes.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/rename.hpp"
#include "pgmeta/engine/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string name;
    std::string change;
    std::string note;
    std::string before;
    std::string after;
    std::string ledger;
    bool allow_protected = false;
    AuthoringOptions author;
    TargetOptions target;
};

Error name_missing(std::string_view command, std::string_view what) {
    return Error{Fault::usage, "name-missing", fmt::format("`{}` expects {}", command, what)};
}

Json object(std::string_view command, const workspace::Package& package, std::string_view change) {
    return {{"ok", true}, {"command", command}, {"package", package.name}, {"change", change}};
}

int tag(Context& context, const Options& options) {
    if (options.name.empty()) throw name_missing("tag", "the name of the new tag");
    const auto workspace = context.load_workspace();
    auto chosen = options.change.empty()
                      ? workspace::Selection{&own_package(workspace, options.author.package), 0}
                      : own_change(workspace, options.author.package, options.change);
    const auto& package = *chosen.package;
    if (package.plan.changes.empty()) {
        throw Error{Fault::usage, "plan-empty",
                    fmt::format("a tag stands for a change, and `{}` has none", package.name)};
    }
    if (options.change.empty()) chosen.change = package.plan.changes.size() - 1;
    const auto edit = author::add_tag(package, options.name, chosen.change, options.note,
                                      author_signature(context, options.author, package.directory));
    edit.commit();
    const auto& change = package.plan.changes[chosen.change].name;
    const auto shown = options.name.starts_with('@') ? options.name : "@" + options.name;
    auto result = object("tag", package, change);
    result["tag"] = shown.substr(1);
    return report_edit(context, edit, fmt::format("Tagged {}:{} {}:", package.name, change, shown),
                       std::move(result));
}

/// The change must not be deployed in the target that was named, if one was.
void refuse_deployed(Context& context,
                     const workspace::Workspace& workspace,
                     const Options& options,
                     const workspace::Package& package,
                     const std::string& change) {
    if (options.target.target.empty() && options.target.database.empty()) return;
    const auto target = open_target(context, options.target, workspace.config);
    const auto report = engine::status(target, workspace, {}, engine::Observer{});
    if (report.ledger == ledger::Presence::absent) return;
    for (const auto& status : report.packages) {
        if (status.package != package.name) continue;
        const bool pending =
            std::any_of(status.pending.begin(), status.pending.end(),
                        [&](const engine::ChangeRef& row) { return row.change == change; });
        if (pending) return;
        throw Error{Fault::conflict, "change-deployed",
                    fmt::format("`{}:{}` cannot go: it is deployed in {}", package.name, change,
                                report.target)}
            .hint("`pgmeta revert` takes it out of the database first");
    }
}

int remove(Context& context, const Options& options) {
    if (options.change.empty()) throw name_missing("rm", "the change to remove");
    const auto workspace = context.load_workspace();
    const auto chosen = own_change(workspace, options.author.package, options.change);
    const auto& package = *chosen.package;
    const auto name = package.plan.changes[chosen.change].name;
    if (name != options.change && package.name + ":" + name != options.change &&
        options.change.find('@') != std::string::npos) {
        throw Error{Fault::usage, "change-name",
                    fmt::format("`rm` expects a change, found the tag `{}`", options.change)};
    }
    const auto edit = author::remove_change(workspace, package, chosen.change);
    refuse_deployed(context, workspace, options, package, name);
    edit.commit();
    return report_edit(context, edit, fmt::format("Removed {}:{}:", package.name, name),
                       object("rm", package, name));
}

int move(Context& context, const Options& options) {
    if (options.change.empty()) throw name_missing("plan move", "the change to move");
    if (options.before.empty() == options.after.empty()) {
        throw Error{Fault::usage, "move-where",
                    "`plan move` expects one of `--before` and `--after`"};
    }
    const auto workspace = context.load_workspace();
    const auto chosen = own_change(workspace, options.author.package, options.change);
    const bool before = !options.before.empty();
    const auto& place = before ? options.before : options.after;
    const auto other = workspace::select_in(*chosen.package, place);
    const auto edit = author::move_change(*chosen.package, chosen.change, other.change, before);
    edit.commit();
    const auto& name = chosen.package->plan.changes[chosen.change].name;
    return report_edit(context, edit,
                       fmt::format("Moved {}:{} {} {}:", chosen.package->name, name,
                                   before ? "before" : "behind", place),
                       object("plan move", *chosen.package, name));
}

bool has_change(const workspace::Workspace& workspace, const Options& options) {
    if (options.name.find(':') != std::string::npos) return true;
    const auto* package =
        options.author.package.empty() ? workspace.current : &workspace.get(options.author.package);
    if (package == nullptr) return workspace.find(options.name) == nullptr;
    return package->plan.find_change(options.name) != nullptr ||
           workspace.find(options.name) == nullptr;
}

/// As engine::rename, and says of a doubt what it means for the files.
engine::RenameReport rename_both(const engine::Target& target,
                                 const workspace::Workspace& workspace,
                                 const ledger::RenamedReference& renamed,
                                 const FileEdit& edit,
                                 const engine::Observer& observer) {
    try {
        return engine::rename(target, workspace, renamed, edit, observer);
    } catch (Error& error) {
        if (error.fault() != Fault::in_doubt) throw;
        error.add_frame("the files are as they were");
        error.add_hint(
            "when the ledger has the new name, `pgmeta rename` without `--ledger` brings the files "
            "there");
        throw;
    }
}

/// Writes the files, and renames the rows of the target that was named, if one was.
Json write_renamed(Context& context,
                   const workspace::Workspace& workspace,
                   const Options& options,
                   const ledger::RenamedReference& renamed,
                   const FileEdit& edit) {
    if (options.ledger.empty()) {
        edit.commit();
        return nullptr;
    }
    TargetOptions chosen;
    chosen.target = options.ledger;
    const auto target = open_target(context, chosen, workspace.config);
    refuse_protected(target, options.allow_protected, "pgmeta rename");
    RunObserver observer{context, "renaming"};
    const auto report = rename_both(target, workspace, renamed, edit, observer.observer());
    observer.clear();
    if (!context.globals().json)
        context.note(fmt::format("{} rewritten in the ledger of {}", count_of(report.rows, "row"),
                                 report.target));
    return {{"target", report.target}, {"rows", report.rows}};
}

int rename(Context& context, const Options& options) {
    if (options.name.empty() || options.change.empty())
        throw name_missing("rename", "the old and the new name");
    const auto workspace = context.load_workspace();
    if (has_change(workspace, options)) {
        const auto chosen = own_change(workspace, options.author.package, options.name);
        const auto& old = chosen.package->plan.changes[chosen.change].name;
        const auto edit =
            author::rename_change(workspace, *chosen.package, chosen.change, options.change);
        auto ledger =
            write_renamed(context, workspace, options,
                          {chosen.package->name, old, chosen.package->name, options.change}, edit);
        auto result = object("rename", *chosen.package, options.change);
        result["renamed"] = old;
        result["ledger"] = std::move(ledger);
        return report_edit(
            context, edit,
            fmt::format("Renamed {0}:{1} to {0}:{2}:", chosen.package->name, old, options.change),
            std::move(result));
    }
    const auto& package = workspace.get(options.name);
    const auto edit = author::rename_package(workspace, package, options.change);
    auto ledger =
        write_renamed(context, workspace, options, {package.name, {}, options.change, {}}, edit);
    return report_edit(context, edit,
                       fmt::format("Renamed the package {} to {}:", package.name, options.change),
                       {{"ok", true},
                        {"command", "rename"},
                        {"package", options.change},
                        {"change", nullptr},
                        {"renamed", package.name},
                        {"ledger", std::move(ledger)}});
}

Action add_tag(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name, "The new tag, with or without `@`");
    add_argument(app, "CHANGE", options->change,
                 "CHANGE or PACKAGE:CHANGE (default: the plan's last one)");
    add_value(app, "--note", options->note, "TEXT", "What the plan line says about it");
    add_package_option(app, options->author);
    add_planner_option(app, options->author);
    return [options](Context& context) { return tag(context, *options); };
}

Action add_remove(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "CHANGE", options->change, "CHANGE or PACKAGE:CHANGE");
    add_package_option(app, options->author);
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return remove(context, *options); };
}

Action add_move(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "CHANGE", options->change, "CHANGE or PACKAGE:CHANGE");
    add_value(app, "--before", options->before, "CHANGE", "Where it shall stand");
    add_value(app, "--after", options->after, "CHANGE", "Where it shall stand");
    add_package_option(app, options->author);
    return [options](Context& context) { return move(context, *options); };
}

Action add_rename(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "OLD", options->name, "CHANGE, PACKAGE:CHANGE or PACKAGE");
    add_argument(app, "NEW", options->change, "The new name");
    add_value(app, "--ledger", options->ledger, "TARGET",
              "Rename what this target has deployed, too: a name of the configuration or a URL");
    add_flag(app, "--allow-protected", options->allow_protected,
             "Go on for a target with `protected: true`");
    add_package_option(app, options->author);
    return [options](Context& context) { return rename(context, *options); };
}

}  // namespace

constexpr Command tag_command{
    .name = "tag",
    .group = "Write packages",
    .summary = "Give the state after a change a name",
    .arguments = "NAME [CHANGE]",
    .description =
        "Writes a tag line below the change, with the time and the user Git knows. Other packages "
        "can require it as PACKAGE:@NAME. Every other byte of the plan stays.",
    .examples =
        "pgmeta tag v1.0.0\n"
        "pgmeta tag v0.9 tables/users --note 'Users only'\n",
    .json =
        "ok: true\n"
        "command: tag\n"
        "package: the package's name\n"
        "change: the change that the tag stands for\n"
        "tag: its name, without `@`\n"
        "files: paths of the files written\n",
    .add = add_tag,
};

constexpr Command rm_command{
    .name = "rm",
    .group = "Write packages",
    .summary = "Remove a change from a package",
    .arguments = "CHANGE",
    .description =
        "Takes the change's line out of the plan and removes its scripts, all together or not at "
        "all. Refused when another change of the workspace requires it, when a tag stands for it, "
        "and when the target named with --target or --database has it deployed.",
    .examples =
        "pgmeta rm tables/users\n"
        "pgmeta rm people:tables/users --target staging\n",
    .json =
        "ok: true\n"
        "command: rm\n"
        "package: the package's name\n"
        "change: the change's name\n"
        "files: paths of the files written or removed\n",
    .add = add_remove,
};

constexpr Command plan_move_command{
    .name = "plan move",
    .group = "Write packages",
    .summary = "Move a change to another place in its plan",
    .arguments = "CHANGE",
    .description =
        "Moves the change's line, and the tags that stand for it, before or after another change. "
        "Refused when a change would then stand before one that it requires. Every other byte of "
        "the plan stays.",
    .examples =
        "pgmeta plan move tables/users --before tables/posts\n"
        "pgmeta plan move people:views/all --after views/some\n",
    .json =
        "ok: true\n"
        "command: plan move\n"
        "package: the package's name\n"
        "change: the change's name\n"
        "files: paths of the files written\n",
    .add = add_move,
};

constexpr Command rename_command{
    .name = "rename",
    .group = "Write packages",
    .summary = "Rename a change or a package",
    .arguments = "OLD NEW",
    .description =
        "Renames a change: its plan line, its scripts and their headers, and every requirement in "
        "the workspace that names it. Or a package: %project, control file, Makefile, "
        "package.json where it has the same name, and every requirement on it. All files are "
        "written or none.\n"
        "\n"
        "Databases are not touched, unless --ledger names one: where the old name is deployed, "
        "`deploy` takes the new one for something pending. With --ledger the rows of what is "
        "deployed there are renamed too, under the deploy lock, in one transaction that commits "
        "when the files are in place; when it does not, the files are taken back. Events keep the "
        "names they happened under.",
    .examples =
        "pgmeta rename tables/user tables/users\n"
        "pgmeta rename people:tables/user tables/users\n"
        "pgmeta rename people persons\n"
        "pgmeta rename tables/user tables/users --ledger staging\n",
    .json =
        "ok: true\n"
        "command: rename\n"
        "package: the package's name\n"
        "change: the change's new name, or null when a package was renamed\n"
        "renamed: the old name\n"
        "ledger: {target, rows} with --ledger, else null\n"
        "files: paths of the files written or removed\n",
    .add = add_rename,
};

}  // namespace pgmeta::cli
