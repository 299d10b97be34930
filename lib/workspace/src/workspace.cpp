// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/workspace.hpp"

#include "discover.hpp"
#include "load.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/parallel.hpp"
#include "pgmeta/base/text.hpp"
#include "read_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <system_error>
#include <utility>

namespace pgmeta::workspace {

namespace fs = std::filesystem;

namespace {

/// What paths in messages are relative to.
fs::path working_directory() {
    std::error_code failure;
    auto path = fs::current_path(failure);
    return failure ? fs::path{"/"} : path;
}

Error config_script_unsupported(const Root& root, const fs::path& base) {
    return Error{Fault::workspace, "config-js-unsupported",
                 "expected pgmeta.yaml or pgpm.json, found pgpm.config.js, which is a program and "
                 "is never executed"}
        .at({display_path(root.script, base), 0, 0})
        .hint(
            "write a pgmeta.yaml beside it with the packages it lists: `packages: "
            "[\"packages/*\"]`")
        .hint("or a pgpm.json: `{\"packages\": [\"packages/*\"]}`");
}

Error workspace_not_found(const Root& root) {
    return Error{Fault::usage, "workspace-not-found",
                 fmt::format("expected pgmeta.yaml, pgpm.json, pgpm.plan or sqitch.plan in `{}` or "
                             "a folder above, found none",
                             root.start.string())}
        .hint("go to a workspace, or name one with `-C DIR`");
}

Config read_config(const Root& root, const fs::path& base, Diagnostics& problems) {
    Config config;
    config.packages.value = {"packages/*"};
    if (root.workspace.empty()) return config;
    const auto yaml = root.workspace / "pgmeta.yaml";
    const auto json = root.workspace / "pgpm.json";
    if (root.has_yaml) {
        config.file = yaml;
        read_yaml_config(display_path(yaml, base), read_file(yaml), config, problems);
    }
    if (root.has_json) {
        if (!root.has_yaml) config.file = json;
        read_json_config(display_path(json, base), read_file(json), config, problems);
    }
    check_patterns(config.packages, problems);
    return config;
}

class WorkspaceLoader {
public:
    WorkspaceLoader(Workspace& workspace, const fs::path& base, Diagnostics& problems)
        : workspace_{workspace}, base_{base}, problems_{problems} {}

    /// Reads the packages, several at a time, and adds them in the order of the folders.
    void add(std::span<const PackageFiles> folders) {
        constexpr std::size_t worth_a_thread = 16;
        std::vector<std::unique_ptr<Package>> packages(folders.size());
        std::vector<Diagnostics> found(folders.size());
        in_parallel(folders.size(), worth_a_thread, [&](std::size_t i) {
            if (!folders[i].plan.empty()) packages[i] = load_package(folders[i], base_, found[i]);
        });
        for (std::size_t i = 0; i < folders.size(); ++i) {
            problems_.append(std::move(found[i]));
            if (packages[i])
                add(std::move(packages[i]));
            else
                report_missing_plan(folders[i]);
        }
    }

private:
    void add(std::unique_ptr<Package> loaded) {
        workspace_.packages.push_back(std::move(loaded));
        const Package& package = *workspace_.packages.back();
        add_name(package.name, package);
        if (!package.control.file.empty()) {
            add_name(fs::path{package.control.file}.stem().string(), package);
        }
        if (!package.npm_name.empty()) add_name(package.npm_name, package);
    }

    void report_missing_plan(const PackageFiles& files) {
        const auto& control = files.controls.front();
        problems_.warning("plan-missing", {display_path(files.directory / control, base_), 0, 0},
                          fmt::format("expected a pgpm.plan beside `{}`, found none: the folder is "
                                      "not taken for a package",
                                      control));
    }

    void add_name(const std::string& name, const Package& package) {
        const auto [known, is_new] = workspace_.by_name.try_emplace(name, &package);
        if (is_new || known->second == &package) return;
        if (!reported_.emplace(known->second, &package).second) return;
        problems_.error("package-duplicate", {package.plan.file, 1, 1},
                        fmt::format("expected every package once, found the name `{}` in `{}` and "
                                    "in `{}`",
                                    name, known->second->plan.file, package.plan.file),
                        "rename or remove one of them");
    }

    Workspace& workspace_;
    const fs::path& base_;
    Diagnostics& problems_;
    std::set<std::pair<const Package*, const Package*>> reported_;
};

const Package* package_holding(const Workspace& workspace, const fs::path& start) {
    std::unordered_map<std::string, const Package*> by_directory;
    for (const auto& package : workspace.packages) {
        by_directory.emplace(package->directory.native(), package.get());
    }
    for (auto directory = start;; directory = directory.parent_path()) {
        const auto found = by_directory.find(directory.native());
        if (found != by_directory.end()) return found->second;
        if (directory == workspace.root || directory == directory.parent_path()) return nullptr;
    }
}

void warn_if_unlisted(const Workspace& workspace,
                      const Root& root,
                      const fs::path& base,
                      Diagnostics& problems) {
    if (root.package.empty() || workspace.current != nullptr) return;
    problems.warning("package-unlisted", {display_path(root.package, base), 0, 0},
                     fmt::format("this folder has a plan, but no pattern of `packages` in `{}` "
                                 "matches it",
                                 display_path(workspace.config.file, base)));
}

}  // namespace

Workspace load(const fs::path& start, Diagnostics& problems) {
    const auto base = working_directory();
    const auto root = find_root(start);
    const bool lone = root.workspace.empty();
    if (lone && !root.script.empty()) throw config_script_unsupported(root, base);
    if (lone && root.package.empty()) throw workspace_not_found(root);
    if (!root.script.empty()) {
        problems.warning("config-js-unsupported", {display_path(root.script, base), 0, 0},
                         "pgpm.config.js is a program and is never executed; what it says does "
                         "not count");
    }
    Workspace workspace;
    workspace.root = lone ? root.package : root.workspace;
    workspace.config = read_config(root, base, problems);
    WorkspaceLoader loader{workspace, base, problems};
    const auto& config = workspace.config;
    loader.add(
        lone ? std::vector{look_into(root.package)}
             : find_packages(root.workspace, config.packages.value, config.extensions_dir.value));
    std::stable_sort(workspace.packages.begin(), workspace.packages.end(),
                     [](const auto& a, const auto& b) { return a->name < b->name; });
    workspace.current = package_holding(workspace, root.start);
    warn_if_unlisted(workspace, root, base, problems);
    return workspace;
}

Config load_config(const fs::path& start, Diagnostics& problems) {
    return read_config(find_root(start), working_directory(), problems);
}

const Package* Workspace::find(std::string_view name) const {
    const auto found = by_name.find(std::string{name});
    return found == by_name.end() ? nullptr : found->second;
}

const Package& Workspace::get(std::string_view name) const {
    if (const auto* package = find(name)) return *package;
    std::vector<std::string> names;
    for (const auto& [known, package] : by_name)
        names.push_back(known);
    std::sort(names.begin(), names.end());
    auto error = Error{Fault::usage, "package-unknown",
                       fmt::format("expected a package of this workspace, found `{}`", name)};
    auto suggestion = did_you_mean(name, names);
    if (!suggestion.empty()) throw std::move(error).hint(std::move(suggestion));
    if (names.empty()) throw std::move(error).hint("the workspace has no packages");
    throw std::move(error).hint("`pgmeta graph` lists the packages");
}

}  // namespace pgmeta::workspace
