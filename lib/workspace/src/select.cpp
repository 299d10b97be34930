// SPDX-License-Identifier: MIT
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <fmt/format.h>

#include <utility>

namespace pgmeta::workspace {

namespace {

Error syntax_error(std::string_view text) {
    return Error{
        Fault::usage, "target-syntax",
        fmt::format("expected `package`, `package:change` or `package:@tag`, found `{}`", text)};
}

Error unknown(std::string id,
              std::string message,
              std::string_view word,
              const std::vector<std::string>& candidates) {
    Error error{Fault::usage, std::move(id), std::move(message)};
    auto suggestion = did_you_mean(word, candidates);
    if (!suggestion.empty()) error.add_hint(std::move(suggestion));
    return error;
}

Selection select_tag(const Package& package, std::string_view name) {
    if (const auto* tag = package.plan.find_tag(name)) return {&package, tag->change};
    std::vector<std::string> candidates;
    for (const auto& tag : package.plan.tags)
        candidates.push_back(fmt::format("@{}", tag.name));
    throw unknown("tag-unknown",
                  fmt::format("expected a tag of package `{}`, found `@{}`", package.name, name),
                  fmt::format("@{}", name), candidates);
}

Selection select_change(const Package& package, std::string_view name) {
    const auto& plan = package.plan;
    const auto found = plan.change_index.find(name);
    if (found != plan.change_index.end()) return {&package, found->second};
    std::vector<std::string> candidates;
    for (const auto& change : plan.changes)
        candidates.push_back(change.name);
    if (plan.find_tag(name) != nullptr) candidates = {fmt::format("@{}", name)};
    throw unknown("change-unknown",
                  fmt::format("expected a change of package `{}`, found `{}`", package.name, name),
                  name, candidates);
}

}  // namespace

Selection select(const Workspace& workspace, std::string_view text) {
    const auto colon = text.find(':');
    if (text.empty() || colon == 0) throw syntax_error(text);
    if (colon == std::string_view::npos) return {&workspace.get(text), Selection::npos};
    const auto rest = text.substr(colon + 1);
    if (rest.empty() || rest == "@" || rest.find(':') != std::string_view::npos) {
        throw syntax_error(text);
    }
    return select_in(workspace.get(text.substr(0, colon)), rest);
}

Selection select_in(const Package& package, std::string_view change_or_tag) {
    if (change_or_tag.empty() || change_or_tag == "@" ||
        change_or_tag.find(':') != std::string_view::npos) {
        throw Error{Fault::usage, "target-syntax",
                    fmt::format("expected `change` or `@tag` of package `{}`, found `{}`",
                                package.name, change_or_tag)};
    }
    if (change_or_tag.front() == '@') return select_tag(package, change_or_tag.substr(1));
    return select_change(package, change_or_tag);
}

}  // namespace pgmeta::workspace
