// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace pgmeta::graph {

/// For every node, the nodes it points to.
using Adjacency = std::vector<std::vector<std::size_t>>;

/// One cycle, the shortest through its smallest node, for every group of nodes that reach each
/// other, and one for every node that points to itself.  First and last node are the same.
/// Linear in edges, without recursion.
std::vector<std::vector<std::size_t>> cycles(const Adjacency& edges);

}  // namespace pgmeta::graph
