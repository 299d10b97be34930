// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/editor.hpp"
#include "options/register.hpp"
#include "output/diagnostics.hpp"
#include "pgmeta/author/proposals.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string change;
    std::vector<std::string> requirements;
    std::string note;
    std::string from;
    bool edit = false;
    AuthoringOptions author;
};

std::string read_script(Context& context, const std::string& from) {
    return from == "-" ? context.read_input() : read_file(context.directory() / from);
}

int add(Context& context, const Options& options) {
    if (options.change.empty()) {
        throw Error{Fault::usage, "name-missing", "`add` expects the name of the new change"}.hint(
            "`pgmeta add schemas/app/tables/users`");
    }
    const auto workspace = context.load_workspace();
    const auto& package = own_package(workspace, options.author.package);
    const auto editor = options.edit ? find_editor(context) : std::vector<std::string>{};
    author::ChangeSeed seed;
    seed.line = {options.change, options.requirements, options.note,
                 author_signature(context, options.author, package.directory)};
    std::vector<Diagnostic> doubts;
    if (!options.from.empty()) {
        seed.deploy = read_script(context, options.from);
        doubts = author::propose_scripts(package, seed,
                                         options.from == "-" ? "the standard input" : options.from);
    }
    const auto edit = author::add_change(workspace, package, seed);
    edit.commit();
    report_edit(context, edit, fmt::format("Added {}:{}:", package.name, options.change),
                {{"ok", true},
                 {"command", "add"},
                 {"package", package.name},
                 {"change", options.change},
                 {"doubts", to_json(doubts)}});
    if (!context.globals().json) print(context.err(), context.err_style(), doubts);
    if (!editor.empty())
        run_editor(editor, package.script(workspace::ScriptKind::deploy, options.change));
    return 0;
}

Action add_add(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "CHANGE", options->change, "The new change; `/` makes folders");
    add_values(app, "--requires", options->requirements, "REQUIREMENT",
               "What must be deployed before: CHANGE, @TAG, PACKAGE:CHANGE or PACKAGE:@TAG "
               "(repeatable)");
    add_value(app, "--note", options->note, "TEXT", "What the plan line says about it");
    add_value(app, "--from", options->from, "FILE",
              "Take the deploy script from a file, or `-` for the standard input");
    add_flag(app, "--edit", options->edit, "Open the deploy script in VISUAL or EDITOR");
    add_package_option(app, options->author);
    add_planner_option(app, options->author);
    return [options](Context& context) { return add(context, *options); };
}

}  // namespace

constexpr Command add_command{
    .name = "add",
    .group = "Write packages",
    .summary = "Add a change to a package",
    .arguments = "CHANGE",
    .description =
        "Appends a line to the plan, with the time and the user Git knows, and writes the deploy, "
        "revert and verify scripts. Requirements must exist: in this package, or in another one of "
        "the workspace, which then also stands in the control file's `requires`. All files are "
        "written or none, and none is overwritten.\n"
        "\n"
        "--from takes the deploy script and proposes the other two: what takes the statements back, "
        "in the reverse order, and queries that fail where something is not there. What cannot be "
        "derived (rows, code, what was dropped) stands in them as a statement that always fails, and "
        "is listed.\n"
        "\n"
        "PGMETA_PLANNER (`Name <email>`) and SOURCE_DATE_EPOCH replace the user and the time.",
    .examples =
        "pgmeta add tables/users\n"
        "pgmeta add tables/posts --requires tables/users --requires people:@v1 --note 'Posts'\n"
        "pgmeta add views/feed --edit\n"
        "pgmeta add tables/likes --requires tables/posts --from likes.sql\n",
    .json =
        "ok: true\n"
        "command: add\n"
        "package: the package's name\n"
        "change: the change's name\n"
        "doubts: list of {severity, id, message, location, hints}: what --from could not derive\n"
        "files: paths of the files written\n",
    .add = add_add,
};

}  // namespace pgmeta::cli
