// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/register.hpp"
#include "pgmeta/author/templates.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string directory;
    std::string name;
    std::string version = "0.1.0";
    std::string template_folder;
    bool empty = false;
    AuthoringOptions author;
};

int init_workspace(Context& context, const Options& options) {
    const auto folder = (context.directory() / options.directory).lexically_normal();
    author::PackageSeed seed;
    seed.name = fs::path{folder / "."}.parent_path().filename().string();
    auto files = author::workspace_files();
    if (!options.template_folder.empty()) {
        seed.signature = author_signature(context, options.author, context.directory());
        files = author::template_files(context.directory() / options.template_folder, seed);
    }
    const auto edit = author::creation(folder, std::move(files));
    edit.commit();
    return report_edit(context, edit,
                       "Made a workspace:", {{"ok", true}, {"command", "init workspace"}});
}

/// The folder we are in, where it can become a package: an empty place for one.
std::string name_of_folder(const workspace::Workspace& workspace, const fs::path& folder) {
    const auto name = folder.filename().string();
    if (author::new_package_folder(workspace, name) == folder && workspace.current == nullptr)
        return name;
    throw Error{Fault::usage, "name-missing", "expected a name for the new package, found none"}
        .hint("`pgmeta init package NAME`");
}

int init_package(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    author::PackageSeed seed;
    seed.name =
        options.name.empty() ? name_of_folder(workspace, context.directory()) : options.name;
    author::check_package_name(seed.name);
    if (const auto* other = workspace.find(seed.name)) {
        throw Error{Fault::usage, "package-duplicate",
                    fmt::format("the workspace has a package `{}` already, in `{}`", seed.name,
                                other->shown_directory)};
    }
    seed.version = options.version;
    seed.empty = options.empty;
    seed.signature = author_signature(context, options.author, workspace.root);
    const auto folder = author::new_package_folder(workspace, seed.name);
    const auto edit = author::creation(
        folder, options.template_folder.empty()
                    ? author::package_files(seed)
                    : author::template_files(context.directory() / options.template_folder, seed));
    edit.commit();
    return report_edit(context, edit, fmt::format("Made the package {}:", seed.name),
                       {{"ok", true}, {"command", "init package"}, {"package", seed.name}});
}

void add_template(CLI::App& app, Options& options) {
    add_value(app, "--template", options.template_folder, "DIR",
              "Copy this folder instead; {{name}}, {{version}} and {{date}} are filled in");
}

Action add_init_workspace(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "DIR", options->directory, "The folder (default: the current one)");
    add_template(app, *options);
    return [options](Context& context) { return init_workspace(context, *options); };
}

Action add_init_package(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->name,
                 "The package's name (default: the current folder's, where packages belong)");
    add_flag(app, "--empty", options->empty, "Without a first change");
    add_value(app, "--package-version", options->version, "VERSION",
              "The package's first version (default: 0.1.0)");
    add_template(app, *options);
    add_planner_option(app, options->author);
    return [options](Context& context) { return init_package(context, *options); };
}

}  // namespace

constexpr Command init_workspace_command{
    .name = "init workspace",
    .group = "Write packages",
    .summary = "Start a workspace",
    .arguments = "[DIR]",
    .description =
        "Writes pgmeta.yaml, whose default target is the private local server, and pgpm.json, which "
        "names the folders of packages for pgmeta and pgpm. Files are never overwritten: when one "
        "is there, nothing is written.",
    .examples =
        "pgmeta init workspace shop\n"
        "pgmeta init workspace --template ../our-template\n",
    .json =
        "ok: true\n"
        "command: init workspace\n"
        "files: paths of the files written\n",
    .add = add_init_workspace,
};

constexpr Command init_package_command{
    .name = "init package",
    .group = "Write packages",
    .summary = "Start a package in the workspace",
    .arguments = "[NAME]",
    .description =
        "Writes the files of a package that can be deployed at once: plan, control file, "
        "package.json, Makefile, README.md and a first change that makes a schema of the package's "
        "name. The folder is NAME where the workspace's packages are (`packages/NAME`). Files are "
        "never overwritten.",
    .examples =
        "pgmeta init package blog\n"
        "pgmeta init package blog --empty\n"
        "pgmeta init package blog --template ../our-package\n",
    .json =
        "ok: true\n"
        "command: init package\n"
        "package: its name\n"
        "files: paths of the files written\n",
    .add = add_init_package,
};

constexpr Command init_command{
    .name = "init",
    .group = "Write packages",
    .summary = "Start a package in the workspace (init package)",
    .arguments = "[NAME]",
    .description =
        "In a workspace: the same as `init package`. `init workspace` starts a workspace.",
    .examples = "pgmeta init blog\n",
    .json =
        "ok: true\n"
        "command: init package\n"
        "package: its name\n"
        "files: paths of the files written\n",
    .add = add_init_package,
};

}  // namespace pgmeta::cli
