// SPDX-License-Identifier: MIT
#include "ledger_row.hpp"
#include "package_graph.hpp"
#include "pgmeta/graph/diff.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace pgmeta::graph {

namespace {

using workspace::Deployed;
using workspace::Package;
using workspace::Workspace;

/// Rows of the ledger and who requires whom.  A row is its index in Deployed::changes.
class RowGraph {
public:
    RowGraph(const Workspace& workspace, const Deployed& deployed)
        : workspace_{workspace}, deployed_{deployed}, edges_(deployed.changes.size()) {
        for (std::size_t row = 0; row < edges_.size(); ++row) {
            rows_of_[deployed.changes[row].package].push_back(row);
        }
        for (std::size_t row = 0; row < edges_.size(); ++row) {
            add_ledger_edges(row);
            add_plan_edges(row);
        }
        add_control_edges();
    }

    /// Everything that must go when `targets` go.
    [[nodiscard]] std::vector<bool> closure(std::span<const std::size_t> targets) const;

    struct Edge {
        std::size_t dependent;
        bool from_ledger;  ///< false: only today's plan says so
    };

    /// Rows that require `row`.
    [[nodiscard]] const std::vector<Edge>& dependents(std::size_t row) const { return edges_[row]; }

    [[nodiscard]] const Package* package_of(std::size_t row) const {
        const auto& name = deployed_.changes[row].package;
        const auto* package = workspace_.find(name);
        return package != nullptr && package->name == name ? package : nullptr;
    }

private:
    void add_edge(std::string_view package,
                  std::string_view change,
                  std::size_t dependent,
                  bool from_ledger) {
        const auto* required = deployed_.find(package, change);
        if (required == nullptr) return;
        const auto row = static_cast<std::size_t>(required - deployed_.changes.data());
        if (row != dependent) edges_[row].push_back({dependent, from_ledger});
    }

    void add_ledger_edges(std::size_t row) {
        const auto& deployed = deployed_.changes[row];
        for (const auto& text : deployed.requirements) {
            const auto meaning = meaning_of(workspace_, text, deployed.package);
            if (meaning.any_change) {
                row_watchers_[meaning.package].push_back(row);
            } else {
                add_edge(meaning.package, meaning.change, row, true);
            }
        }
    }

    void add_plan_edges(std::size_t row) {
        const auto* package = package_of(row);
        if (package == nullptr) return;
        const auto* change = package->plan.find_change(deployed_.changes[row].change);
        if (change == nullptr) return;
        for (const auto& target : requirements_of(workspace_, *package, *change)) {
            add_edge(target.package->name, target.package->plan.changes[target.change].name, row,
                     false);
        }
    }

    /// Control files are followed through packages that are not deployed, too.
    void add_control_edges() {
        for (const auto& package : workspace_.packages) {
            for (const auto& required : package->control.requirements) {
                const auto* target = workspace_.find(required.name);
                if (target == nullptr || target == package.get()) continue;
                package_watchers_[target->name].push_back(package->name);
            }
        }
    }

    const Workspace& workspace_;
    const Deployed& deployed_;
    std::vector<std::vector<Edge>> edges_;
    std::unordered_map<std::string_view, std::vector<std::size_t>> rows_of_;
    /// Package → rows that go with any change of it.
    std::unordered_map<std::string_view, std::vector<std::size_t>> row_watchers_;
    /// Package → packages whose control files require it.
    std::unordered_map<std::string_view, std::vector<std::string_view>> package_watchers_;
};

std::vector<bool> RowGraph::closure(std::span<const std::size_t> targets) const {
    std::vector<bool> gone(edges_.size(), false);
    std::vector<std::size_t> rows;
    std::vector<std::string_view> packages;
    std::unordered_set<std::string_view> touched;
    const auto take = [&](std::size_t row) {
        if (gone[row]) return;
        gone[row] = true;
        rows.push_back(row);
    };
    const auto touch = [&](std::string_view package) {
        if (touched.insert(package).second) packages.push_back(package);
    };
    const auto all_in = [&](const auto& map, std::string_view key, const auto& visit) {
        const auto found = map.find(key);
        if (found == map.end()) return;
        for (const auto& item : found->second)
            visit(item);
    };
    for (const auto target : targets)
        take(target);
    while (!rows.empty() || !packages.empty()) {
        if (packages.empty()) {
            const auto row = rows.back();
            rows.pop_back();
            for (const auto& edge : edges_[row])
                take(edge.dependent);
            touch(deployed_.changes[row].package);
            continue;
        }
        const auto package = packages.back();
        packages.pop_back();
        all_in(row_watchers_, package, take);
        all_in(package_watchers_, package, [&](std::string_view dependent) {
            all_in(rows_of_, dependent, take);
            touch(dependent);
        });
    }
    return gone;
}

/// Where a row stands among the others when nothing forces an order; the highest goes first.
struct Rank {
    std::size_t package = 0;  ///< package order; rows of unknown packages stand above all
    std::size_t change = 0;   ///< plan order; a row unknown to the plan, as the one before it
    bool unknown = false;
    std::size_t row = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): version 14 misreads a defaulted comparison.
    auto operator<=>(const Rank&) const = default;
};

/// Rows from the one that stays longest to the one that goes first.
std::vector<std::size_t> rows_by_rank(const Workspace& workspace,
                                      const Deployed& deployed,
                                      const RowGraph& graph) {
    std::unordered_map<const Package*, std::size_t> package_rank;
    for (const auto& item : order_packages(workspace, {}, [](const auto&) {})) {
        if (item.package != nullptr) package_rank.emplace(item.package, package_rank.size());
    }
    std::unordered_map<const Package*, std::size_t> furthest;
    std::vector<Rank> ranks(deployed.changes.size());
    for (std::size_t row = 0; row < ranks.size(); ++row) {
        auto& rank = ranks[row];
        rank.row = row;
        rank.unknown = true;
        rank.package = package_rank.size();
        const auto* package = graph.package_of(row);
        if (package == nullptr) continue;
        rank.package = package_rank.at(package);
        auto& end = furthest[package];
        const auto known = package->plan.change_index.find(deployed.changes[row].change);
        rank.unknown = known == package->plan.change_index.end();
        if (!rank.unknown) end = std::max(end, known->second);
        rank.change = rank.unknown ? end : known->second;
    }
    std::sort(ranks.begin(), ranks.end());
    std::vector<std::size_t> rows;
    rows.reserve(ranks.size());
    for (const auto& rank : ranks)
        rows.push_back(rank.row);
    return rows;
}

/// Emits the highest rank whose dependents are all gone.
///
/// What the ledger says binds, since the ledger's own procedures refuse otherwise; what only
/// today's plan says yields when both together would be a cycle.
class RevertOrder {
public:
    RevertOrder(const RowGraph& graph, std::vector<std::size_t> rows, const std::vector<bool>& gone)
        : graph_{graph},
          rows_{std::move(rows)},
          position_(rows_.size()),
          open_{gone},
          waits_(rows_.size()),
          required_(rows_.size()) {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            position_[rows_[i]] = i;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (open_[row]) add(row);
        }
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            if (open_[row]) candidates_.insert(key(row));
        }
    }

    std::vector<std::size_t> run() {
        std::vector<std::size_t> result;
        while (!candidates_.empty()) {
            const auto best = std::prev(candidates_.end());
            const auto row = rows_[best->second];
            candidates_.erase(best);
            open_[row] = false;
            result.push_back(row);
            for (const auto& [required, from_ledger] : required_[row]) {
                release(required, from_ledger);
            }
        }
        return result;
    }

private:
    struct Waits {
        std::size_t ledger = 0;
        std::size_t plan = 0;
    };

    /// How free a row is (2: of all, 1: of the ledger, 0: of nothing), and its position.
    using Key = std::pair<int, std::size_t>;

    [[nodiscard]] Key key(std::size_t row) const {
        const auto& waits = waits_[row];
        const int freedom = waits.ledger != 0 ? 0 : waits.plan != 0 ? 1 : 2;
        return {freedom, position_[row]};
    }

    void add(std::size_t row) {
        for (const auto& edge : graph_.dependents(row)) {
            if (!open_[edge.dependent]) continue;
            ++(edge.from_ledger ? waits_[row].ledger : waits_[row].plan);
            required_[edge.dependent].emplace_back(row, edge.from_ledger);
        }
    }

    void release(std::size_t row, bool from_ledger) {
        const auto before = key(row);
        --(from_ledger ? waits_[row].ledger : waits_[row].plan);
        if (!open_[row] || key(row) == before) return;
        candidates_.erase(before);
        candidates_.insert(key(row));
    }

    const RowGraph& graph_;
    std::vector<std::size_t> rows_;      ///< position → row
    std::vector<std::size_t> position_;  ///< row → position
    std::vector<bool> open_;             ///< must go and is not listed yet
    std::vector<Waits> waits_;
    std::vector<std::vector<std::pair<std::size_t, bool>>> required_;  ///< row → what it requires
    std::set<Key> candidates_;
};

}  // namespace

std::vector<std::size_t> revert_closure(const Workspace& workspace,
                                        const Deployed& deployed,
                                        std::span<const std::size_t> targets) {
    const RowGraph graph{workspace, deployed};
    const auto gone = graph.closure(targets);
    return RevertOrder{graph, rows_by_rank(workspace, deployed, graph), gone}.run();
}

}  // namespace pgmeta::graph
