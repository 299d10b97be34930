// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/tap.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pgmeta::testkit;

TapReader read(std::string_view text) {
    TapReader reader;
    reader.read(text, 0);
    return reader;
}

TEST(Tap, OfARunThatKeptItsPlanIsFine) {
    const auto tap = read("1..2\nok 1 - a\nok 2");
    EXPECT_EQ(tap.complaint(), "");
    ASSERT_EQ(tap.assertions().size(), 2U);
    EXPECT_EQ(tap.assertions()[0].description, "a");
    EXPECT_TRUE(tap.assertions()[1].passes());
}

TEST(Tap, TellsWhatWasExpectedAndGot) {
    const auto tap = read(
        "1..1\nnot ok 1 - sum\n# Failed test 1: \"sum\"\n#         have: 3\n#         want: 4");
    const auto& sum = tap.assertions().at(0);
    EXPECT_FALSE(sum.passes());
    EXPECT_EQ(sum.got, "3");
    EXPECT_EQ(sum.expected, "4");
}

TEST(Tap, TellsWhichErrorWasCaughtAndWanted) {
    const auto tap =
        read("1..1\nnot ok 1 - x\n#       caught: 42P01: no table\n#       wanted: 23505");
    EXPECT_EQ(tap.assertions()[0].got, "42P01: no table");
    EXPECT_EQ(tap.assertions()[0].expected, "23505");
}

TEST(Tap, OfAnotherNumberOfTestsIsAComplaint) {
    EXPECT_EQ(read("1..3\nok 1").complaint(), "planned 3 tests, ran 1");
    EXPECT_EQ(read("1..1\nok 1\nok 2").complaint(), "planned 1 test, ran 2");
}

TEST(Tap, WithoutAPlanIsAComplaint) {
    EXPECT_NE(read("ok 1 - a").complaint().find("no plan"), std::string::npos);
    EXPECT_EQ(read("ok 1 - a\n1..1").complaint(), "");
}

TEST(Tap, ThatBailedOutIsAComplaint) {
    EXPECT_EQ(read("1..2\nBail out!  no schema").complaint(), "bailed out: no schema");
}

TEST(Tap, CountsFailuresMarkedTodoAsExpected) {
    const auto tap = read("1..2\nnot ok 1 - later # TODO not built\nok 2 # SKIP no server");
    EXPECT_TRUE(tap.assertions()[0].passes());
    EXPECT_EQ(tap.assertions()[0].directive, "TODO not built");
    EXPECT_EQ(tap.assertions()[1].directive, "SKIP no server");
}

TEST(Tap, KeepsAHashInADescription) {
    EXPECT_EQ(read("1..1\nok 1 - issue #7 is gone").assertions()[0].description,
              "issue #7 is gone");
}

TEST(Tap, CountsASubtestByItsSummary) {
    const auto tap = read(
        "# Subtest: t.test_a()\n    ok 1 - fine\n    not ok 2 - sum\n    #         have: 1\n"
        "    #         want: 2\n    1..2\nnot ok 1 - t.test_a\n1..1");
    ASSERT_EQ(tap.assertions().size(), 1U);
    EXPECT_EQ(tap.complaint(), "");
    EXPECT_EQ(tap.assertions()[0].expected, "2");
    EXPECT_EQ(tap.assertions()[0].diagnostics.front(), "not ok 2 - sum");
}

TEST(Tap, IsNotSeenInOtherText) {
    EXPECT_FALSE(read("ok then\n1..\nnot okay\n# note").is_tap());
}

}  // namespace
