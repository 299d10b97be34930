// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/plan.hpp"

#include <gtest/gtest.h>

namespace pgmeta::workspace {

class GoodChangeName : public testing::TestWithParam<std::string_view> {};

TEST_P(GoodChangeName, IsAccepted) {
    EXPECT_TRUE(is_change_name(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(ChangeName,
                         GoodChangeName,
                         testing::Values("a",
                                         "_a_",
                                         "v1.2-1",
                                         "foo^1b",
                                         "foo/2x",
                                         "a,b",
                                         "a[b",
                                         "schemas/x/tables/y/table",
                                         "schéma/überblick",
                                         "日本",
                                         "HEAD",
                                         "42",
                                         "x..y",
                                         "a/..b"));

class BadChangeName : public testing::TestWithParam<std::string_view> {};

TEST_P(BadChangeName, IsRefused) {
    EXPECT_FALSE(is_change_name(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(ChangeName,
                         BadChangeName,
                         testing::Values("",
                                         "a b",
                                         "a\tb",
                                         "a\xC2\xA0"
                                         "b",
                                         "a:b",
                                         "a@b",
                                         "a#b",
                                         "a\\b",
                                         "-a",
                                         "a-",
                                         "foo~1",
                                         "foo^12",
                                         "foo/1",
                                         "foo=1",
                                         "foo%1",
                                         "..",
                                         "../a",
                                         "a/../../b",
                                         "a/./b",
                                         "a//b",
                                         "/etc/passwd",
                                         "a/",
                                         std::string_view{"a\0b", 3}));

TEST(TagName, IsAChangeNameWithoutSlash) {
    EXPECT_TRUE(is_tag_name("v1.0.0"));
    EXPECT_TRUE(is_tag_name("größe"));
    EXPECT_FALSE(is_tag_name("v1/x"));
    EXPECT_FALSE(is_tag_name("v1~2"));
    EXPECT_FALSE(is_tag_name("v1."));
    EXPECT_FALSE(is_tag_name("a@b"));
    EXPECT_FALSE(is_tag_name(""));
}

}  // namespace pgmeta::workspace
