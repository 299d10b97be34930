// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/packages.hpp"
#include "options/target.hpp"
#include "output/json.hpp"
#include "pgmeta/engine/run.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/workspace/deployment_plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// Registers --plan.
void add_plan(CLI::App& app, std::string& plan);

/// A deployment plan that the command line named.
struct ChosenPlan {
    workspace::DeploymentPlan plan;
    workspace::ResolvedPlan resolved;
    /// Everything that it takes, requirements first, each package with its bound.
    std::vector<workspace::Selection> packages;
    bool in_workspace = false;  ///< the current folder lies in a workspace

    [[nodiscard]] std::vector<const workspace::Package*> whole_packages() const;
};

/// Keeps a workspace until the process ends.  Whoever is done with it is done with everything, and
/// to give back what each of 100,000 changes holds takes a tenth of the time of reading them.
const workspace::Workspace& keep(workspace::Workspace workspace);

/// What a command works on.
struct Chosen {
    const workspace::Workspace& workspace;  ///< of keep()
    std::optional<ChosenPlan> plan;
};

/// The workspace of the current folder, or the one of the deployment plan that was named, which is
/// then shown on stderr.  Problems in the plan's file end the command ("workspace-invalid").
Chosen load_chosen(Context& context, const std::string& plan);

/// Throws "options-contradict" (Fault::usage) when a package is named beside a deployment plan.
void refuse_beside_plan(const std::string& plan, const PackageOptions& packages);

/// As open_target of the workspace's configuration; the plan's variables and settings hold, and
/// outside a workspace `dev:` is named after the plan.
engine::Target open_target(Context& context, const TargetOptions& options, const Chosen& chosen);

/// Throws "setting-refused" (Fault::workspace), placed in the plan's file, for the first setting
/// that the server does not take.
void check_settings(pg::Connection& connection, const workspace::DeploymentPlan& plan);

/// `{name, file, packages}` of --json.
Json to_json(const ChosenPlan& chosen);

}  // namespace pgmeta::cli
