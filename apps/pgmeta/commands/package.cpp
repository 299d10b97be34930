// SPDX-License-Identifier: MIT
#include "pgmeta/ship/package.hpp"

#include "cli.hpp"
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "output/style.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/check.hpp"
#include "pgmeta/graph/order.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

using workspace::Package;

struct Options {
    std::vector<std::string> names;
    std::string from;
    std::string from_version;
    std::string to;
    std::string output;
    bool check = false;
};

/// What somebody else published is not ours to change; `check` would miss it.
void refuse_installed(const Package& package) {
    if (!package.installed) return;
    throw Error{
        Fault::usage, "package-installed",
        fmt::format("expected a package of your own, found `{}`, which is installed", package.name)}
        .hint("`--output DIR` writes its files elsewhere and leaves it as it is");
}

/// The packages named, else the one whose folder we are in, else all that are not installed.
std::vector<const Package*> choose(const workspace::Workspace& workspace, const Options& options) {
    std::vector<const Package*> chosen;
    for (const auto& name : options.names)
        chosen.push_back(&workspace.get(name));
    if (chosen.empty() && workspace.current != nullptr) chosen.push_back(workspace.current);
    if (!chosen.empty()) return chosen;
    for (const auto& package : workspace.packages)
        if (!package->installed) chosen.push_back(package.get());
    if (!chosen.empty()) return chosen;
    throw Error{Fault::usage, "package-missing", "expected a package, and the workspace has none"}
        .hint("`pgmeta init package NAME` makes one");
}

void check_options(const Options& options, std::size_t packages) {
    if (options.from.empty() && !(options.to.empty() && options.from_version.empty()))
        throw Error{Fault::usage, "option-value",
                    "`--to` and `--from-version` expect `--from @TAG` beside them"};
    if (options.from.empty() || packages == 1) return;
    throw Error{Fault::usage, "package-missing",
                fmt::format("`--from` expects one package, whose tag it names, found {}", packages)}
        .hint("`pgmeta package NAME --from @TAG`");
}

ship::PackageOptions package_options(const Context& context,
                                     const Options& options,
                                     const Package& package) {
    ship::PackageOptions result;
    if (!options.from.empty())
        result.from = ship::milestone(package, options.from, options.from_version);
    if (!options.to.empty()) result.to = ship::milestone(package, options.to);
    if (!options.output.empty())
        result.output = (context.directory() / options.output).lexically_normal();
    return result;
}

/// What every package must be on the disk.  Problems of all packages are shown, then end it.
std::vector<ship::Shipment> decide(Context& context,
                                   const Options& options,
                                   const workspace::Workspace& workspace,
                                   const std::vector<const Package*>& packages) {
    std::vector<ship::Shipment> shipments;
    Diagnostics found;
    Diagnostics requirements;
    graph::check_requirements(workspace, requirements);
    for (const auto* package : packages) {
        Diagnostics problems;
        for (const auto& problem : requirements.all())
            if (problem.where.file == package->plan.file) problems.add(problem);
        shipments.push_back(ship::package_files(
            workspace, *package, package_options(context, options, *package), problems));
        found.append(std::move(problems));
    }
    context.keep(found);
    engine::refuse_errors(found);
    return shipments;
}

std::string_view word_for(ship::FileState state) {
    switch (state) {
        case ship::FileState::same:
            return "same";
        case ship::FileState::missing:
            return "missing";
        case ship::FileState::different:
            return "different";
    }
    return {};
}

struct Row {
    std::string path;
    std::size_t bytes = 0;
    ship::FileState state = ship::FileState::same;
};

struct PackageRows {
    const ship::Shipment* shipment = nullptr;
    std::vector<Row> rows;
};

std::vector<PackageRows> compare(const std::vector<ship::Shipment>& shipments) {
    const auto base = std::filesystem::current_path();
    std::vector<PackageRows> result;
    for (const auto& shipment : shipments) {
        PackageRows rows{&shipment, {}};
        for (const auto& file : shipment.files)
            rows.rows.push_back(
                {display_path(file.path, base), file.content.size(), ship::state_of(file)});
        result.push_back(std::move(rows));
    }
    return result;
}

std::size_t count_changed(const std::vector<PackageRows>& packages) {
    std::size_t changed = 0;
    for (const auto& package : packages)
        for (const auto& row : package.rows)
            changed += row.state == ship::FileState::same ? 0 : 1;
    return changed;
}

void print_json(Context& context, const std::vector<PackageRows>& packages, bool ok, bool check) {
    auto list = Json::array();
    for (const auto& package : packages) {
        auto files = Json::array();
        for (const auto& row : package.rows)
            files.push_back(
                Json{{"path", row.path}, {"bytes", row.bytes}, {"before", word_for(row.state)}});
        list.push_back(Json{{"package", package.shipment->package},
                            {"version", package.shipment->version},
                            {"files", files}});
    }
    print(context.out(),
          Json{{"ok", ok}, {"command", "package"}, {"check", check}, {"packages", list}});
}

void print_text(Context& context, const std::vector<PackageRows>& packages, bool check) {
    for (const auto& package : packages) {
        context.out() << printable(
            fmt::format("{} {}:\n", package.shipment->package, package.shipment->version));
        for (const auto& row : package.rows) {
            const bool same = row.state == ship::FileState::same;
            const auto note = check  ? fmt::format(" ({})", word_for(row.state))
                              : same ? std::string{" (unchanged)"}
                                     : std::string{};
            context.out() << printable(fmt::format("  {}{}\n", row.path, note));
        }
    }
}

int package(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    const auto packages = choose(workspace, options);
    check_options(options, packages.size());
    if (options.output.empty())
        for (const auto* package : packages)
            refuse_installed(*package);
    const auto shipments = decide(context, options, workspace, packages);
    const auto rows = compare(shipments);
    const auto changed = count_changed(rows);
    if (!options.check) {
        FileEdit edit;
        for (const auto& shipment : shipments)
            for (const auto& file : shipment.files)
                ship::add_to(edit, file);
        edit.commit();
    }
    const bool ok = !options.check || changed == 0;
    if (context.globals().json)
        print_json(context, rows, ok, options.check);
    else if (!context.globals().quiet || !ok)
        print_text(context, rows, options.check);
    if (ok) return 0;
    if (!context.globals().json)
        context.err() << fmt::format("{} not what `pgmeta package` would write\n",
                                     count_of(changed, "file is", "files are"));
    return exit_code(Fault::conflict);
}

Action add_package(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->names,
                 "Packages by any of their names (default: the package of the current folder; at "
                 "the workspace's root, all that are not installed)");
    add_flag(app, "--check", options->check,
             "Write nothing; exit with 4 when a file is not what would be written");
    add_value(app, "--from", options->from, "@TAG",
              "Write the script that upgrades from what the tag names, too");
    add_value(app, "--from-version", options->from_version, "VERSION",
              "What the tag of --from was shipped as (default: its name without a v)");
    add_value(app, "--to", options->to, "@TAG",
              "With --from: write only the script that upgrades up to this tag");
    add_value(app, "--output", options->output, "DIR",
              "Write into this folder, and change nothing in the package");
    return [options](Context& context) { return package(context, *options); };
}

}  // namespace

constexpr Command package_command{
    .name = "package",
    .group = "Ship packages",
    .summary = "Write a package's extension script and bundle",
    .arguments = "[NAME...]",
    .description =
        "Writes `sql/NAME--VERSION.sql`, which CREATE EXTENSION loads, and "
        "`sql/NAME--VERSION.bundle.tar.gz`, which `pgmeta deploy` (and pgpm) deploys without a "
        "workspace. The version is package.json's; the control file and the Makefile get it, too. "
        "Files of other versions stay.\n"
        "\n"
        "Scripts stand in the extension as they are written, except for what an extension may not "
        "hold: transaction control goes, and an extension that a script creates becomes one of the "
        "control file's `requires`. The same sources always give the same bytes. All files are "
        "written or none.",
    .examples =
        "pgmeta package\n"
        "pgmeta package --check\n"
        "pgmeta package blog --from @v1.0.0\n"
        "pgmeta package blog --from @v1 --from-version 1.0.0\n"
        "pgmeta package blog --output build/extension\n",
    .json =
        "ok: true; with --check, false when a file differs\n"
        "command: package\n"
        "check: true when nothing was written\n"
        "packages: list of {package, version, files: list of {path, bytes, before (same, missing or "
        "different)}}\n",
    .add = add_package,
};

}  // namespace pgmeta::cli
