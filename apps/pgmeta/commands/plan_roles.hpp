// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/deployment_plan.hpp"
#include "pgmeta/engine/deploy.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// What `deploy --plan` did about the base roles.
struct PlanRoles {
    std::vector<std::string> done;          ///< in words; in a dry run, what would be done
    std::optional<engine::Report> refusal;  ///< the deployment cannot work: no role was made
};

/// Checks the plan's settings on the server and, when the plan asks for them, makes the base roles
/// that are missing, in a transaction of their own in the maintenance database.
///
/// A deployment that would be refused before its first statement makes no roles: that is tried
/// first whenever a role is missing.
PlanRoles prepare_plan(Context& context,
                       const Chosen& chosen,
                       const engine::Target& target,
                       const engine::DeployOptions& options,
                       const std::string& maintenance_db);

}  // namespace pgmeta::cli
