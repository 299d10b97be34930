// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/edit_plan.hpp"

#include "issues.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pgmeta::workspace {
namespace {

// Everything a careless writer loses: a comment, blank lines, an unknown pragma, odd spacing, white
// space at line ends, a tag that names its change, no line end at the end.
const std::string text =
    "%syntax-version=1.0.0\n"
    "%project=shop\n"
    "%uri=shop\n"
    "%mystery = stays\n"
    "\n"
    "# the beginning\n"
    "base  2024-01-01T00:00:00Z Ada <ada@example.com>  # first\t\n"
    "  tables/users   [base]  2024-01-02T00:00:00Z Ada <ada@example.com>\n"
    "@v1 2024-01-03T00:00:00Z Ada <ada@example.com> # one\n"
    "\n"
    "@v1.1 2024-01-03T00:00:00Z Ada <ada@example.com>\n"
    "# about orders\n"
    "orders [ tables/users  shop:base @v1 other:orders ] 2024-01-04T00:00:00Z B\xC3\xBC <b@x>\n"
    "@again base 2024-01-05T00:00:00Z Ada <ada@example.com>\n"
    "   \n"
    "last [orders]";

const Signature signature{"2026-02-03T04:05:06Z", "Grace H", "grace@example.com"};

Plan parsed(std::string from) {
    Diagnostics problems;
    auto plan = parse_plan("pgpm.plan", std::move(from), problems);
    EXPECT_FALSE(problems.has_errors()) << test::issues(problems).front();
    return plan;
}

std::string replaced(std::string in, std::string_view what, std::string_view with) {
    const auto at = in.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return in.replace(at, what.size(), with);
}

TEST(EditPlan, AddsAChangeAtTheEndAndKeepsEveryByte) {
    EXPECT_EQ(with_change(parsed(text), {"new", {"base", "@v1"}, "why", signature}),
              text + "\nnew [base @v1] 2026-02-03T04:05:06Z Grace H <grace@example.com> # why\n");
    EXPECT_EQ(with_change(parsed("%project=p\n"), {"a", {}, "", signature}),
              "%project=p\na 2026-02-03T04:05:06Z Grace H <grace@example.com>\n");
}

TEST(EditPlan, KeepsCarriageReturnsAndAByteOrderMark) {
    const std::string dos = "\xEF\xBB\xBF%project=p\r\n\r\na\r\nb [a]\r\n";
    EXPECT_EQ(with_change(parsed(dos), {"c", {}, "", signature}),
              dos + "c 2026-02-03T04:05:06Z Grace H <grace@example.com>\r\n");
    EXPECT_EQ(with_change_renamed(parsed(dos), "a", "x"),
              "\xEF\xBB\xBF%project=p\r\n\r\nx\r\nb [x]\r\n");
    EXPECT_EQ(with_project(parsed(dos), "q"), "\xEF\xBB\xBF%project=q\r\n\r\na\r\nb [a]\r\n");
}

TEST(EditPlan, PutsATagBelowTheTagsOfItsChange) {
    const auto plan = parsed(text);
    const std::string line = "@v2 2026-02-03T04:05:06Z Grace H <grace@example.com> # n\n";
    const std::string below = "@v1.1 2024-01-03T00:00:00Z Ada <ada@example.com>\n";
    const auto tagged = with_tag(plan, "v2", plan.change_index.at("tables/users"), "n", signature);
    EXPECT_EQ(tagged, replaced(text, below, below + line));
    EXPECT_EQ(parsed(tagged).find_tag("v2")->change, plan.change_index.at("tables/users"));
    const auto last = with_tag(plan, "v2", plan.change_index.at("last"), "n", signature);
    EXPECT_EQ(last, text + "\n" + line);
    EXPECT_EQ(parsed(last).find_tag("v2")->change, plan.change_index.at("last"));
}

TEST(EditPlan, RemovesOneLineOnly) {
    const auto plan = parsed(text);
    EXPECT_EQ(without_change(plan, plan.change_index.at("last")),
              replaced(text, "last [orders]", ""));
}

TEST(EditPlan, RenamesAChangeWhereverThePlanNamesIt) {
    const auto plan = parsed(text);
    auto expected = replaced(text, "base  2024", "root/\xC3\xA4  2024");
    expected = replaced(expected, "[base]", "[root/\xC3\xA4]");
    expected = replaced(expected, "shop:base", "shop:root/\xC3\xA4");
    expected = replaced(expected, "@again base", "@again root/\xC3\xA4");
    const auto renamed = with_change_renamed(plan, "base", "root/\xC3\xA4");
    EXPECT_EQ(renamed, expected);
    EXPECT_EQ(with_change_renamed(parsed(renamed), "root/\xC3\xA4", "base"), text);
    // The package `other` has an `orders` of its own.
    EXPECT_NE(with_change_renamed(plan, "orders", "o").find("other:orders"), std::string::npos);
}

TEST(EditPlan, RespellsRequirements) {
    const auto respelled =
        with_requirements(parsed(text), [](const Requirement& r) -> std::optional<std::string> {
            if (r.package != "other") return std::nullopt;
            return "others:" + r.name;
        });
    EXPECT_EQ(respelled, replaced(text, "other:orders", "others:orders"));
}

TEST(EditPlan, RenamesTheProjectAndAUriThatRepeatsIt) {
    auto expected = replaced(text, "%project=shop", "%project=store");
    EXPECT_EQ(with_project(parsed(text), "store"), replaced(expected, "%uri=shop", "%uri=store"));
    EXPECT_EQ(with_project(parsed("%project=p\n%uri=https://p/\na"), "q"),
              "%project=q\n%uri=https://p/\na");
}

TEST(EditPlan, MovesAChangeTogetherWithItsTags) {
    const auto plan = parsed("%project=p\n# c\na\n@t1" + std::string{" "} +
                             "2024-01-03T00:00:00Z A <a@x>\n\nb\n# d\nc");
    const std::string tag = "@t1 2024-01-03T00:00:00Z A <a@x>\n";
    EXPECT_EQ(with_change_moved(plan, 0, 2, false), "%project=p\n# c\n\nb\n# d\nc\na\n" + tag);
    EXPECT_EQ(with_change_moved(plan, 0, 2, true), "%project=p\n# c\n\nb\n# d\na\n" + tag + "c");
    EXPECT_EQ(with_change_moved(plan, 2, 0, true), "%project=p\n# c\nc\na\n" + tag + "\nb\n# d\n");
    EXPECT_EQ(with_change_moved(plan, 2, 0, false), "%project=p\n# c\na\n" + tag + "c\n\nb\n# d\n");
    EXPECT_EQ(parsed(with_change_moved(plan, 0, 2, false)).find_tag("t1")->change, 2U);
}

TEST(EditControl, AddsToTheRequirements) {
    EXPECT_EQ(with_control_requirements("# x\nrequires = 'a, b' # why\nschema = s\n  ", {"b", "c"}),
              "# x\nrequires = 'a,b,c' # why\nschema = s\n  ");
    EXPECT_EQ(with_control_requirements("requires = 'a, b'\n", {"b"}), "requires = 'a, b'\n");
    EXPECT_EQ(with_control_requirements("comment = 'requires'\r\nrelocatable = false\r\n", {"a"}),
              "comment = 'requires'\r\nrequires = 'a'\r\nrelocatable = false\r\n");
    EXPECT_EQ(with_control_requirements("default_version = '1'", {"a", "b"}),
              "default_version = '1'\nrequires = 'a,b'\n");
}

TEST(EditControl, RenamesARequirementAndTakesItOut) {
    EXPECT_EQ(with_control_requirement_renamed("requires = 'a,b'\nx", "b", "c"),
              "requires = 'a,c'\nx");
    EXPECT_EQ(with_control_requirement_renamed("y\nrequires = 'a'\nx", "a", ""), "y\nx");
    EXPECT_EQ(with_control_requirement_renamed("requires = 'a , b'\n", "z", "c"),
              "requires = 'a , b'\n");
}

TEST(EditControl, SetsTheVersion) {
    EXPECT_EQ(
        with_control_version("# x\ndefault_version = '0.1.0' # why\nsuperuser = false\n", "2"),
        "# x\ndefault_version = '2' # why\nsuperuser = false\n");
    EXPECT_EQ(with_control_version("default_version='1.0-rc.1'\r\n", "1.0.0-rc.2"),
              "default_version = '1.0.0-rc.2'\r\n");
    EXPECT_EQ(with_control_version("default_version   =  '1'\n", "1"),
              "default_version   =  '1'\n");
    EXPECT_EQ(with_control_version("comment = 'default_version'", "1"),
              "comment = 'default_version'\ndefault_version = '1'\n");
}

}  // namespace
}  // namespace pgmeta::workspace
