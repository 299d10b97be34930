// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

// What changes require according to their scripts, beside what the plan says.  Advice: dynamic SQL
// and names that a search path decides at run time are not seen, and what is doubtful is not said.

namespace pgmeta::author {

enum class Shortcoming : std::uint8_t {
    missing,  ///< deploying needs it, and nothing says so
    lazy,     ///< only a function that runs later needs it, and nothing says so
    after,    ///< the plan has what makes it further down
    unused,   ///< required, and nothing in the scripts needs it
    indirect  ///< needed and there, but only because something else requires it
};

/// One thing about one requirement of one change.
struct RequirementFinding {
    Shortcoming what = Shortcoming::missing;
    const workspace::Package* package = nullptr;
    std::size_t change = 0;
    const workspace::Package* maker = nullptr;  ///< of the object
    std::size_t made_by = 0;                    ///< the change that makes it
    std::string requirement;                    ///< as the plan spells it, or should
    std::string object;                         ///< for messages; empty for `unused`
    Location where;
};

/// Reads the scripts of the whole workspace and judges the changes of `packages` (all of its own
/// when empty), in plan order.
///
/// A package that a package requires is there as a whole: such requirements are never missing.
std::vector<RequirementFinding> check_required(const workspace::Workspace& workspace,
                                               std::span<const workspace::Package* const> packages);

Diagnostic to_diagnostic(const RequirementFinding& finding);

/// Adds what is missing (Shortcoming::missing) to plans, headers of deploy scripts, and control
/// files.  Installed packages are left alone.
FileEdit add_required(const workspace::Workspace& workspace,
                      std::span<const RequirementFinding> findings);

/// A deploy script whose leading comments name exactly these requirements: lines of others go,
/// lines that are missing come, every other byte stays.
std::string with_header_requirements(std::string_view sql, const std::vector<std::string>& wanted);

}  // namespace pgmeta::author
