// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::cli {

/// One node of a graph to draw and the names of what it requires.
struct DrawnNode {
    explicit DrawnNode(std::string n) : name{std::move(n)} {}

    std::string name;
    bool external = false;
    std::vector<std::string> needs;
};

using Drawing = std::vector<DrawnNode>;

/// Writes a drawing in `format`: text, dot or mermaid.  Throws "option-value" (Fault::usage) for
/// others.
std::string (*graph_writer(std::string_view format))(const Drawing& drawing);

}  // namespace pgmeta::cli
