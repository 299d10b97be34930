// SPDX-License-Identifier: MIT
#include "pgmeta/registry/install.hpp"

#include "cli.hpp"
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/authoring.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "output/table.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> names;
    std::string package;
    bool workspace_root = false;
    bool frozen = false;
    bool offline = false;
    bool exit_code = false;
};

registry::Settings settings_of(Context& context, const workspace::Workspace& workspace) {
    return registry::read_settings(workspace.root, workspace.config.registry.value,
                                   [&](const char* name) { return context.environment(name); });
}

Json to_json(const registry::InstallReport& report, std::string_view command) {
    auto installed = Json::array();
    for (const auto& package : report.installed)
        installed.push_back(
            Json{{"name", package.name}, {"version", package.version}, {"before", package.before}});
    return {{"ok", true},
            {"command", command},
            {"installed", installed},
            {"removed", report.removed},
            {"unchanged", report.unchanged}};
}

int print_report(Context& context,
                 const registry::InstallReport& report,
                 std::string_view command) {
    if (context.globals().json) {
        print(context.out(), to_json(report, command));
        return 0;
    }
    if (context.globals().quiet) return 0;
    for (const auto& package : report.installed)
        context.out() << printable(
            package.before.empty() || package.before == package.version
                ? fmt::format("+ {} {}\n", package.name, package.version)
                : fmt::format("+ {} {} (was {})\n", package.name, package.version, package.before));
    for (const auto& name : report.removed)
        context.out() << printable(fmt::format("- {}\n", name));
    context.out() << fmt::format("{} installed, {} removed, {} unchanged.\n",
                                 count_of(report.installed.size(), "package"),
                                 report.removed.size(), report.unchanged);
    return 0;
}

/// The own package that gets the dependencies; null: the workspace.
const workspace::Package* receiver(const workspace::Workspace& workspace, const Options& options) {
    if (options.workspace_root) return nullptr;
    const auto* package =
        options.package.empty() ? workspace.current : &workspace.get(options.package);
    return package != nullptr && package->installed ? nullptr : package;
}

int install(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    auto specs = options.names;
    for (auto& spec : specs)
        if (spec.starts_with('.')) spec = (context.directory() / spec).lexically_normal().string();
    registry::InstallOptions wanted{options.frozen, options.offline, {}};
    if (context.globals().verbose)
        wanted.progress = [&](const std::string& name) { context.note("downloaded " + name); };
    const auto report = registry::install(workspace, receiver(workspace, options), specs,
                                          settings_of(context, workspace), wanted);
    return print_report(context, report, "install");
}

int uninstall(Context& context, const Options& options) {
    if (options.names.empty()) {
        throw Error{Fault::usage, "name-missing",
                    "`uninstall` expects the npm name of an installed package"}
            .hint("`pgmeta list` lists them");
    }
    const auto workspace = context.load_workspace();
    return print_report(context, registry::uninstall(workspace, options.names), "uninstall");
}

int list(Context& context) {
    const auto workspace = context.load_workspace();
    const auto lock = registry::read_lock(workspace);
    if (context.globals().json) {
        auto packages = Json::array();
        for (const auto& [name, package] : lock.packages)
            packages.push_back(Json{{"name", name},
                                    {"version", package.version},
                                    {"requested", lock.requested.contains(name)},
                                    {"requires", Json(package.dependencies)}});
        print(context.out(), Json{{"ok", true}, {"command", "list"}, {"packages", packages}});
        return 0;
    }
    Table table{{"package", "version", "asked for", "requires"}};
    for (const auto& [name, package] : lock.packages) {
        std::vector<std::string> needs;
        for (const auto& [dependency, range] : package.dependencies)
            needs.push_back(dependency);
        const auto asked = lock.requested.find(name);
        table.add({name, package.version, asked == lock.requested.end() ? "" : asked->second,
                   join(needs, ", ")});
    }
    table.print(context.out(), context.out_style());
    return 0;
}

int outdated(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    const auto rows = registry::outdated(workspace, settings_of(context, workspace));
    const int status = options.exit_code && !rows.empty() ? exit_code(Fault::conflict) : 0;
    if (context.globals().json) {
        auto packages = Json::array();
        for (const auto& row : rows)
            packages.push_back(Json{{"name", row.name},
                                    {"current", row.current},
                                    {"wanted", row.wanted},
                                    {"latest", row.latest}});
        print(context.out(), Json{{"ok", true}, {"command", "outdated"}, {"packages", packages}});
        return status;
    }
    if (rows.empty()) {
        context.out() << "Every installed package is the latest.\n";
        return status;
    }
    Table table{{"package", "current", "wanted", "latest"}};
    for (const auto& row : rows)
        table.add({row.name, row.current, row.wanted, row.latest});
    table.print(context.out(), context.out_style());
    return status;
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

Action add_list(CLI::App& /*app*/) {
    return [](Context& context) { return list(context); };
}

Action add_outdated(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_flag(app, "--exit-code", options->exit_code, "Exit with 4 when there is something newer");
    return [options](Context& context) { return outdated(context, *options); };
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
        "names it installs what the lockfile has.\n"
        "\n"
        "The registry is the one npm is configured with: npm_config_registry, `registry:` in "
        "pgmeta.yaml, .npmrc of the workspace and of the user (scoped registries, tokens, proxy, "
        "cafile, strict-ssl), else what npm itself says. Archives are checked against their sha512 "
        "digest, refused when they hold anything but plain files, and no script of a package runs. "
        "A failure leaves everything as it was.",
    .examples =
        "pgmeta install @pgpm/verify\n"
        "pgmeta install @pgpm/verify@^0.20 --package blog\n"
        "pgmeta install ../other/packages/shared\n"
        "pgmeta install --frozen\n",
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

constexpr Command list_command{
    .name = "list",
    .group = "Packages of others",
    .summary = "List the installed packages",
    .arguments = "",
    .description = "The packages that pgmeta.lock has, with versions and what they need.",
    .examples = "pgmeta list\n",
    .json =
        "ok: true\n"
        "command: list\n"
        "packages: list of {name, version, requested (true: asked for by name), requires (name → "
        "range)}\n",
    .add = add_list,
};

constexpr Command outdated_command{
    .name = "outdated",
    .group = "Packages of others",
    .summary = "List installed packages that have newer versions",
    .arguments = "",
    .description =
        "Compares pgmeta.lock with the registry: the installed version, the highest one within what "
        "was asked for, and the latest.",
    .examples =
        "pgmeta outdated\n"
        "pgmeta outdated --exit-code\n",
    .json =
        "ok: true\n"
        "command: outdated\n"
        "packages: list of {name, current, wanted, latest}\n",
    .add = add_outdated,
};

}  // namespace pgmeta::cli
