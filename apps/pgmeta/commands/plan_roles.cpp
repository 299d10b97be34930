// SPDX-License-Identifier: MIT
#include "commands/plan_roles.hpp"

#include "commands/admin_users.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/roles/wanted.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

/// What the deployment would be refused for; empty when it can begin.
std::optional<engine::Report> rehearse(const engine::Target& target,
                                       const Chosen& chosen,
                                       engine::DeployOptions options) {
    options.dry_run = true;
    auto report = engine::deploy(target, chosen.workspace, options, engine::Observer{});
    if (!report.failure) return std::nullopt;
    report.dry_run = false;
    report.done.clear();
    return report;
}

void tell(Context& context, const PlanRoles& roles, bool dry_run, const std::string& where) {
    if (roles.done.empty()) return context.note("base roles: as they should be");
    context.note(fmt::format("base roles{}, in {}:", dry_run ? " would be made" : "", where));
    for (const auto& line : roles.done)
        context.note(fmt::format("  {} {}", dry_run ? "would" : "+", printable(line)));
}

}  // namespace

PlanRoles prepare_plan(Context& context,
                       const Chosen& chosen,
                       const engine::Target& target,
                       const engine::DeployOptions& options,
                       const std::string& maintenance_db) {
    const auto& plan = chosen.plan->plan;
    PlanRoles roles;
    if (!plan.base_roles && plan.settings.empty()) return roles;
    // The plan's settings are for its scripts.
    auto plain = target;
    plain.settings.clear();
    auto session = open_maintenance(context, plain, maintenance_db, "deploy");
    check_settings(session.connection, plan);
    if (!plan.base_roles) return roles;
    const RoleChange change{
        "deploy", roles::base_roles(roles::role_names(chosen.workspace.config), {}), {}};
    const auto cluster = roles::read_cluster(session.connection);
    if (!options.dry_run && !outstanding(change.steps, cluster).empty()) {
        roles.refusal = rehearse(target, chosen, options);
        if (roles.refusal) return roles;
    }
    RoleReport report;
    report.dry_run = options.dry_run;
    try {
        carry_out(session, change, cluster, report);
    } catch (Error& error) {
        error.add_frame(
            fmt::format("while making the base roles of deployment plan {}", plan.name));
        throw;
    }
    roles.done = std::move(report.done);
    tell(context, roles, options.dry_run, session.connection.describe());
    return roles;
}

}  // namespace pgmeta::cli
