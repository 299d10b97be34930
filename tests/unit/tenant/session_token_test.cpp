// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/session_token.hpp"

#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

namespace pgmeta::tenant {
namespace {

constexpr std::string_view tenant = "11111111-1111-1111-1111-111111111111";
constexpr std::string_view other_tenant = "22222222-2222-2222-2222-222222222222";
constexpr std::string_view session = "660e8400-e29b-41d4-a716-446655440001";
constexpr std::string_view known =
    "660e8400-e29b-41d4-a716-446655440001.fub3MEQK7fKqO3uZNwP7PBIZXS4GW58PTYOE00GiZk0";

SessionSigner signer(std::initializer_list<std::string_view> keys) {
    std::vector<Secret> secrets;
    for (const auto key : keys)
        secrets.emplace_back(key);
    return SessionSigner{std::move(secrets)};
}

TEST(SessionToken, IsSignedAsOthersDo) {
    EXPECT_EQ(signer({"session-signing-key"}).sign(tenant, session), known);
}

TEST(SessionToken, GivesTheSessionOfItsTenantOnly) {
    const auto by = signer({"session-signing-key"});
    EXPECT_EQ(by.verify(tenant, known), session);
    EXPECT_EQ(by.verify(other_tenant, known), std::nullopt);
    EXPECT_EQ(by.verify("not a tenant", known), std::nullopt);
}

TEST(SessionToken, OfAnotherSessionIsRefused) {
    auto altered = std::string{known};
    altered[0] = '7';
    EXPECT_EQ(signer({"session-signing-key"}).verify(tenant, altered), std::nullopt);
}

TEST(SessionToken, OutlivesTheKeyThatSignedUntilItIsTakenOff) {
    EXPECT_EQ(signer({"new", "session-signing-key"}).verify(tenant, known), session);
    EXPECT_NE(signer({"new", "session-signing-key"}).sign(tenant, session), known);
    EXPECT_EQ(signer({"new"}).verify(tenant, known), std::nullopt);
}

TEST(SessionToken, HasOneSpelling) {
    const auto by = signer({"session-signing-key"});
    const std::string mac{known.substr(session.size())};
    for (const auto& token :
         {std::string{session}, std::string{}, "660E8400-E29B-41D4-A716-446655440001" + mac,
          "{" + std::string{session} + "}" + mac, std::string{known} + "=", mac})
        EXPECT_EQ(by.verify(tenant, token), std::nullopt) << token;
}

TEST(SessionSigner, NeedsKeysAndIds) {
    EXPECT_FAILS("invalid-argument", Fault::usage, signer({}));
    EXPECT_FAILS("invalid-argument", Fault::usage, signer({"key", ""}));
    EXPECT_FAILS("invalid-argument", Fault::usage, signer({"key"}).sign("x", session));
}

}  // namespace
}  // namespace pgmeta::tenant
