// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::workspace {

/// A word of a deployment plan, and where it stands.
struct PlanWord {
    std::string text;
    Location where;
};

/// A variable or a setting of a deployment plan.
struct PlanValue {
    std::string name;
    std::string value;
    Location where;  ///< of the value
};

/// A named set of packages to deploy together (docs/reference/deployment-plans.md).
struct DeploymentPlan {
    std::string name;  ///< as the file, without its ending
    std::string file;  ///< as shown in messages
    std::string description;
    bool base_roles = false;         ///< make the cluster's base roles first
    std::vector<PlanWord> packages;  ///< PACKAGE, PACKAGE:CHANGE or PACKAGE:@TAG
    std::vector<PlanValue> variables;
    std::vector<PlanValue> settings;
    bool verify = true;
    std::vector<PlanWord> verified;  ///< only these packages; empty: all
};

/// Reads a deployment plan and reports every problem in it with its place.
///
/// Unknown keys are errors with a suggestion; `name`, when given, must be `stem`.
DeploymentPlan parse_deployment_plan(std::string file,
                                     std::string stem,
                                     std::string_view text,
                                     Diagnostics& problems);

/// What a deployment plan means in a workspace.
struct ResolvedPlan {
    std::vector<Selection> packages;       ///< as listed, each with its bound
    std::vector<const Package*> verified;  ///< only these; empty: all
};

/// Finds the plan's packages, changes and tags in the workspace.  What is not there is reported
/// with its place in the plan: "package-unknown", "change-unknown", "tag-unknown",
/// "target-syntax", "config-value".
ResolvedPlan resolve(const DeploymentPlan& plan, const Workspace& workspace, Diagnostics& problems);

/// Where to look for deployment plans.
struct PlanPlaces {
    std::filesystem::path start;  ///< the folder to work from
    std::filesystem::path share;  ///< of the installed program: has plans/ and packages/
};

/// A deployment plan with the workspace that has its packages.
struct LoadedPlan {
    DeploymentPlan plan;
    /// The packages are those of the workspace that the plan's file lies in (else, of the current
    /// folder's), the configuration is the current folder's workspace's where there is one.
    Workspace workspace;
    ResolvedPlan resolved;
    bool in_workspace = false;  ///< the current folder lies in a workspace
};

/// Finds and reads the plan that a person named.
///
/// A word with a slash, or one that ends with .yaml or .yml, is a file; any other word is a name,
/// looked for in plans/ of the current folder's workspace, then in the installed share's.  Throws
/// "deployment-plan-unknown" (Fault::usage) with a suggestion.
LoadedPlan load_plan(std::string_view named, const PlanPlaces& places, Diagnostics& problems);

}  // namespace pgmeta::workspace
