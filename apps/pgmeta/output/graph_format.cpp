// SPDX-License-Identifier: MIT
#include "output/graph_format.hpp"

#include "output/style.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace pgmeta::cli {

namespace {

std::string write_text(const Drawing& drawing) {
    std::string result;
    for (const auto& node : drawing) {
        result += printable(node.name) + (node.external ? " (extension)\n" : "\n");
        for (const auto& need : node.needs)
            result += "  requires " + printable(need) + "\n";
    }
    return result;
}

/// A double-quoted string of the dot language.
std::string dot_quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + "\"";
}

std::string write_dot(const Drawing& drawing) {
    std::string result = "digraph pgmeta {\n  rankdir=LR;\n  node [shape=box];\n";
    for (const auto& node : drawing)
        result +=
            fmt::format("  {}{};\n", dot_quoted(node.name), node.external ? " [style=dashed]" : "");
    for (const auto& node : drawing)
        for (const auto& need : node.needs)
            result += fmt::format("  {} -> {};\n", dot_quoted(node.name), dot_quoted(need));
    return result + "}\n";
}

/// A label of a Mermaid flowchart: a quote would end it.
std::string mermaid_quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') {
            result += "#quot;";
        } else {
            result += c;
        }
    }
    return result + "\"";
}

std::string write_mermaid(const Drawing& drawing) {
    std::string result = "flowchart LR\n";
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (const auto& node : drawing) {
        const auto number = numbers.size();
        numbers.emplace(node.name, number);
        const auto label = mermaid_quoted(node.name);
        result += node.external ? fmt::format("  n{}([{}])\n", number, label)
                                : fmt::format("  n{}[{}]\n", number, label);
    }
    for (const auto& node : drawing) {
        for (const auto& need : node.needs) {
            const auto found = numbers.find(need);
            if (found != numbers.end())
                result += fmt::format("  n{} --> n{}\n", numbers[node.name], found->second);
        }
    }
    return result;
}

}  // namespace

std::string (*graph_writer(std::string_view format))(const Drawing& drawing) {
    if (format == "text") return write_text;
    if (format == "dot") return write_dot;
    if (format == "mermaid") return write_mermaid;
    throw Error{Fault::usage, "option-value",
                fmt::format("`--format` expects text, dot or mermaid, and found `{}`", format)};
}

}  // namespace pgmeta::cli
