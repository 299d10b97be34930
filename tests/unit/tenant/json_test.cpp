// SPDX-License-Identifier: MIT
#include "json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(SessionUserJson, HasTheNamesOfOtherProgramsAndWhatIsGiven) {
    SessionUser user{.id = "u1", .username = "ada", .name = "Ada", .role = "editor"};
    EXPECT_EQ(to_json(user), R"({"id":"u1","username":"ada","name":"Ada","role":"editor"})");
    user.needs_onboarding = false;
    user.onboarding_step = -2;
    EXPECT_EQ(to_json(user), R"({"id":"u1","username":"ada","name":"Ada","role":"editor",)"
                             R"("needsOnboarding":false,"onboardingStep":-2})");
}

TEST(SessionUserJson, KeepsAnyText) {
    SessionUser user;
    user.name = "\"quotes\" \\ tab\t line\n bell\a \x7f ü 漢 😀";
    user.onboarding_step = 3;
    user.needs_onboarding = true;
    SessionUser read;
    from_json(to_json(user), read);
    EXPECT_EQ(read.name, user.name);
    EXPECT_THAT(read.onboarding_step, Optional(3));
    EXPECT_THAT(read.needs_onboarding, Optional(true));
}

TEST(SessionUserJson, ReplacesBytesThatAreNoText) {
    SessionUser read;
    from_json(to_json(SessionUser{.name = "a\xff z"}), read);
    EXPECT_EQ(read.name, "a\xEF\xBF\xBD z");
}

TEST(SessionUserJson, IsReadAsFarAsItCanBe) {
    SessionUser user;
    from_json(R"({"extra": {"name": "inner", "id": 7}, "id": 5, "name": "Ada", "list": ["x"],)"
              R"( "needsOnboarding": "yes", "onboardingStep": 1.5, "role": null})",
              user);
    EXPECT_EQ(user.name, "Ada");
    EXPECT_EQ(user.id, "");
    EXPECT_EQ(user.role, "");
    EXPECT_EQ(user.needs_onboarding, std::nullopt);
    EXPECT_EQ(user.onboarding_step, std::nullopt);
    from_json("[1, 2", user);
    EXPECT_EQ(user.name, "");
}

TEST(PermissionsJson, AreTheStringsOfAList) {
    std::vector<std::string> permissions;
    from_json(R"(["a", 1, ["inner"], {"key": "value"}, "b\u00fc"])", permissions);
    EXPECT_THAT(permissions, ElementsAre("a", "bü"));
    EXPECT_EQ(to_json(permissions), R"(["a","bü"])");
    EXPECT_EQ(to_json(std::vector<std::string>{}), "[]");
}

TEST(BackupCodesJson, ComeBackAsTheyWere) {
    const std::vector<BackupCode> codes{
        {"1", "$2b$10$hash", true, from_iso("2026-01-31T08:15:30Z")}, {"2", "hash", false, {}}};
    EXPECT_EQ(to_json(codes), R"([{"id":"1","hash":"$2b$10$hash","used":true,)"
                              R"("usedAt":"2026-01-31T08:15:30.000Z"},)"
                              R"({"id":"2","hash":"hash","used":false}])");
    std::vector<BackupCode> read;
    from_json(to_json(codes), read);
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].used_at, codes[0].used_at);
    EXPECT_TRUE(read[0].used);
    EXPECT_FALSE(read[1].used);
    EXPECT_EQ(read[1].hash, "hash");
}

TEST(JsonObject, IsOneObjectAndNothingElse) {
    for (const auto* text : {"{}", " \n{\"a\": [1, {}]} "})
        EXPECT_TRUE(is_json_object(text)) << text;
    for (const auto* text : {"", " ", "[]", "1", "\"{}\"", "{", "{} {}", "{a: 1}", "{\"a\": }"})
        EXPECT_FALSE(is_json_object(text)) << text;
}

}  // namespace
}  // namespace pgmeta::tenant
