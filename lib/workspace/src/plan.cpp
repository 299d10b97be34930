// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/plan.hpp"

namespace pgmeta::workspace {

const Change* Plan::find_change(std::string_view name) const {
    const auto found = change_index.find(name);
    return found == change_index.end() ? nullptr : &changes[found->second];
}

const Tag* Plan::find_tag(std::string_view name) const {
    const auto found = tag_index.find(name);
    return found == tag_index.end() ? nullptr : &tags[found->second];
}

}  // namespace pgmeta::workspace
