// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/plan.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// New texts of a plan.  Every byte that an edit is not about stays: comments, blank lines, unknown
// pragmas, line ends, spacing.  The result is text only; parse it to learn whether it is a plan.

namespace pgmeta::workspace {

/// Who wrote a line, and when.
struct Signature {
    std::string timestamp;  ///< YYYY-MM-DDTHH:MM:SSZ
    std::string planner;
    std::string email;
};

/// A plan line for a change to come.
struct NewChange {
    std::string name;
    std::vector<std::string> requirements;  ///< as they shall be written
    std::string note;
    Signature signature;
};

/// The plan with one more change at its end.
std::string with_change(const Plan& plan, const NewChange& change);

/// The plan with a tag on `change`, after the tags that change has.
std::string with_tag(const Plan& plan,
                     std::string_view name,
                     std::size_t change,
                     std::string_view note,
                     const Signature& signature);

/// The plan without the line of `change`.  Its tags must be gone already.
std::string without_change(const Plan& plan, std::size_t change);

/// The plan with `change` and the tags below it standing before, or after, `other`.
std::string with_change_moved(const Plan& plan, std::size_t change, std::size_t other, bool before);

/// The plan with `from`, one of its own changes, named `to` wherever the plan names it.
std::string with_change_renamed(const Plan& plan, std::string_view from, std::string_view to);

/// The plan with requirements spelled anew: `respell` returns the new spelling, or nothing where
/// the old one stays.
std::string with_requirements(
    const Plan& plan, const std::function<std::optional<std::string>(const Requirement&)>& respell);

/// What a change shall require from now on, as it shall be written.
struct RequirementList {
    std::size_t change = 0;
    std::vector<std::string> requirements;
};

/// The plan with other requirements for some changes.  Brackets come and go as needed.
std::string with_requirement_lists(const Plan& plan, const std::vector<RequirementList>& lists);

/// The plan with another %project, and %uri where it repeated the project.
std::string with_project(const Plan& plan, std::string_view project);

/// The text of a control file with `names` added to its `requires`; unchanged when all are there.
/// A `requires` line is added where none is.  Every other byte stays.
std::string with_control_requirements(std::string_view control,
                                      const std::vector<std::string>& names);

/// The text of a control file whose `requires` names `to` instead of `from` (nothing: leaves it
/// out).
std::string with_control_requirement_renamed(std::string_view control,
                                             std::string_view from,
                                             std::string_view to);

/// The text of a control file with this `default_version`; unchanged when it says so already.
std::string with_control_version(std::string_view control, std::string_view version);

}  // namespace pgmeta::workspace
