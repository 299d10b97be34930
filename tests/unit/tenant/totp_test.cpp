// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/totp.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pgmeta::tenant {
namespace {

using std::chrono::seconds;
using testing::MatchesRegex;

constexpr std::string_view rfc = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
constexpr std::string_view hello = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

ClockTime at(std::int64_t unix_seconds) {
    return ClockTime{seconds{unix_seconds}};
}

struct Vector {
    std::int64_t time;
    std::string_view of_rfc;
    std::string_view of_hello;
};

class TotpVector : public testing::TestWithParam<Vector> {};

TEST_P(TotpVector, IsTheCodeAtThatTime) {
    const auto step = totp_step(at(GetParam().time));
    EXPECT_EQ(totp_code(rfc, step), GetParam().of_rfc);
    EXPECT_EQ(totp_code(hello, step), GetParam().of_hello);
}

INSTANTIATE_TEST_SUITE_P(Totp,
                         TotpVector,
                         testing::Values(Vector{59, "287082", "503347"},
                                         Vector{1'111'111'109, "081804", "088309"},
                                         Vector{1'234'567'890, "005924", "401544"},
                                         Vector{2'000'000'000, "279037", "978524"}));

TEST(TotpSecret, HasThirtyTwoCharactersOfBase32) {
    EXPECT_THAT(std::string{generate_totp_secret().view()}, MatchesRegex("[A-Z2-7]{32}"));
}

TEST(TotpSecret, DiffersEachTime) {
    EXPECT_NE(generate_totp_secret().view(), generate_totp_secret().view());
}

TEST(TotpSecret, ShorterThanSixteenBytesHasToBeSetUpAgain) {
    EXPECT_FAILS("totp-secret-weak", Fault::usage, totp_code("JBSWY3DPEHPK3PXP", 1));
    EXPECT_FAILS("totp-secret-malformed", Fault::usage, totp_code("not base32!", 1));
}

TEST(Totp, AcceptsTheStepAndItsNeighbours) {
    for (const auto now : {30, 59, 60, 89, 29})
        EXPECT_EQ(verify_totp(rfc, "287082", at(now)), 1) << now;
    EXPECT_EQ(verify_totp(rfc, "287082", at(90)), std::nullopt);
}

TEST(Totp, SkipsWhiteSpaceInTheCode) {
    EXPECT_EQ(verify_totp(rfc, " 287 082\n", at(59)), 1);
}

TEST(Totp, RefusesOtherCodes) {
    for (const auto* code : {"000000", "", "28708", "2870820"})
        EXPECT_EQ(verify_totp(rfc, code, at(59)), std::nullopt) << code;
}

TEST(Totp, RefusesEverythingWithoutASecret) {
    EXPECT_EQ(verify_totp(std::nullopt, "287082", at(59)), std::nullopt);
    EXPECT_EQ(verify_totp(std::nullopt, totp_code("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 1), at(59)),
              std::nullopt);
}

TEST(Totp, RefusesAStepThatWasUsed) {
    EXPECT_EQ(verify_totp(rfc, "287082", at(59), 0), 1);
    EXPECT_EQ(verify_totp(rfc, "287082", at(59), 1), std::nullopt);
    EXPECT_EQ(verify_totp(rfc, "287082", at(59), 2), std::nullopt);
}

TEST(TotpUri, SpellsEverythingAnAppReads) {
    EXPECT_EQ(totp_uri(rfc, "ada@example.com", "My App").view(),
              "otpauth://totp/My%20App:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
              "&issuer=My%20App&algorithm=SHA1&digits=6&period=30");
}

TEST(TotpUri, NeedsAnAccountAndAnIssuer) {
    EXPECT_FAILS("invalid-argument", Fault::usage, totp_uri(rfc, "", "app"));
    EXPECT_FAILS("invalid-argument", Fault::usage, totp_uri(rfc, "ada", ""));
}

}  // namespace
}  // namespace pgmeta::tenant
