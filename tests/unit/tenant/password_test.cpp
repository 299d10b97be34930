// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/password.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::MatchesRegex;

constexpr auto of_123456 = "$2b$04$abcdefghijklmnopqrstuuFwMibPVIyV1/Vdxb3PVZCmM4bYxIada";

TEST(Password, VerifiesHashesOfOthers) {
    EXPECT_TRUE(verify_password(of_123456, "123456"));
    EXPECT_TRUE(
        verify_password("$2a$04$abcdefghijklmnopqrstuuFwMibPVIyV1/Vdxb3PVZCmM4bYxIada", "123456"));
    EXPECT_TRUE(
        verify_password("$2y$04$abcdefghijklmnopqrstuuFwMibPVIyV1/Vdxb3PVZCmM4bYxIada", "123456"));
    EXPECT_TRUE(verify_password("$2b$04$abcdefghijklmnopqrstuutJROKt7UOakzPG3ZpWCNjV2GbJk06sW",
                                "ABCD1234"));
    EXPECT_FALSE(verify_password(of_123456, "123457"));
}

TEST(Password, IsHashedWithBcryptAtTheCostAskedFor) {
    EXPECT_THAT(hash_password("secret", 4), MatchesRegex("\\$2b\\$04\\$[./A-Za-z0-9]{53}"));
    EXPECT_EQ(password_cost(hash_password("secret", 5)), 5);
    EXPECT_EQ(default_password_cost, 12);
}

TEST(Password, RefusesCostsBcryptHasNot) {
    EXPECT_FAILS("invalid-argument", Fault::usage, hash_password("secret", 3));
    EXPECT_FAILS("invalid-argument", Fault::usage, hash_password("secret", 32));
}

TEST(Password, IsSaltedAnewEachTime) {
    EXPECT_NE(hash_password("secret", 4), hash_password("secret", 4));
}

class AnyPassword : public testing::TestWithParam<std::string_view> {};

TEST_P(AnyPassword, VerifiesAgainstItsHashAlone) {
    const auto hash = hash_password(GetParam(), 4);
    EXPECT_TRUE(verify_password(hash, GetParam()));
    EXPECT_FALSE(verify_password(hash, "something else"));
}

INSTANTIATE_TEST_SUITE_P(Password,
                         AnyPassword,
                         testing::Values("plain", "sp€cial !\"#$%&'()", "пароль-密码", ""));

TEST(Password, WithANulByteIsRefusedAndNeverMatches) {
    const std::string_view text{"123456\0x", 8};
    EXPECT_FAILS("invalid-argument", Fault::usage, hash_password(text, 4));
    EXPECT_FALSE(verify_password(of_123456, text));
}

TEST(Password, DoesNotVerifyAgainstTextThatIsNoHash) {
    for (const auto* hash : {"", "plain", "$1$abc$def", "$2b$04$short", "*0"})
        EXPECT_FALSE(verify_password(hash, "")) << hash;
    EXPECT_EQ(password_cost("$1$abc$def"), std::nullopt);
}

TEST(Password, IsHashedAgainWhenTheHashIsCheaperOrNone) {
    EXPECT_TRUE(needs_rehash("plain"));
    EXPECT_TRUE(needs_rehash(of_123456, 5));
    EXPECT_FALSE(needs_rehash(of_123456, 4));
}

TEST(PasswordPolicy, NamesWhatIsMissing) {
    EXPECT_THAT(password_weaknesses("Correct-Horse-9"), IsEmpty());
    EXPECT_THAT(password_weaknesses("short"),
                ElementsAre("at least 12 characters", "an upper case letter", "a digit",
                            "a special character"));
}

}  // namespace
}  // namespace pgmeta::tenant
