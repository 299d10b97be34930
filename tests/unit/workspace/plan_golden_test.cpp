// SPDX-License-Identifier: MIT
//
// The plans in tests/golden/plans hold, line by line, what pgpm refuses and what it accepts.
#include "issues.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/paths.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace pgmeta::workspace {

namespace {

using test::Issues;

Issues golden_issues(const std::string& name, std::string_view only_id = {}) {
    const auto path = (pgmeta::test::source_dir() / "tests/golden/plans" / name).string();
    Diagnostics problems;
    parse_plan(name, read_file(path), problems);
    auto result = test::issues(problems);
    result.erase(std::remove_if(result.begin(), result.end(),
                                [&](const auto& issue) { return !issue.ends_with(only_id); }),
                 result.end());
    return result;
}

}  // namespace

TEST(GoldenPlan, MalformedReferencesAreTheOnesPgpmRefuses) {
    EXPECT_EQ(
        golden_issues("bad-symbolic-refs.plan", "requirement-syntax"),
        (Issues{"14:6 requirement-syntax", "15:6 requirement-syntax", "30:6 requirement-syntax",
                "31:6 requirement-syntax", "32:6 requirement-syntax"}));
}

TEST(GoldenPlan, ReferencesThatPgpmAcceptsAndNeverDeploysAreErrorsToo) {
    EXPECT_EQ(golden_issues("bad-symbolic-refs.plan", "requirement-undeployable"),
              (Issues{"13:6 requirement-undeployable", "26:6 requirement-undeployable",
                      "27:6 requirement-undeployable"}));
    EXPECT_EQ(
        golden_issues("bad-symbolic-refs.plan", "requirement-unknown"),
        (Issues{"12:6 requirement-unknown", "16:6 requirement-unknown", "16:12 requirement-unknown",
                "16:21 requirement-unknown", "19:6 requirement-unknown", "20:6 requirement-unknown",
                "21:6 requirement-unknown", "22:6 requirement-unknown"}));
    EXPECT_EQ(golden_issues("bad-symbolic-refs.plan").size(), 16U);
}

TEST(GoldenPlan, InvalidChangeNames) {
    EXPECT_EQ(
        golden_issues("invalid-change-names.plan"),
        (Issues{"9:1 change-name",  "10:1 change-name", "11:1 change-name", "14:1 change-name",
                "15:1 change-name", "16:1 change-name", "17:1 change-name", "18:1 change-name",
                "21:1 change-name", "22:1 change-name", "23:1 change-name", "24:1 change-name",
                "27:1 change-name", "28:1 change-name", "29:1 change-name", "30:1 change-name",
                "33:5 plan-syntax", "34:7 plan-syntax", "39:6 plan-syntax", "40:6 plan-syntax"}));
}

TEST(GoldenPlan, InvalidTagNames) {
    EXPECT_EQ(
        golden_issues("invalid-tag-names.plan"),
        (Issues{"11:1 tag-name", "12:1 tag-name", "15:1 tag-name", "16:1 tag-name", "17:1 tag-name",
                "18:1 tag-name", "21:1 tag-name", "22:1 tag-name", "23:1 tag-name", "26:1 tag-name",
                "27:1 tag-name", "28:1 tag-name", "31:1 tag-name", "32:1 tag-name",
                "35:10 plan-syntax", "36:6 plan-syntax", "39:35 plan-syntax"}));
}

TEST(GoldenPlan, WhatPgpmAcceptsStays) {
    const auto path = (pgmeta::test::source_dir() / "tests/golden/plans/").string();
    Diagnostics problems;
    const auto changes = parse_plan("a", read_file(path + "invalid-change-names.plan"), problems);
    EXPECT_NE(changes.find_change("new"), nullptr);
    EXPECT_NE(changes.find_change("good"), nullptr);
    EXPECT_NE(changes.find_tag("foo"), nullptr);
    const auto tags = parse_plan("b", read_file(path + "invalid-tag-names.plan"), problems);
    EXPECT_EQ(tags.tags.size(), 1U);
}

}  // namespace pgmeta::workspace
