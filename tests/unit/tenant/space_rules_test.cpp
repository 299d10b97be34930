// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/space_rules.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pgmeta::tenant {
namespace {

using testing::MatchesRegex;

TEST(SpaceMetadata, HasOneOfSixTypes) {
    for (const auto* type : {"personal", "brand", "club", "family", "team", "practice"})
        EXPECT_EQ(space_type_of(space_metadata(type)), type);
}

TEST(SpaceMetadata, IsRefusedWithoutAKnownType) {
    for (const auto* text : {"{}", "null", "", "[]", R"({"type": null})", R"({"type": "guild"})",
                             R"({"type": "Personal"})", R"({"type": 1})"})
        EXPECT_FAILS("space-metadata-invalid", Fault::usage, space_type_of(text)) << text;
    EXPECT_FAILS("space-metadata-invalid", Fault::usage, space_metadata("guild"));
    EXPECT_FAILS("space-metadata-invalid", Fault::usage, space_metadata("team", "[]"));
}

TEST(SpaceMetadata, KeepsTheRestAndTheTypeThatWasSaid) {
    EXPECT_EQ(space_metadata("team", R"({"type": "club", "uid": "x"})"),
              R"({"type":"team","uid":"x"})");
}

TEST(SpaceMetadata, KeepsOnlyPersonalSpacesFromBeingDeleted) {
    EXPECT_FALSE(is_deletable_space(R"({"type": "personal"})"));
    for (const auto* text : {R"({"type": "team"})", "{}", "null", "not json", ""})
        EXPECT_TRUE(is_deletable_space(text)) << text;
}

TEST(SpaceTier, IsMetFromItsLevelUp) {
    EXPECT_TRUE(meets_tier(R"({"tier": "alpha"})", "beta"));
    EXPECT_TRUE(meets_tier(R"({"tier": "beta"})", "beta"));
    EXPECT_FALSE(meets_tier(R"({"tier": "public"})", "beta"));
    EXPECT_FALSE(meets_tier(R"({"tier": "emperor"})", "public"));
    EXPECT_TRUE(meets_tier("{}", "guest"));
    EXPECT_EQ(tier_level("founder"), 4);
}

TEST(Slug, IsMadeOfTheLocalPart) {
    EXPECT_EQ(slug_of_email("Ada.Lovelace@example.com"), "ada-lovelace");
    EXPECT_EQ(slug_of_email("a..b__c@x"), "a-b-c");
    EXPECT_EQ(slug_of_email("-ada-@x"), "ada");
    EXPECT_EQ(slug_of_email("ada2026@x"), "ada2026");
    EXPECT_EQ(slug_of_email(std::string(40, 'a') + "@x"), std::string(30, 'a'));
    EXPECT_EQ(slug_of_email(std::string(29, 'a') + ".b@x"), std::string(29, 'a'));
}

TEST(Slug, IsMadeUpWhenNothingIsLeft) {
    for (const auto* email : {"", "@x", "...@x", "é@x"})
        EXPECT_THAT(slug_of_email(email), MatchesRegex("user-[0-9a-f]{6}")) << email;
}

TEST(Slug, GetsANumberWhenItIsTakenOrReserved) {
    const std::set<std::string, std::less<>> taken{"ada", "ada-2", "admin-2"};
    const auto is_taken = [&](std::string_view slug) { return taken.contains(slug); };
    EXPECT_EQ(free_slug("bob", is_taken), "bob");
    EXPECT_EQ(free_slug("ada", [](std::string_view slug) { return slug == "ada"; }), "ada-2");
    EXPECT_EQ(free_slug("ada", is_taken), "ada-3");
    for (const auto* reserved : {"me", "api", "login", "settings", "www"})
        EXPECT_EQ(free_slug(reserved, is_taken), std::string{reserved} + "-2");
    EXPECT_EQ(free_slug("admin", is_taken), "admin-3");
    for (const auto* fine : {"admins", "myself"})
        EXPECT_EQ(free_slug(fine, is_taken), fine);
    EXPECT_THAT(free_slug("x", [](std::string_view slug) { return slug.size() <= 5; }),
                MatchesRegex("x-[0-9a-f]{6}"));
}

}  // namespace
}  // namespace pgmeta::tenant
