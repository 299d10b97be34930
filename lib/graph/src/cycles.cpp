// SPDX-License-Identifier: MIT
#include "cycles.hpp"

#include <algorithm>
#include <limits>
#include <queue>

namespace pgmeta::graph {

namespace {

constexpr std::size_t unseen = std::numeric_limits<std::size_t>::max();

/// Tarjan's algorithm with a stack of its own: a chain of 100,000 nodes must not end the process.
class Components {
public:
    explicit Components(const Adjacency& edges)
        : edges_{edges},
          index_(edges.size(), unseen),
          low_(edges.size(), 0),
          component_(edges.size(), unseen) {
        for (std::size_t node = 0; node < edges.size(); ++node) {
            if (index_[node] == unseen) visit(node);
        }
    }

    [[nodiscard]] std::size_t of(std::size_t node) const { return component_[node]; }

    [[nodiscard]] std::size_t count() const { return count_; }

private:
    struct Frame {
        std::size_t node;
        std::size_t next;
    };

    void enter(std::size_t node) {
        index_[node] = low_[node] = counter_++;
        open_.push_back(node);
        frames_.push_back({node, 0});
    }

    void visit(std::size_t root) {
        enter(root);
        while (!frames_.empty()) {
            auto& frame = frames_.back();
            const auto node = frame.node;
            if (frame.next == edges_[node].size()) {
                leave(node);
                continue;
            }
            const auto target = edges_[node][frame.next++];
            if (index_[target] == unseen) {
                enter(target);
            } else if (component_[target] == unseen) {
                low_[node] = std::min(low_[node], index_[target]);
            }
        }
    }

    void leave(std::size_t node) {
        frames_.pop_back();
        if (!frames_.empty()) {
            auto& parent = low_[frames_.back().node];
            parent = std::min(parent, low_[node]);
        }
        if (low_[node] != index_[node]) return;
        std::size_t member = unseen;
        while (member != node) {
            member = open_.back();
            open_.pop_back();
            component_[member] = count_;
        }
        ++count_;
    }

    const Adjacency& edges_;
    std::vector<std::size_t> index_;
    std::vector<std::size_t> low_;
    std::vector<std::size_t> component_;
    std::vector<std::size_t> open_;
    std::vector<Frame> frames_;
    std::size_t counter_ = 0;
    std::size_t count_ = 0;
};

std::vector<std::size_t> path_back(const std::vector<std::size_t>& came_from,
                                   std::size_t start,
                                   std::size_t last) {
    std::vector<std::size_t> path{start};
    for (auto node = last; node != start; node = came_from[node])
        path.push_back(node);
    path.push_back(start);
    std::reverse(path.begin(), path.end());
    return path;
}

/// Breadth first from `start` within its component, until an edge leads back to it.
std::vector<std::size_t> shortest_cycle(const Adjacency& edges,
                                        const Components& components,
                                        std::vector<std::size_t>& came_from,
                                        std::size_t start) {
    std::queue<std::size_t> open;
    open.push(start);
    while (!open.empty()) {
        const auto node = open.front();
        open.pop();
        for (const auto target : edges[node]) {
            if (components.of(target) != components.of(start) || target == node) continue;
            if (target == start) return path_back(came_from, start, node);
            if (came_from[target] != unseen) continue;
            came_from[target] = node;
            open.push(target);
        }
    }
    return {};
}

}  // namespace

std::vector<std::vector<std::size_t>> cycles(const Adjacency& edges) {
    const Components components{edges};
    std::vector<bool> seen(components.count(), false);
    std::vector<std::size_t> came_from(edges.size(), unseen);
    std::vector<std::vector<std::size_t>> result;
    for (std::size_t node = 0; node < edges.size(); ++node) {
        const auto& targets = edges[node];
        if (std::find(targets.begin(), targets.end(), node) != targets.end()) {
            result.push_back({node, node});
        }
        if (seen[components.of(node)]) continue;
        seen[components.of(node)] = true;
        auto cycle = shortest_cycle(edges, components, came_from, node);
        if (!cycle.empty()) result.push_back(std::move(cycle));
    }
    return result;
}

}  // namespace pgmeta::graph
