// SPDX-License-Identifier: MIT
#include "commands/commands.hpp"
#include "context.hpp"
#include "options/register.hpp"
#include "output/json.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"

#include <fmt/format.h>

#include <memory>

namespace pgmeta::cli {

namespace {

struct Options {
    std::string package;
    bool changes = false;
};

Json change_json(const workspace::Workspace& workspace,
                 const workspace::Package& package,
                 std::size_t index) {
    const auto& change = package.plan.changes[index];
    auto tags = Json::array();
    for (const auto& tag : package.plan.tags)
        if (tag.change == index) tags.push_back(tag.name);
    return {{"change", change.name},
            {"requires", graph::ledger_requirements(workspace, package, change)},
            {"tags", tags}};
}

Json item_json(const workspace::Workspace& workspace, const graph::OrderItem& item) {
    Json result{{"name", item.name},
                {"kind", item.package == nullptr ? "extension" : "package"},
                {"required_by", item.required_by}};
    if (item.package == nullptr) return result;
    auto changes = Json::array();
    for (std::size_t i = 0; i < item.package->plan.changes.size(); ++i)
        changes.push_back(change_json(workspace, *item.package, i));
    result["directory"] = item.package->shown_directory;
    result["version"] = item.package->version;
    result["changes"] = std::move(changes);
    return result;
}

std::string reason(const graph::OrderItem& item) {
    if (item.required_by.empty()) return {};
    auto text = fmt::format(", required by {}", item.required_by);
    if (!item.where.file.empty()) text += fmt::format(" ({})", to_string(item.where));
    return text;
}

void print_item(Context& context, const graph::OrderItem& item, std::size_t number, bool changes) {
    if (item.package == nullptr) {
        context.out() << printable(
            fmt::format("{:>4}  extension {}{}\n", number, item.name, reason(item)));
        return;
    }
    const auto& plan = item.package->plan;
    context.out() << printable(fmt::format("{:>4}  package {}: {}{}\n", number, item.name,
                                           count_of(plan.changes.size(), "change"), reason(item)));
    if (!changes) return;
    for (const auto& change : plan.changes) {
        context.out() << "        " << printable(change.name);
        std::vector<std::string> needs;
        for (const auto& requirement : change.requirements)
            needs.push_back(requirement.text);
        if (!needs.empty()) context.out() << " [" << printable(join(needs, " ")) << ']';
        context.out() << '\n';
    }
}

int plan_show(Context& context, const Options& options) {
    const auto workspace = context.load_workspace();
    std::vector<const workspace::Package*> roots;
    if (!options.package.empty()) {
        roots.push_back(&workspace.get(options.package));
    } else if (workspace.current != nullptr) {
        roots.push_back(workspace.current);
    }
    const auto order = graph::package_order(workspace, roots);
    if (context.globals().json) {
        auto items = Json::array();
        for (const auto& item : order)
            items.push_back(item_json(workspace, item));
        print(context.out(), Json{{"ok", true}, {"command", "plan show"}, {"order", items}});
        return 0;
    }
    std::size_t number = 0;
    for (const auto& item : order)
        print_item(context, item, ++number, options.changes);
    return 0;
}

Action add_plan_show(CLI::App& app) {
    auto options = std::make_shared<Options>();
    add_argument(app, "PACKAGE", options->package,
                 "A package by any of its names (default: the package of the current folder; at "
                 "the workspace's root, all)");
    add_flag(app, "--changes", options->changes, "List every change with its requirements");
    return [options](Context& context) { return plan_show(context, *options); };
}

}  // namespace

constexpr Command plan_show_command{
    .name = "plan show",
    .group = "Look at the workspace",
    .summary = "Show the deployment order and its reasons",
    .arguments = "[PACKAGE]",
    .description =
        "Shows what a deployment would go through, in order: the packages, the external extensions "
        "that they name, and for whose sake each is there. Connects to nothing.",
    .examples =
        "pgmeta plan show\n"
        "pgmeta plan show my-package --changes\n",
    .json =
        "ok: true\n"
        "command: plan show\n"
        "order: list of {name, kind (package or extension), required_by (empty: asked for)}; of a "
        "package also {directory, version, changes: list of {change, requires, tags}}\n",
    .add = add_plan_show,
};

}  // namespace pgmeta::cli
