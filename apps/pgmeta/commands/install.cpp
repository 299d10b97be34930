// SPDX-License-Identifier: MIT
#include "pgmeta/registry/install.hpp"

#include "commands/commands.hpp"
#include "options/installing.hpp"
#include "options/register.hpp"
#include "pgmeta/base/error.hpp"

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> names;
    std::string package;
    bool workspace_root = false;
    bool frozen = false;
    bool offline = false;
};

/// The own package that gets the dependencies; null: the workspace.
const workspace::Package* receiver(const workspace::Workspace& workspace, const Options& options) {
    if (options.workspace_root) return nullptr;
    const auto* package =
        options.package.empty() ? workspace.current : &workspace.get(options.package);
    return package != nullptr && package->installed ? nullptr : package;
}

int install(Context& context, const Options& options) {
    const auto workspace = load_to_install(context);
    auto specs = options.names;
    for (auto& spec : specs)
        if (spec.starts_with('.')) spec = (context.directory() / spec).lexically_normal().string();
    ProgressLine line{context, "downloading"};
    registry::InstallOptions wanted;
    wanted.frozen = options.frozen;
    wanted.offline = options.offline;
    wanted.progress = show_downloads(context, line);
    const auto report = registry::install(workspace, receiver(workspace, options), specs,
                                          registry_settings(context, workspace), wanted);
    line.clear();
    return print_report(context, report, "install");
}

int uninstall(Context& context, const Options& options) {
    if (options.names.empty()) {
        throw Error{Fault::usage, "name-missing",
                    "`uninstall` expects the npm name of an installed package"}
            .hint("`pgmeta list` lists them");
    }
    const auto workspace = load_to_install(context);
    return print_report(context, registry::uninstall(workspace, options.names), "uninstall");
}

Action add_install(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->names,
                 "NAME, NAME@RANGE, NAME@TAG, a folder (./DIR) or an archive (FILE.tgz)");
    add_value(app, "--package", options->package, "PACKAGE",
              "The own package that depends on it (default: the package of the current folder)");
    add_flag(app, "-W,--workspace-root", options->workspace_root,
             "The workspace depends on it, not one of its packages");
    add_flag(app, "--frozen", options->frozen, "Fail when pgmeta.lock would change (for CI)");
    add_flag(app, "--offline", options->offline, "Only what the cache has");
    return [options](Context& context) { return install(context, *options); };
}

Action add_uninstall(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->names, "npm names of installed packages");
    return [options](Context& context) { return uninstall(context, *options); };
}

}  // namespace

constexpr Command install_command{
    .name = "install",
    .group = "Packages of others",
    .summary = "Install packages from a registry, folder or archive",
    .arguments = "[NAME...]",
    .description =
        "Installs packages and what they depend on into `extensions/`, one version of each, and "
        "writes pgmeta.lock with the versions and digests. In a package's folder they become its "
        "dependencies (package.json, control file), else the workspace's (pgpm.json). Without "
        "names it installs what the lockfile has, and what manifests ask for beyond it; where the "
        "lockfile has everything, the registry is only asked for archives that are neither in place "
        "nor in the cache.\n"
        "\n"
        "With `--frozen` nothing under version control changes: it fails when manifests, lockfile "
        "and what is installed do not agree.\n"
        "\n"
        "The registry is the one npm is configured with: npm_config_registry, `registry:` in "
        "pgmeta.yaml, .npmrc of the workspace and of the user (scoped registries, tokens, proxy, "
        "noproxy, cafile, strict-ssl), each also as a variable npm_config_KEY, else what npm itself "
        "says. Archives are checked against their sha512 "
        "digest, refused when they hold anything but plain files, and no script of a package runs. "
        "A failure leaves everything as it was; what a killed run left is taken back by the next "
        "one. Packages from a folder or an archive are locked with its path, relative to the workspace.",
    .examples =
        "pgmeta install @pgpm/verify\n"
        "pgmeta install @pgpm/verify@^0.20 --package blog\n"
        "pgmeta install ../other/packages/shared\n"
        "pgmeta install\n"
        "pgmeta install --frozen --offline\n",
    .json =
        "ok: true\n"
        "command: install\n"
        "installed: list of {name, version, before (empty: was not installed)}\n"
        "removed: names\n"
        "unchanged: number of packages that were in place\n",
    .add = add_install,
};

constexpr Command uninstall_command{
    .name = "uninstall",
    .group = "Packages of others",
    .summary = "Remove installed packages",
    .arguments = "NAME...",
    .description =
        "Removes packages from `extensions/`, with what only they needed, from pgmeta.lock and from "
        "the manifests and control files of the workspace. Refused while another installed package "
        "needs one of them. Databases are not touched.",
    .examples = "pgmeta uninstall @pgpm/verify\n",
    .json =
        "ok: true\n"
        "command: uninstall\n"
        "installed: an empty list\n"
        "removed: names\n"
        "unchanged: number of packages that stay\n",
    .add = add_uninstall,
};

}  // namespace pgmeta::cli
