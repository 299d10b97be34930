// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/plan.hpp"

#include <string_view>
#include <unordered_set>
#include <vector>

namespace pgmeta::workspace {

/// A tag line before it is known whether its change exists.
struct DraftTag {
    Tag tag;
    std::string_view name;    ///< the tag's, in the plan's text
    std::string_view change;  ///< named on the line; empty: the change above
    int change_column = 0;
};

/// The lines of a plan, understood one by one but not yet connected.
struct Draft {
    Plan plan;
    std::vector<DraftTag> tags;
    /// Names whose lines were refused; what mentions them is not reported a second time.
    std::unordered_set<std::string_view> refused_changes;
    std::unordered_set<std::string_view> refused_tags;
    int project_line = 0;  ///< 0: no %project
};

/// Connects tags and requirements to their changes and reports what does not fit.
Plan connect(Draft&& draft, Diagnostics& problems);

}  // namespace pgmeta::workspace
