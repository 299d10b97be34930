// SPDX-License-Identifier: MIT
#include "cycles.hpp"
#include "package_graph.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pgmeta::graph {

namespace {

using workspace::Package;
using workspace::Requirement;
using workspace::Workspace;

/// Suggestions cost a pass over all names, so only the first few problems get one.
constexpr int most_suggestions = 20;

class Checker {
public:
    Checker(const Workspace& workspace, Diagnostics& problems)
        : workspace_{workspace}, problems_{problems} {}

    void run() {
        check_names();
        check_packages();
        check_changes();
    }

private:
    void check_names() {
        for (const auto& package : workspace_.packages) {
            for (const auto& change : package->plan.changes) {
                for (const auto& requirement : change.requirements) {
                    // Names of the plan's own package are the plan parser's business.
                    if (requirement.package.empty()) continue;
                    check_name(*package, requirement);
                }
            }
        }
    }

    void check_name(const Package& package, const Requirement& requirement) {
        if (resolve(workspace_, package, requirement)) return;
        const auto* owner = workspace_.find(requirement.package);
        const Location where{package.plan.file, requirement.line, requirement.column};
        if (owner == nullptr) {
            return problems_.error("requirement-unknown", where,
                                   fmt::format("expected a package of this workspace, found `{}` "
                                               "in `{}`",
                                               requirement.package, requirement.text),
                                   suggest_package(requirement.package));
        }
        problems_.error(
            "requirement-unknown", where,
            fmt::format("expected a {} of package `{}`, found `{}`",
                        requirement.is_tag ? "tag" : "change", owner->name, requirement.text),
            suggest_in(*owner, requirement));
    }

    std::string suggest_package(std::string_view word) {
        if (++suggestions_ > most_suggestions) return {};
        std::vector<std::string> names;
        for (const auto& package : workspace_.packages)
            names.push_back(package->name);
        return did_you_mean(word, names);
    }

    std::string suggest_in(const Package& owner, const Requirement& requirement) {
        if (++suggestions_ > most_suggestions) return {};
        std::vector<std::string> names;
        for (const auto& change : owner.plan.changes) {
            names.push_back(fmt::format("{}:{}", requirement.package, change.name));
        }
        for (const auto& tag : owner.plan.tags) {
            names.push_back(fmt::format("{}:@{}", requirement.package, tag.name));
        }
        return did_you_mean(requirement.text, names);
    }

    void check_packages() {
        const auto& packages = workspace_.packages;
        std::unordered_map<const Package*, std::size_t> index;
        for (std::size_t i = 0; i < packages.size(); ++i)
            index.emplace(packages[i].get(), i);
        Adjacency edges(packages.size());
        std::vector<std::vector<Location>> places(packages.size());
        for (std::size_t i = 0; i < packages.size(); ++i) {
            for (auto& edge : edges_of(workspace_, *packages[i])) {
                if (edge.package == nullptr) continue;
                edges[i].push_back(index.at(edge.package));
                places[i].push_back(std::move(edge.where));
            }
        }
        for (const auto& cycle : cycles(edges)) {
            std::vector<CycleStep> steps;
            for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
                const auto& targets = edges[cycle[i]];
                const auto edge = static_cast<std::size_t>(
                    std::find(targets.begin(), targets.end(), cycle[i + 1]) - targets.begin());
                steps.push_back({packages[cycle[i]]->name, packages[cycle[i + 1]]->name,
                                 places[cycle[i]][edge]});
            }
            problems_.error("package-cycle", steps.front().where,
                            "packages require each other: " + describe_cycle(steps),
                            "take one of these requirements away, or merge the packages");
            has_package_cycle_ = true;
        }
    }

    /// A cycle of changes needs a cycle of packages or a requirement that points down its own plan.
    [[nodiscard]] bool may_hold_change_cycle() const {
        return has_package_cycle_ ||
               std::any_of(workspace_.packages.begin(), workspace_.packages.end(),
                           [&](const auto& package) { return points_down(*package); });
    }

    [[nodiscard]] bool points_down(const Package& package) const {
        const auto& changes = package.plan.changes;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            for (const auto& requirement : changes[i].requirements) {
                if (!requirement.package.empty()) continue;
                const auto target = resolve(workspace_, package, requirement);
                if (target && target->change > i) return true;
            }
        }
        return false;
    }

    void check_changes() {
        if (!may_hold_change_cycle()) return;
        std::unordered_map<const Package*, std::size_t> first;
        std::vector<ResolvedChange> nodes;
        for (const auto& package : workspace_.packages) {
            first.emplace(package.get(), nodes.size());
            for (std::size_t i = 0; i < package->plan.changes.size(); ++i) {
                nodes.push_back({package.get(), i});
            }
        }
        Adjacency edges(nodes.size());
        for (std::size_t node = 0; node < nodes.size(); ++node) {
            const auto& [package, change] = nodes[node];
            for (const auto& target :
                 requirements_of(workspace_, *package, package->plan.changes[change])) {
                const auto to = first.at(target.package) + target.change;
                if (to != node) edges[node].push_back(to);  // itself: reported with its plan
            }
        }
        for (const auto& cycle : cycles(edges))
            report_change_cycle(nodes, cycle);
    }

    void report_change_cycle(const std::vector<ResolvedChange>& nodes,
                             const std::vector<std::size_t>& cycle) {
        std::vector<CycleStep> steps;
        for (std::size_t i = 0; i + 1 < cycle.size(); ++i) {
            const auto& from = nodes[cycle[i]];
            const auto& to = nodes[cycle[i + 1]];
            steps.push_back({shown(from), shown(to), place_of(from, to)});
        }
        problems_.error("change-cycle", steps.front().where,
                        "changes require each other: " + describe_cycle(steps),
                        "take one of these requirements away, or merge the changes");
    }

    static std::string shown(const ResolvedChange& change) {
        return fmt::format("{}:{}", change.package->name,
                           change.package->plan.changes[change.change].name);
    }

    [[nodiscard]] Location place_of(const ResolvedChange& from, const ResolvedChange& to) const {
        const auto& plan = from.package->plan;
        for (const auto& requirement : plan.changes[from.change].requirements) {
            if (resolve(workspace_, *from.package, requirement) == to) {
                return {plan.file, requirement.line, requirement.column};
            }
        }
        return {plan.file, plan.changes[from.change].line, plan.changes[from.change].column};
    }

    const Workspace& workspace_;
    Diagnostics& problems_;
    int suggestions_ = 0;
    bool has_package_cycle_ = false;
};

}  // namespace

void check_requirements(const Workspace& workspace, Diagnostics& problems) {
    Checker{workspace, problems}.run();
}

}  // namespace pgmeta::graph
