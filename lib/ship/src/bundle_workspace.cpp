// SPDX-License-Identifier: MIT
#include "pgmeta/ship/bundle_workspace.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/ship/bundle.hpp"
#include "private_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace pgmeta::ship {

namespace fs = std::filesystem;
using workspace::Package;
using workspace::ScriptKind;

namespace {

void write(const fs::path& path, const std::string& content) {
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    std::ofstream file{path, std::ios::binary};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file)
        throw Error{Fault::environment, "file-unwritable",
                    fmt::format("cannot write `{}`: is the disk full?", path.string())};
}

void write_scripts(const Package& package, const BundledChange& change) {
    const auto put = [&](ScriptKind kind, const std::optional<std::string>& text) {
        if (text) write(package.script(kind, change.name), *text);
    };
    put(ScriptKind::deploy, change.deploy);
    put(ScriptKind::revert, change.revert);
    put(ScriptKind::verify, change.verify);
}

/// The digests cover plan and scripts each, and this is what ties them together: the paths of the
/// scripts come from the plan, whose names were checked.
void check_plan(const Bundle& bundle, const Package& package, const std::string& shown) {
    const auto same = [](const BundledChange& bundled, const workspace::Change& planned) {
        return bundled.name == planned.name;
    };
    if (package.plan.project == bundle.name &&
        std::equal(bundle.changes.begin(), bundle.changes.end(), package.plan.changes.begin(),
                   package.plan.changes.end(), same))
        return;
    throw Error{Fault::environment, "bundle-tampered",
                fmt::format("`{}` is not as it was made: its plan is about another package or "
                            "other changes than the bundle holds",
                            shown)}
        .hint("nothing was run; get the bundle again, or make it anew with `pgmeta package`");
}

std::unique_ptr<Package> load(const fs::path& file,
                              const std::string& shown,
                              const fs::path& folder,
                              Diagnostics& problems) {
    const auto bundle = read_bundle(read_file(file), shown);
    auto package = std::make_unique<Package>();
    package->directory = folder;
    package->shown_directory = shown;
    Diagnostics found;
    package->plan = workspace::parse_plan(shown + "/pgpm.plan", bundle.plan, found);
    const bool readable = !found.has_errors();
    if (bundle.control)
        package->control = workspace::parse_control(
            fmt::format("{}/{}", shown, fs::path{bundle.control->file_name}.filename().string()),
            bundle.control->content, found);
    problems.append(std::move(found));
    package->name = bundle.name;
    package->version = package->control.default_version;
    if (!readable) return package;
    check_plan(bundle, *package, shown);
    for (const auto& change : bundle.changes)
        write_scripts(*package, change);
    return package;
}

void add(workspace::Workspace& workspace, std::unique_ptr<Package> package, Diagnostics& problems) {
    const auto [known, is_new] = workspace.by_name.try_emplace(package->name, package.get());
    if (!is_new)
        problems.error(
            "package-duplicate", {package->plan.file, 0, 0},
            fmt::format("expected every package once, found `{}` in `{}` and in `{}`",
                        package->name, known->second->shown_directory, package->shown_directory),
            "name one of the bundles only");
    workspace.packages.push_back(std::move(package));
}

/// Each missing package once, at the first place that requires it.
void check_bundles(const workspace::Workspace& workspace,
                   const Package& package,
                   Diagnostics& problems) {
    std::set<std::string_view> known;
    for (const auto& change : package.plan.changes) {
        for (const auto& requirement : change.requirements) {
            if (requirement.package.empty() || workspace.find(requirement.package) != nullptr)
                continue;
            if (!known.insert(requirement.package).second) continue;
            problems.error("bundle-missing",
                           {package.plan.file, requirement.line, requirement.column},
                           fmt::format("expected a bundle of `{}`, which `{}:{}` requires, found "
                                       "none",
                                       requirement.package, package.name, change.name),
                           "name its bundle too: `--bundle FILE`");
        }
    }
}

}  // namespace

BundleWorkspace::BundleWorkspace(const std::vector<std::string>& bundles,
                                 const fs::path& directory,
                                 workspace::Config config,
                                 Diagnostics& problems)
    : folder_{std::make_unique<PrivateFolder>()} {
    workspace.root = folder_->path();
    workspace.config = std::move(config);
    for (const auto& bundle : bundles) {
        const auto folder = folder_->path() / std::to_string(workspace.packages.size());
        add(workspace, load(directory / bundle, bundle, folder, problems), problems);
    }
    first = workspace.packages.front()->name;
    std::stable_sort(workspace.packages.begin(), workspace.packages.end(),
                     [](const auto& a, const auto& b) { return a->name < b->name; });
    for (const auto& package : workspace.packages)
        check_bundles(workspace, *package, problems);
    if (!problems.has_errors()) graph::check_requirements(workspace, problems);
}

BundleWorkspace::~BundleWorkspace() = default;

}  // namespace pgmeta::ship
