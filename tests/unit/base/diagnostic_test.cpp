// SPDX-License-Identifier: MIT
#include "pgmeta/base/diagnostic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pgmeta {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> places(const Diagnostics& diagnostics) {
    std::vector<std::string> result;
    for (const auto& diagnostic : diagnostics.sorted())
        result.push_back(to_string(diagnostic.where) + " " + diagnostic.id);
    return result;
}

}  // namespace

TEST(Diagnostics, CountsErrorsAndWarningsApart) {
    Diagnostics diagnostics;
    EXPECT_TRUE(diagnostics.empty());
    diagnostics.warning("w", {"a", 1, 1}, "message");
    diagnostics.note("n", {"a", 1, 1}, "message");
    EXPECT_FALSE(diagnostics.has_errors());
    diagnostics.error("e", {"a", 1, 1}, "message");
    EXPECT_TRUE(diagnostics.has_errors());
    EXPECT_EQ(diagnostics.errors(), 1U);
    EXPECT_EQ(diagnostics.warnings(), 1U);
    EXPECT_EQ(diagnostics.all().size(), 3U);
}

TEST(Diagnostics, SortsByFileLineColumnAndId) {
    Diagnostics diagnostics;
    diagnostics.error("z", {"b", 1, 1}, "message");
    diagnostics.error("y", {"a", 10, 1}, "message");
    diagnostics.error("x", {"a", 9, 2}, "message");
    diagnostics.warning("w", {"a", 9, 2}, "message");
    diagnostics.error("v", {"a", 9, 1}, "message");
    diagnostics.error("u", {"a", 0, 0}, "message");
    EXPECT_THAT(places(diagnostics),
                ElementsAre("a u", "a:9:1 v", "a:9:2 w", "a:9:2 x", "a:10:1 y", "b:1:1 z"));
}

TEST(Diagnostics, NamesTheSameProblemOnce) {
    Diagnostics diagnostics;
    diagnostics.error("e", {"a", 1, 1}, "message");
    diagnostics.error("e", {"a", 2, 1}, "message");
    diagnostics.error("e", {"a", 1, 1}, "message");
    diagnostics.error("e", {"a", 1, 1}, "other");
    EXPECT_EQ(diagnostics.sorted().size(), 3U);
}

TEST(Diagnostics, KeepsAHintOnlyWhenThereIsOne) {
    Diagnostics diagnostics;
    diagnostics.error("e", {"a", 1, 1}, "message", "do this");
    diagnostics.error("e", {"a", 2, 1}, "message");
    EXPECT_THAT(diagnostics.all()[0].hints, ElementsAre("do this"));
    EXPECT_THAT(diagnostics.all()[1].hints, IsEmpty());
}

TEST(Diagnostics, TakesOverTheProblemsOfAnother) {
    Diagnostics all;
    Diagnostics some;
    all.warning("w", {"b", 1, 1}, "message");
    some.error("e", {"a", 1, 1}, "message");
    all.append(std::move(some));
    EXPECT_EQ(all.errors(), 1U);
    EXPECT_THAT(places(all), ElementsAre("a:1:1 e", "b:1:1 w"));
}

}  // namespace pgmeta
