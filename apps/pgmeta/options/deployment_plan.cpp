// SPDX-License-Identifier: MIT
#include "options/deployment_plan.hpp"

#include "options/register.hpp"
#include "output/style.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace pgmeta::cli {

namespace {

using workspace::Selection;

/// The plan's packages and what they need, requirements first.
std::vector<Selection> with_requirements(const workspace::Workspace& workspace,
                                         const workspace::ResolvedPlan& resolved) {
    std::vector<const workspace::Package*> roots;
    for (const auto& selection : resolved.packages)
        roots.push_back(selection.package);
    std::vector<Selection> result;
    for (const auto& item : graph::package_order(workspace, roots)) {
        if (item.package == nullptr) continue;
        Selection chosen{item.package, Selection::npos};
        for (const auto& selection : resolved.packages)
            if (selection.package == item.package) chosen = selection;
        result.push_back(chosen);
    }
    return result;
}

/// `tenants`, or `tenants (up to schemas/app)`.
std::string spell(const Selection& selection) {
    if (selection.change == Selection::npos) return selection.package->name;
    return fmt::format("{} (up to {})", selection.package->name,
                       selection.package->plan.changes[selection.change].name);
}

std::string spell(const std::vector<workspace::PlanValue>& values) {
    std::vector<std::string> words;
    for (const auto& value : values)
        words.push_back(fmt::format("{} = {}", value.name, value.value));
    return join(words, ", ");
}

std::string spell_verify(const ChosenPlan& chosen) {
    if (!chosen.plan.verify) return "nothing";
    if (chosen.resolved.verified.empty()) return "every package";
    std::vector<std::string> words;
    for (const auto* package : chosen.resolved.verified)
        words.push_back(package->name);
    return join(words, ", ");
}

void show(Context& context, const ChosenPlan& chosen) {
    const auto& plan = chosen.plan;
    std::vector<std::string> packages;
    for (const auto& selection : chosen.packages)
        packages.push_back(spell(selection));
    context.note(fmt::format("deployment plan {} ({}){}{}", printable(plan.name),
                             printable(plan.file), plan.description.empty() ? "" : ": ",
                             printable(plan.description)));
    context.note(fmt::format("  packages: {}", printable(join(packages, ", "))));
    context.note(fmt::format("  base roles: {}; verify: {}", plan.base_roles ? "yes" : "no",
                             printable(spell_verify(chosen))));
    if (!plan.variables.empty())
        context.note(fmt::format("  variables: {}", printable(spell(plan.variables))));
    if (!plan.settings.empty())
        context.note(fmt::format("  settings: {}", printable(spell(plan.settings))));
}

void set(engine::Target& target, const std::string& name, const std::string& value) {
    for (auto& setting : target.settings) {
        if (setting.first != name) continue;
        setting.second = value;
        return;
    }
    target.settings.emplace_back(name, value);
}

/// Options outrank the plan, and the plan outranks the configuration.
void apply(const workspace::DeploymentPlan& plan,
           const TargetOptions& options,
           engine::Target& target) {
    for (const auto& variable : plan.variables)
        set(target, fmt::format("var.{}", variable.name), variable.value);
    for (const auto& setting : plan.settings) {
        if (setting.name == "lock_timeout") {
            if (options.lock_timeout.empty()) target.lock_timeout = setting.value;
        } else if (setting.name == "statement_timeout") {
            if (options.statement_timeout.empty()) target.statement_timeout = setting.value;
        } else {
            set(target, setting.name, setting.value);
        }
    }
}

std::string set_config(const workspace::PlanValue& setting) {
    return fmt::format("pg_catalog.set_config({}, {}, true)", sqltext::quote_literal(setting.name),
                       sqltext::quote_literal(setting.value));
}

}  // namespace

void add_plan(CLI::App& app, std::string& plan) {
    add_value(app, "--plan", plan, "FILE|NAME",
              "A deployment plan: a YAML file, or the name of one in the workspace's plans/ or "
              "among those that pgmeta ships");
}

std::vector<const workspace::Package*> ChosenPlan::whole_packages() const {
    std::vector<const workspace::Package*> result;
    for (const auto& selection : packages)
        result.push_back(selection.package);
    return result;
}

const workspace::Workspace& keep(workspace::Workspace workspace) {
    static auto& kept = *new std::deque<workspace::Workspace>;
    return kept.emplace_back(std::move(workspace));
}

Chosen load_chosen(Context& context, const std::string& plan) {
    if (plan.empty()) return {keep(context.load_workspace()), std::nullopt};
    auto loaded = context.load_plan(plan);
    Chosen chosen{keep(std::move(loaded.workspace)), std::nullopt};
    auto packages = with_requirements(chosen.workspace, loaded.resolved);
    chosen.plan = ChosenPlan{std::move(loaded.plan), std::move(loaded.resolved),
                             std::move(packages), loaded.in_workspace};
    show(context, *chosen.plan);
    return chosen;
}

void refuse_beside_plan(const std::string& plan, const PackageOptions& packages) {
    if (plan.empty()) return;
    if (packages.argument.empty() && packages.package.empty() && packages.to.empty()) return;
    throw Error{Fault::usage, "options-contradict",
                "`--plan` names the packages and how far to go in each, and a package or `--to` "
                "stands beside it"}
        .hint("leave one of them out; a plan bounds a package with `PACKAGE:@TAG`");
}

engine::Target open_target(Context& context, const TargetOptions& options, const Chosen& chosen) {
    if (!chosen.plan) return open_target(context, options, chosen.workspace.config);
    const auto& plan = chosen.plan->plan;
    auto target = open_target(context, options, chosen.workspace.config,
                              chosen.plan->in_workspace ? std::string{} : plan.name);
    apply(plan, options, target);
    return target;
}

void check_settings(pg::Connection& connection, const workspace::DeploymentPlan& plan) {
    if (plan.settings.empty()) return;
    std::vector<std::string> calls;
    for (const auto& setting : plan.settings)
        calls.push_back(set_config(setting));
    try {
        connection.query(fmt::format("SELECT {}", join(calls, ", ")));
        return;
    } catch (const Error& error) {
        if (error.sqlstate().empty()) throw;
    }
    for (const auto& setting : plan.settings) {
        try {
            connection.query(fmt::format("SELECT {}", set_config(setting)));
        } catch (const Error& error) {
            if (error.sqlstate().empty()) throw;
            throw Error{Fault::workspace, "setting-refused",
                        fmt::format("expected a setting that the server takes, found `{}: {}`: {}",
                                    setting.name, setting.value, error.sql_detail()->message)}
                .at(setting.where);
        }
    }
}

Json to_json(const ChosenPlan& chosen) {
    auto packages = Json::array();
    for (const auto& selection : chosen.packages)
        packages.push_back(selection.package->name);
    return {{"name", chosen.plan.name}, {"file", chosen.plan.file}, {"packages", packages}};
}

}  // namespace pgmeta::cli
