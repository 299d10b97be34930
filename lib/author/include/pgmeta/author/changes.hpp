// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What it takes to change a package: each function decides, and returns the files to write.  What a
// plan would refuse is refused here, before anything is written, with the plan's own error ids
// (Fault::usage).

namespace pgmeta::author {

/// The comment lines that a script begins with.
std::string script_header(workspace::ScriptKind kind,
                          std::string_view change,
                          const std::vector<std::string>& requirements);

/// A script whose leading comments name changes anew.  `respell` gets what stands after `Deploy`,
/// `Revert`, `Verify` and `requires:` and returns the new spelling, or nothing to leave it.
std::string with_header_respelled(
    std::string_view sql,
    const std::function<std::optional<std::string>(std::string_view reference)>& respell);

/// A change to be added, and its scripts where they are known already.
struct ChangeSeed {
    workspace::NewChange line;
    std::string deploy;  ///< empty: a comment that says what belongs there
    std::string revert;
    std::string verify;
};

/// Appends the change to the plan, writes its scripts, and names packages it requires in the
/// control file.  Throws "change-name", "requirement-unknown", "package-cycle" and what a plan line
/// can be refused for.
FileEdit add_change(const workspace::Workspace& workspace,
                    const workspace::Package& package,
                    const ChangeSeed& seed);

/// Tags a change.  Throws "tag-name", "tag-duplicate".
FileEdit add_tag(const workspace::Package& package,
                 std::string_view name,
                 std::size_t change,
                 std::string_view note,
                 const workspace::Signature& signature);

/// Takes a change out of the plan and removes its scripts.  Throws "change-required" and
/// "change-tagged" (Fault::conflict), naming every place.
FileEdit remove_change(const workspace::Workspace& workspace,
                       const workspace::Package& package,
                       std::size_t change);

/// Moves a change, with its tags, before or after another one of its plan.  Throws
/// "requirement-later" when something would stand before what it requires.
FileEdit move_change(const workspace::Package& package,
                     std::size_t change,
                     std::size_t other,
                     bool before);

/// Renames a change: plan, scripts, their headers, and whatever names it in the whole workspace.
FileEdit rename_change(const workspace::Workspace& workspace,
                       const workspace::Package& package,
                       std::size_t change,
                       std::string_view to);

/// Renames a package: %project, control file, Makefile, package.json where it has the same name,
/// and whatever names it in the whole workspace.  Its folder keeps its name.
FileEdit rename_package(const workspace::Workspace& workspace,
                        const workspace::Package& package,
                        std::string_view to);

}  // namespace pgmeta::author
