// SPDX-License-Identifier: MIT
#include "pgmeta/graph/order.hpp"

#include "package_graph.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace pgmeta::graph {

namespace {

using workspace::Package;
using workspace::Workspace;

constexpr std::size_t word_bits = 64;

/// Depth-first, requirements first, with a stack of its own.
class Orderer {
public:
    Orderer(const Workspace& workspace,
            const std::function<void(const std::vector<CycleStep>&)>& on_cycle)
        : workspace_{workspace}, on_cycle_{on_cycle} {}

    void visit(const Package& root) {
        if (states_.contains(&root)) return;
        enter(root, {root.name, &root, {}, {}});
        while (!frames_.empty()) {
            auto& frame = frames_.back();
            if (frame.next == frame.edges.size()) {
                leave();
                continue;
            }
            follow(frame.edges[frame.next++], frame.item.package->name);
        }
    }

    std::vector<OrderItem> take() { return std::move(result_); }

private:
    enum class State : std::uint8_t { open, done };

    struct Frame {
        OrderItem item;
        std::vector<PackageEdge> edges;
        std::size_t next = 0;
    };

    void enter(const Package& package, OrderItem item) {
        states_.emplace(&package, State::open);
        frames_.push_back({std::move(item), edges_of(workspace_, package), 0});
    }

    void leave() {
        states_[frames_.back().item.package] = State::done;
        result_.push_back(std::move(frames_.back().item));
        frames_.pop_back();
    }

    void follow(const PackageEdge& edge, const std::string& from) {
        if (edge.package == nullptr) {
            if (externals_.insert(edge.name).second) {
                result_.push_back({edge.name, nullptr, from, edge.where});
            }
            return;
        }
        const auto known = states_.find(edge.package);
        if (known == states_.end()) {
            return enter(*edge.package, {edge.package->name, edge.package, from, edge.where});
        }
        if (known->second == State::open) on_cycle_(cycle_through(*edge.package));
    }

    [[nodiscard]] std::vector<CycleStep> cycle_through(const Package& package) const {
        std::vector<CycleStep> steps;
        for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
            const auto& edge = frame->edges[frame->next - 1];
            steps.push_back({frame->item.name, edge.package->name, edge.where});
            if (frame->item.package == &package) break;
        }
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    const Workspace& workspace_;
    const std::function<void(const std::vector<CycleStep>&)>& on_cycle_;
    std::unordered_map<const Package*, State> states_;
    std::unordered_set<std::string> externals_;
    std::vector<Frame> frames_;
    std::vector<OrderItem> result_;
};

}  // namespace

std::vector<PackageEdge> edges_of(const Workspace& workspace, const Package& package) {
    std::vector<PackageEdge> edges;
    std::unordered_set<std::string_view> names;
    std::unordered_set<const Package*> packages;
    for (const auto& required : package.control.requirements) {
        const auto* target = workspace.find(required.name);
        const bool is_new =
            target != nullptr ? packages.insert(target).second : names.insert(required.name).second;
        if (!is_new) continue;
        edges.push_back(
            {required.name, target, {package.control.file, required.line, required.column}});
    }
    std::string_view last;  // plans name the same package many times in a row
    for (const auto& change : package.plan.changes) {
        for (const auto& required : change.requirements) {
            if (required.package.empty() || required.package == last) continue;
            last = required.package;
            const auto* target = workspace.find(required.package);
            if (target == nullptr || target == &package) continue;
            if (!packages.insert(target).second) continue;
            edges.push_back(
                {required.package, target, {package.plan.file, required.line, required.column}});
        }
    }
    return edges;
}

std::string describe_cycle(const std::vector<CycleStep>& steps) {
    std::string path = steps.front().from;
    std::string places;
    for (const auto& step : steps) {
        path += " -> " + step.to;
        places +=
            fmt::format("\n  `{}` requires `{}` at {}", step.from, step.to, to_string(step.where));
    }
    return path + places;
}

std::vector<OrderItem> order_packages(
    const Workspace& workspace,
    std::span<const Package* const> roots,
    const std::function<void(const std::vector<CycleStep>&)>& on_cycle) {
    Orderer orderer{workspace, on_cycle};
    for (const auto* root : roots)
        orderer.visit(*root);
    if (roots.empty()) {
        for (const auto& package : workspace.packages)
            orderer.visit(*package);
    }
    return orderer.take();
}

std::vector<OrderItem> package_order(const Workspace& workspace,
                                     std::span<const Package* const> roots) {
    return order_packages(workspace, roots, [](const std::vector<CycleStep>& steps) {
        throw Error{Fault::workspace, "package-cycle",
                    "packages require each other: " + describe_cycle(steps)}
            .at(steps.front().where)
            .hint("take one of these requirements away, or merge the packages");
    });
}

std::vector<const Package*> dependents(const Workspace& workspace,
                                       std::span<const Package* const> roots) {
    std::unordered_map<const Package*, std::vector<const Package*>> needed_by;
    for (const auto& package : workspace.packages) {
        for (const auto& edge : edges_of(workspace, *package)) {
            if (edge.package != nullptr) needed_by[edge.package].push_back(package.get());
        }
    }
    std::vector<const Package*> open{roots.begin(), roots.end()};
    std::unordered_set<const Package*> reached{roots.begin(), roots.end()};
    while (!open.empty()) {
        const auto* package = open.back();
        open.pop_back();
        for (const auto* other : needed_by[package]) {
            if (reached.insert(other).second) open.push_back(other);
        }
    }
    std::vector<const Package*> result;
    for (const auto& item : package_order(workspace, {})) {
        if (item.package != nullptr && reached.contains(item.package)) {
            result.push_back(item.package);
        }
    }
    return result;
}

Closures::Closures(const Workspace& workspace) {
    std::vector<const Package*> order;
    for (const auto& item : package_order(workspace, {}))
        if (item.package != nullptr) order.push_back(item.package);
    words_ = (order.size() + word_bits - 1) / word_bits;
    bits_.resize(words_ * order.size());
    for (std::size_t place = 0; place < order.size(); ++place) {
        places_.emplace(order[place], place);
        auto* row = bits_.data() + place * words_;
        row[place / word_bits] |= std::uint64_t{1} << (place % word_bits);
        for (const auto& edge : edges_of(workspace, *order[place])) {
            if (edge.package == nullptr) continue;
            // What is required stands earlier in the order, so its row is complete.
            const auto* other = bits_.data() + places_.at(edge.package) * words_;
            std::transform(row, row + words_, other, row, std::bit_or<>{});
        }
    }
}

bool Closures::contains(const Package& package, const Package& other) const {
    const auto bit = places_.at(&other);
    const auto word = bits_[places_.at(&package) * words_ + bit / word_bits];
    return ((word >> (bit % word_bits)) & 1U) != 0;
}

std::optional<ResolvedChange> resolve(const Workspace& workspace,
                                      const Package& package,
                                      const workspace::Requirement& requirement) {
    const auto* owner =
        requirement.package.empty() ? &package : workspace.find(requirement.package);
    if (owner == nullptr) return std::nullopt;
    if (requirement.is_tag) {
        const auto* tag = owner->plan.find_tag(requirement.name);
        if (tag == nullptr) return std::nullopt;
        return ResolvedChange{owner, tag->change};
    }
    const auto found = owner->plan.change_index.find(requirement.name);
    if (found == owner->plan.change_index.end()) return std::nullopt;
    return ResolvedChange{owner, found->second};
}

std::vector<ResolvedChange> requirements_of(const Workspace& workspace,
                                            const Package& package,
                                            const workspace::Change& change) {
    std::vector<ResolvedChange> result;
    std::set<ResolvedChange> seen;
    for (const auto& requirement : change.requirements) {
        const auto resolved = resolve(workspace, package, requirement);
        if (resolved && seen.insert(*resolved).second) result.push_back(*resolved);
    }
    return result;
}

std::vector<std::string> ledger_requirements(const Workspace& workspace,
                                             const Package& package,
                                             const workspace::Change& change) {
    std::vector<std::string> rows;
    std::unordered_set<std::string> seen;
    for (const auto& requirement : change.requirements) {
        const auto& owner = requirement.package.empty() ? package.name : requirement.package;
        auto name = (requirement.is_tag ? "@" : "") + requirement.name;
        if (requirement.is_tag) {
            const auto target = resolve(workspace, package, requirement);
            if (target) name = target->package->plan.changes[target->change].name;
        }
        auto row = fmt::format("{}:{}", owner, name);
        if (seen.insert(row).second) rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace pgmeta::graph
