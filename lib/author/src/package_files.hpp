// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::author {

inline constexpr std::array script_kinds{
    workspace::ScriptKind::deploy, workspace::ScriptKind::revert, workspace::ScriptKind::verify};

/// The plan file, as a path to open.
inline std::filesystem::path plan_path(const workspace::Package& package) {
    return package.directory / std::filesystem::path{package.plan.file}.filename();
}

/// The control file, as a path to open; empty when the package has none.
inline std::filesystem::path control_path(const workspace::Package& package) {
    if (package.control.file.empty()) return {};
    return package.directory / std::filesystem::path{package.control.file}.filename();
}

/// The name by which control files mean a package.
inline std::string control_name(const workspace::Package& package) {
    if (package.control.file.empty()) return package.name;
    return std::filesystem::path{package.control.file}.stem().string();
}

/// Throws "package-installed" (Fault::usage) for a package that somebody else wrote.
void refuse_installed(const workspace::Package& package);

/// Control name of the other package that a requirement names, if it does.  Throws
/// "requirement-unknown" and "package-cycle" (Fault::usage).
std::optional<std::string> package_required(const workspace::Workspace& workspace,
                                            const workspace::Package& package,
                                            const workspace::Requirement& requirement);

/// Names packages in a package's control file, where it has one.
void require_in_control(const workspace::Package& package,
                        const std::vector<std::string>& names,
                        FileEdit& edit);

/// The plan that `text` would be.  Throws (Fault::usage) the first error it would have.
workspace::Plan accepted_plan(const workspace::Package& package, std::string text);

}  // namespace pgmeta::author
