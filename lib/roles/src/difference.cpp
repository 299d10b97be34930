// SPDX-License-Identifier: MIT
#include "pgmeta/roles/difference.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace pgmeta::roles {

namespace {

std::string lower_case(std::string_view text) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

Attributes differing(const Attributes& wanted, const Attributes& actual) {
    Attributes result;
    for (const auto& row : attribute_rows) {
        const auto value = wanted.*(row.field);
        if (value && value != actual.*(row.field)) result.*(row.field) = value;
    }
    return result;
}

/// What is left of a step about a role that is there.
std::optional<Step> left_of(const Step& step, const Role& role) {
    switch (step.kind) {
        case StepKind::role:
        case StepKind::attributes: {
            auto left = step;
            left.kind = StepKind::attributes;
            left.attributes = differing(step.attributes, role.attributes);
            if (to_string(left.attributes).empty()) return std::nullopt;
            return left;
        }
        case StepKind::password:
            return step.only_new ? std::nullopt : std::optional{step};
        case StepKind::valid_until:
            return role.valid_until == step.value ? std::nullopt : std::optional{step};
        case StepKind::connection_limit:
            return role.connection_limit == step.number ? std::nullopt : std::optional{step};
        case StepKind::comment:
            return role.comment.value_or("") == step.value ? std::nullopt : std::optional{step};
        case StepKind::setting: {
            const auto found = role.settings.find(lower_case(step.other));
            const bool same = found != role.settings.end() &&
                              found->second == stored_setting(step.other, step.value);
            return same ? std::nullopt : std::optional{step};
        }
        case StepKind::connect: {
            const auto& in = role.databases;
            const bool may = std::find(in.begin(), in.end(), step.other) != in.end();
            return may ? std::nullopt : std::optional{step};
        }
        case StepKind::revoke_connect:
            return role.databases.empty() ? std::nullopt : std::optional{step};
        default:
            return step;
    }
}

/// True for steps that make no sense without the role, and are done once it is gone.
bool only_takes_away(StepKind kind) {
    return kind == StepKind::attributes || kind == StepKind::revoke ||
           kind == StepKind::revoke_connect || kind == StepKind::reassign ||
           kind == StepKind::drop_owned || kind == StepKind::drop;
}

using Pairs = std::set<std::pair<std::string_view, std::string_view>>;

/// (role, member): with a membership that can be used, or with any.
Pairs pairs(const Cluster& cluster, bool usable_only) {
    Pairs result;
    for (const auto& membership : cluster.memberships)
        if (!usable_only || membership.is_usable())
            result.emplace(membership.role, membership.member);
    return result;
}

}  // namespace

std::vector<Step> difference(std::span<const Step> wanted, const Cluster& actual) {
    const auto usable = pairs(actual, true);
    const auto any = pairs(actual, false);
    std::vector<Step> left;
    for (const auto& step : wanted) {
        if (step.kind == StepKind::need_role) continue;
        const std::pair<std::string_view, std::string_view> pair{step.other, step.role};
        if (step.kind == StepKind::grant && usable.count(pair) != 0) continue;
        if (step.kind == StepKind::revoke && any.count(pair) == 0) continue;
        const auto* role = actual.find(step.role);
        if (role == nullptr) {
            if (!only_takes_away(step.kind)) left.push_back(step);
            continue;
        }
        if (auto rest = left_of(step, *role)) left.push_back(std::move(*rest));
    }
    return left;
}

std::vector<std::string> missing_roles(std::span<const Step> wanted, const Cluster& actual) {
    std::set<std::string> missing;
    for (const auto& step : wanted)
        if (step.kind == StepKind::need_role && actual.find(step.role) == nullptr)
            missing.insert(step.role);
    return {missing.begin(), missing.end()};
}

}  // namespace pgmeta::roles
