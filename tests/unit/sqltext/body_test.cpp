// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/body.hpp"

#include <gtest/gtest.h>

namespace pgmeta::sqltext {

TEST(BodyBegin, FindsADollarQuotedBody) {
    EXPECT_EQ(body_begin("do $x$ begin; $x$", " begin; "), 6U);
    EXPECT_EQ(body_begin("do $$\nbegin\n$$", "\nbegin\n"), 5U);
}

TEST(BodyBegin, FindsAQuotedBody) {
    EXPECT_EQ(body_begin("create function f() as 'select 1'", "select 1"), 24U);
    EXPECT_EQ(body_begin("create function f() as E'select 1'", "select 1"), 25U);
}

TEST(BodyBegin, PassesOverOtherLiteralsAndComments) {
    EXPECT_EQ(body_begin("create function f(a text default 'b') /* $$b$$ */ as $$b$$", "b"), 34U);
    EXPECT_EQ(body_begin("create function f(a text default 'a') /* $$b$$ */ as $$b$$", "b"), 55U);
}

TEST(BodyBegin, FindsNothingWhenTheTextIsNotWrittenAsItReads) {
    EXPECT_EQ(body_begin("do 'begin perform ''x''; end'", "begin perform 'x'; end"), std::nullopt);
    EXPECT_EQ(body_begin("do 'a''''b'", "a''''b"), std::nullopt);
    EXPECT_EQ(body_begin("do E'a\\nb'", "a\\nb"), std::nullopt);
}

TEST(BodyBegin, FindsNothingForAnotherBody) {
    EXPECT_EQ(body_begin("do $$a$$", "A"), std::nullopt);
    EXPECT_EQ(body_begin("select 1", "1"), std::nullopt);
    EXPECT_EQ(body_begin("", ""), std::nullopt);
    EXPECT_EQ(body_begin("do $$a", "a"), std::nullopt);
}

TEST(BodyBegin, FindsAnEmptyBody) {
    EXPECT_EQ(body_begin("do $$$$", ""), 5U);
}

}  // namespace pgmeta::sqltext
