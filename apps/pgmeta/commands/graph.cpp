// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "output/graph_format.hpp"
#include "output/json.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/graph/order.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string package;
    std::string format = "text";
    bool changes = false;
};

std::string change_name(const graph::ResolvedChange& change) {
    return change.package->name + ":" + change.package->plan.changes[change.change].name;
}

Drawing draw_changes(const workspace::Workspace& workspace,
                     const std::vector<graph::OrderItem>& order) {
    Drawing drawing;
    for (const auto& item : order) {
        if (item.package == nullptr) continue;
        for (std::size_t i = 0; i < item.package->plan.changes.size(); ++i) {
            auto& node = drawing.emplace_back(change_name({item.package, i}));
            for (const auto& needed :
                 graph::requirements_of(workspace, *item.package, item.package->plan.changes[i]))
                node.needs.push_back(change_name(needed));
        }
    }
    return drawing;
}

/// What the control file and the plan of a package require, each once, in the order written.
std::vector<std::string> package_needs(const workspace::Workspace& workspace,
                                       const workspace::Package& package) {
    std::vector<std::string> result;
    std::set<std::string> seen{package.name};
    const auto add = [&](const std::string& name) {
        if (seen.insert(name).second) result.push_back(name);
    };
    for (const auto& requirement : package.control.requirements) {
        const auto* needed = workspace.find(requirement.name);
        add(needed == nullptr ? requirement.name : needed->name);
    }
    for (const auto& change : package.plan.changes)
        for (const auto& needed : graph::requirements_of(workspace, package, change))
            add(needed.package->name);
    return result;
}

Drawing draw_packages(const workspace::Workspace& workspace,
                      const std::vector<graph::OrderItem>& order) {
    Drawing drawing;
    for (const auto& item : order) {
        auto& node = drawing.emplace_back(item.name);
        node.external = item.package == nullptr;
        if (!node.external) node.needs = package_needs(workspace, *item.package);
    }
    return drawing;
}

Json to_json(const Drawing& drawing) {
    auto nodes = Json::array();
    for (const auto& node : drawing)
        nodes.push_back(
            Json{{"name", node.name}, {"external", node.external}, {"requires", node.needs}});
    return {{"ok", true}, {"command", "graph"}, {"nodes", nodes}};
}

int graph(Context& context, const Options& options) {
    const auto write = graph_writer(options.format);
    const auto workspace = context.load_workspace();
    std::vector<const workspace::Package*> roots;
    if (!options.package.empty()) roots.push_back(&workspace.get(options.package));
    const auto order = graph::package_order(workspace, roots);
    const auto drawing =
        options.changes ? draw_changes(workspace, order) : draw_packages(workspace, order);
    if (context.globals().json) {
        print(context.out(), to_json(drawing));
    } else {
        context.out() << write(drawing);
    }
    return 0;
}

Action add_graph(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->package,
                 "Only this package and what it needs (default: all packages)");
    add_value(app, "--format", options->format, "FORMAT", "text, dot or mermaid (default: text)");
    add_flag(app, "--changes", options->changes, "Show changes instead of packages");
    return [options](Context& context) { return graph(context, *options); };
}

}  // namespace

constexpr Command graph_command{
    .name = "graph",
    .group = "Look at the workspace",
    .summary = "Draw what requires what",
    .arguments = "[PACKAGE]",
    .description =
        "Shows the packages (or with --changes the changes) and what each requires, as "
        "text, for Graphviz (dot) or as a Mermaid flowchart. Connects to nothing.",
    .examples =
        "pgmeta graph\n"
        "pgmeta graph --format mermaid\n"
        "pgmeta graph my-package --changes --format dot\n",
    .json =
        "ok: true\n"
        "command: graph\n"
        "nodes: list, in deployment order, of {name, external (true: an extension that no package "
        "provides), requires (names)}\n",
    .add = add_graph,
};

}  // namespace pgmeta::cli
