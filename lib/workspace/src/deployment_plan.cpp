// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/deployment_plan.hpp"

#include "discover.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace pgmeta::workspace {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view folder = "plans";
constexpr std::string_view ending = ".yaml";

bool is_file(const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

bool names_a_file(std::string_view named) {
    return named.find('/') != std::string_view::npos || named.ends_with(ending) ||
           named.ends_with(".yml");
}

/// The folder of the workspace that `start` lies in; empty when it lies in none.
fs::path workspace_of(const fs::path& start) {
    const auto root = find_root(start);
    return root.workspace.empty() ? root.package : root.workspace;
}

std::vector<std::string> plans_in(const fs::path& directory) {
    std::vector<std::string> names;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator{directory, failure})
        if (entry.path().extension() == ending) names.push_back(entry.path().stem().string());
    return names;
}

[[noreturn]] void refuse_unknown(std::string_view named, const std::vector<fs::path>& searched) {
    std::vector<std::string> known;
    std::vector<std::string> shown;
    for (const auto& directory : searched) {
        const auto names = plans_in(directory);
        known.insert(known.end(), names.begin(), names.end());
        shown.push_back(fmt::format("`{}`", directory.string()));
    }
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    Error error{Fault::usage, "deployment-plan-unknown",
                fmt::format("expected the name of a deployment plan in {}, found `{}`",
                            join(shown, " or "), named)};
    if (const auto meant = did_you_mean(named, known); !meant.empty()) error.add_hint(meant);
    if (!known.empty()) error.add_hint(fmt::format("known: {}", join(known, ", ")));
    error.add_hint("a file is named with its ending: `--plan FILE.yaml`");
    throw std::move(error);
}

fs::path find_plan(std::string_view named, const PlanPlaces& places, const fs::path& workspace) {
    if (names_a_file(named)) {
        auto path = (places.start / named).lexically_normal();
        if (is_file(path)) return path;
        throw Error{
            Fault::usage, "deployment-plan-unknown",
            fmt::format("expected a deployment plan's file, and there is no file `{}`", named)}
            .hint("a plan of the workspace's folder plans/ is named without its ending");
    }
    std::vector<fs::path> searched;
    if (!workspace.empty()) searched.push_back(workspace / folder);
    searched.push_back(places.share / folder);
    for (const auto& directory : searched)
        if (auto path = directory / fmt::format("{}{}", named, ending); is_file(path)) return path;
    refuse_unknown(named, searched);
}

/// Reports `error` at the word that caused it.
void report(const Error& error, const Location& where, Diagnostics& problems) {
    problems.add({Severity::error, error.id(), where, error.message(), error.hints()});
}

std::optional<Selection> find(const PlanWord& word,
                              const Workspace& workspace,
                              Diagnostics& problems) {
    try {
        return select(workspace, word.text);
    } catch (const Error& error) {
        report(error, word.where, problems);
        return std::nullopt;
    }
}

}  // namespace

ResolvedPlan resolve(const DeploymentPlan& plan,
                     const Workspace& workspace,
                     Diagnostics& problems) {
    ResolvedPlan resolved;
    std::map<const Package*, const PlanWord*> listed;
    for (const auto& word : plan.packages) {
        const auto found = find(word, workspace, problems);
        if (!found) continue;
        const auto [first, is_new] = listed.emplace(found->package, &word);
        if (is_new) {
            resolved.packages.push_back(*found);
            continue;
        }
        problems.error("config-value", word.where,
                       fmt::format("expected every package once, found `{}`, which `{}` in line {} "
                                   "means too",
                                   word.text, first->second->text, first->second->where.line));
    }
    for (const auto& word : plan.verified) {
        const auto found = find(word, workspace, problems);
        if (!found) continue;
        resolved.verified.push_back(found->package);
        if (found->change == Selection::npos) continue;
        problems.error("config-value", word.where,
                       fmt::format("expected a package in `verify`, found `{}`", word.text),
                       "a package is verified as far as it is deployed");
    }
    return resolved;
}

LoadedPlan load_plan(std::string_view named, const PlanPlaces& places, Diagnostics& problems) {
    const auto here = workspace_of(places.start);
    const auto path = find_plan(named, places, here);
    const auto there = workspace_of(path.parent_path());
    std::error_code failure;
    const auto base = fs::current_path(failure);
    LoadedPlan loaded;
    loaded.in_workspace = !here.empty();
    const auto text = read_file(path);
    loaded.plan =
        parse_deployment_plan(display_path(path, base), path.stem().string(), text, problems);
    loaded.workspace = load(there.empty() ? places.start : path.parent_path(), problems);
    loaded.workspace.current = nullptr;
    if (loaded.in_workspace && loaded.workspace.root != here)
        loaded.workspace.config = load_config(places.start, problems);
    loaded.resolved = resolve(loaded.plan, loaded.workspace, problems);
    return loaded;
}

}  // namespace pgmeta::workspace
