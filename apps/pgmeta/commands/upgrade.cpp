// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "options/installing.hpp"
#include "options/register.hpp"
#include "options/target.hpp"
#include "output/run_observer.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::vector<std::string> names;
    TargetOptions target;
    bool latest = false;
    bool offline = false;
    bool dry_run = false;
};

/// A deployed change whose deploy script the new version does not have as it was deployed.
struct Altered {
    engine::ChangeRef change;
    bool gone = false;
};

workspace::Deployed read_deployed(Context& context,
                                  const Options& options,
                                  const workspace::Workspace& workspace) {
    const auto target = open_target(context, options.target, workspace.config);
    auto connection = engine::connect(target, "upgrade");
    const auto facts = ledger::read_facts(connection);
    RunObserver{context, {}}.observer().connected(connection, facts);
    ledger::refuse_newer(facts);
    auto deployed = ledger::read(connection, facts);
    connection.close();
    return deployed;
}

std::vector<Altered> altered_by(const registry::InstallReport& report,
                                const workspace::Workspace& workspace,
                                const workspace::Deployed& deployed) {
    std::map<std::string, const registry::InstalledPackage*> coming;
    for (const auto& installed : report.installed)
        if (const auto* package = workspace.find(installed.name))
            coming[package->name] = &installed;
    std::vector<Altered> result;
    for (const auto& row : deployed.changes) {
        const auto package = coming.find(row.package);
        if (package == coming.end()) continue;
        const auto& scripts = package->second->scripts;
        const auto script = scripts.find(row.change);
        if (script != scripts.end() && script->second == row.script_hash) continue;
        result.push_back({{row.package, row.change}, script == scripts.end()});
    }
    return result;
}

Json to_json(const std::vector<Altered>& altered) {
    auto result = Json::array();
    for (const auto& one : altered)
        result.push_back(Json{
            {"package", one.change.package}, {"change", one.change.change}, {"gone", one.gone}});
    return result;
}

void print_altered(Context& context, const std::vector<Altered>& altered) {
    if (context.globals().json || context.globals().quiet) return;
    if (altered.empty()) {
        context.out() << "No deployed change is altered.\n";
        return;
    }
    context.out() << fmt::format("{} deployed there would not be as deployed:\n",
                                 count_of(altered.size(), "change"));
    for (const auto& one : altered)
        context.out() << printable(
            fmt::format("! {} {}\n", one.change.text(),
                        one.gone ? "is not in the new version" : "has another deploy script"));
    context.out() << "`deploy` refuses changed scripts there, unless only comments differ.\n";
}

int upgrade(Context& context, const Options& options) {
    const auto workspace = load_to_install(context);
    ProgressLine line{context, "downloading"};
    registry::InstallOptions wanted;
    wanted.offline = options.offline;
    wanted.dry_run = options.dry_run;
    wanted.progress = show_downloads(context, line);
    const bool compare = !options.target.target.empty() || !options.target.database.empty();
    std::vector<Altered> altered;
    // Before anything is written: a target that cannot be asked leaves everything as it was.
    wanted.decided = [&](const registry::InstallReport& report) {
        line.clear();
        if (compare)
            altered = altered_by(report, workspace, read_deployed(context, options, workspace));
    };
    const auto report = registry::upgrade(workspace, options.names, options.latest,
                                          registry_settings(context, workspace), wanted);
    Json extra{{"dry_run", options.dry_run}};
    if (compare) extra["altered"] = to_json(altered);
    const int status = print_report(context, report, "upgrade", extra);
    if (compare) print_altered(context, altered);
    if (options.dry_run) context.note("Nothing was changed.");
    return status;
}

Action add_upgrade(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "NAME", options->names, "npm names of installed packages (default: all)");
    add_flag(app, "--latest", options->latest,
             "The latest version, also beyond what was asked for");
    add_flag(app, "--dry-run", options->dry_run, "Say what would be installed; change nothing");
    add_flag(app, "--offline", options->offline, "Only what the cache has");
    add_target(app, options->target, Access::read);
    return [options](Context& context) { return upgrade(context, *options); };
}

}  // namespace

constexpr Command upgrade_command{
    .name = "upgrade",
    .group = "Packages of others",
    .summary = "Install newer versions of installed packages",
    .arguments = "[NAME...]",
    .description =
        "Installs the newest versions within what was asked for, of the packages named or of all, "
        "with `--latest` beyond it. Never goes back to a lower version with `--latest`. Manifests "
        "that say exactly the installed version then say the new one. Databases are not touched.\n"
        "\n"
        "With `--target` (or `--database`) it names the changes deployed there whose deploy scripts "
        "the new versions alter or do not have any more; try it with `--dry-run` first.",
    .examples =
        "pgmeta upgrade\n"
        "pgmeta upgrade @pgpm/verify --latest\n"
        "pgmeta upgrade --dry-run --target production\n",
    .json =
        "ok: true\n"
        "command: upgrade\n"
        "installed: list of {name, version, before}\n"
        "removed: names\n"
        "unchanged: number of packages that stay as they are\n"
        "dry_run: true when nothing was changed\n"
        "altered: with a target, list of {package, change, gone (true: not in the new version)}\n",
    .add = add_upgrade,
};

}  // namespace pgmeta::cli
