// SPDX-License-Identifier: MIT
#pragma once

#include "tree.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace pgmeta::sqltext {

/// What a reader of parse trees does with nodes of one kind.
template <typename Reader>
struct NodeRule {
    std::string_view kind;
    void (Reader::*read)(const Tree& node);
};

/// Has `reader` read the node by the rule for its kind; false when there is none.
template <typename Reader, std::size_t count>
bool read_by(const std::array<NodeRule<Reader>, count>& rules,
             Reader& reader,
             std::string_view kind,
             const Tree& node) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [kind](const auto& one) { return one.kind == kind; });
    if (rule == rules.end()) return false;
    (reader.*(rule->read))(node);
    return true;
}

}  // namespace pgmeta::sqltext
