// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "output/json.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// What commands that write packages have in common.
struct AuthoringOptions {
    std::string package;
    std::string planner;
};

void add_package_option(CLI::App& app, AuthoringOptions& options);
void add_planner_option(CLI::App& app, AuthoringOptions& options);

/// The package to write: --package, else the one whose folder we are in, else the only own one.
/// Throws "package-missing" and "package-unknown" (Fault::usage).
const workspace::Package& own_package(const workspace::Workspace& workspace,
                                      const std::string& named);

/// A change named as CHANGE in own_package, or as PACKAGE:CHANGE.
workspace::Selection own_change(const workspace::Workspace& workspace,
                                const std::string& named_package,
                                const std::string& change);

/// Who writes plan lines now, and when.
workspace::Signature author_signature(Context& context,
                                      const AuthoringOptions& options,
                                      const std::filesystem::path& folder);

/// Prints what an edit did: `summary` and the files, or `object` with the files added.
int report_edit(Context& context, const FileEdit& edit, const std::string& summary, Json object);

}  // namespace pgmeta::cli
