// SPDX-License-Identifier: MIT
#include "pgmeta/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace pgmeta {

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Error some_error() {
    return Error{Fault::workspace, "plan-cycle", "a needs itself"};
}

}  // namespace

TEST(ToString, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(to_string(Location{"a.sql", 3, 7}), "a.sql:3:7");
    EXPECT_EQ(to_string(Location{"a.sql", 3, 0}), "a.sql:3");
    EXPECT_EQ(to_string(Location{"a.sql", 0, 7}), "a.sql");
}

TEST(Error, CarriesWhatItWasGiven) {
    const auto error = some_error();
    EXPECT_EQ(error.fault(), Fault::workspace);
    EXPECT_EQ(error.id(), "plan-cycle");
    EXPECT_EQ(error.message(), "a needs itself");
    EXPECT_STREQ(error.what(), "a needs itself");
    EXPECT_EQ(error.where(), Location{});
    EXPECT_THAT(error.hints(), IsEmpty());
    EXPECT_THAT(error.frames(), IsEmpty());
}

TEST(Error, CollectsPlaceHintsAndFrames) {
    auto error = some_error().at({"pgpm.plan", 4, 1}).hint("first").hint("second");
    error.add_hint("third");
    error.add_frame("inner");
    error.add_frame("outer");
    EXPECT_EQ(to_string(error.where()), "pgpm.plan:4:1");
    EXPECT_THAT(error.hints(), ElementsAre("first", "second", "third"));
    EXPECT_THAT(error.frames(), ElementsAre("inner", "outer"));
}

TEST(Error, KnowsTheServersReportOnlyWhenThereIsOne) {
    EXPECT_EQ(some_error().sql_detail(), nullptr);
    EXPECT_EQ(some_error().sqlstate(), "");
    SqlDetail detail;
    detail.sqlstate = "23505";
    const auto error = some_error().sql(detail);
    ASSERT_NE(error.sql_detail(), nullptr);
    EXPECT_EQ(error.sqlstate(), "23505");
}

TEST(Error, KeepsFramesThatAreAddedOnTheWayUp) {
    const auto inner = [] {
        try {
            throw some_error();
        } catch (Error& error) {
            error.add_frame("while reading");
            throw;
        }
    };
    try {
        inner();
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_THAT(error.frames(), ElementsAre("while reading"));
    }
}

}  // namespace pgmeta
