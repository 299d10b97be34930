// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/plan.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::test {

using Issues = std::vector<std::string>;

/// Every problem as `line:column id`, in the order a person sees them.
inline Issues issues(const Diagnostics& problems) {
    Issues result;
    for (const auto& problem : problems.sorted()) {
        result.push_back(
            fmt::format("{}:{} {}", problem.where.line, problem.where.column, problem.id));
    }
    return result;
}

/// The problems of a plan whose first line is %project=p, so that its changes begin on line 2.
inline Issues plan_issues(std::string_view lines, std::string file = "pgpm.plan") {
    Diagnostics problems;
    workspace::parse_plan(std::move(file), fmt::format("%project=p\n{}", lines), problems);
    return issues(problems);
}

/// Message and hints of the only problem; empty when there is not exactly one.
inline std::string only_message(const Diagnostics& problems) {
    if (problems.all().size() != 1) return {};
    auto text = problems.all().front().message;
    for (const auto& hint : problems.all().front().hints)
        text += " / " + hint;
    return text;
}

}  // namespace pgmeta::test
