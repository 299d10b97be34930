// SPDX-License-Identifier: MIT
//
// row = package ":" change | change | [ package ":" ] "@" tag      (spec/pgpm.md 3.11)
#include "ledger_row.hpp"

#include "pgmeta/graph/diff.hpp"

namespace pgmeta::graph {

RowMeaning meaning_of(const workspace::Workspace& workspace,
                      std::string_view row,
                      std::string_view owner) {
    const auto colon = row.find(':');
    const auto package = colon == std::string_view::npos ? owner : row.substr(0, colon);
    const auto name = colon == std::string_view::npos ? row : row.substr(colon + 1);
    if (!name.starts_with('@')) return {package, name, false};
    const auto* known = workspace.find(package);
    const auto* tag = known == nullptr ? nullptr : known->plan.find_tag(name.substr(1));
    if (tag == nullptr) return {package, {}, true};
    return {package, known->plan.changes[tag->change].name, false};
}

bool requirement_means(const workspace::Workspace& workspace,
                       std::string_view row,
                       std::string_view owner,
                       std::string_view package,
                       std::string_view change) {
    const auto meaning = meaning_of(workspace, row, owner);
    return meaning.package == package && (meaning.any_change || meaning.change == change);
}

}  // namespace pgmeta::graph
