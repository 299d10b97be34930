// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/key_ring.hpp"

#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

namespace pgmeta::tenant {
namespace {

constexpr std::string_view kek = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
constexpr std::string_view other_kek = "AgIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
constexpr std::string_view token =
    "v1:env-v1:AAECAwQFBgcICQoL:EFNi8ruuTH9gQNcvSanFvt0YbuKY5MQZBzFeRGPP+Gs=";

KeyRing ring(std::string_view base64 = kek) {
    KeyRing keys;
    keys.load("env-v1", base64);
    return keys;
}

std::string known_key() {
    std::string bytes;
    for (unsigned byte = 0xff; byte >= 0xe0; --byte)
        bytes += static_cast<char>(byte);
    return bytes;
}

WrappedKey known_wrap() {
    return {"env-v1", "js78azMnmPP43Ue1l2oGfcZ5UHmVdZOUKq6YWb8309vQWwfxdsCmSAcEBL2+o7p2",
            "AAECAwQFBgcICQoL"};
}

TEST(KeyRing, LoadsAKeyOfThirtyTwoBytesOnceOrAgain) {
    auto keys = ring();
    keys.load("env-v1", kek);
    EXPECT_EQ(keys.current(), "env-v1");
}

TEST(KeyRing, RefusesKeysAndIdsThatAreNone) {
    KeyRing keys;
    EXPECT_FAILS("kek-malformed", Fault::usage, keys.load("env-v1", "AQIDBA=="));
    EXPECT_FAILS("kek-malformed", Fault::usage, keys.load("env-v1", "not base64"));
    EXPECT_FAILS("kek-malformed", Fault::usage, keys.load("a:b", kek));
    EXPECT_FAILS("kek-malformed", Fault::usage, keys.load("", kek));
    auto loaded = ring();
    EXPECT_FAILS("kek-malformed", Fault::usage, loaded.load("env-v1", other_kek));
}

TEST(KeyRing, HasNoCurrentKeyBeforeOneIsLoaded) {
    const KeyRing keys;
    EXPECT_FAILS("kek-missing", Fault::usage, keys.current());
    EXPECT_FAILS("kek-missing", Fault::usage, keys.encrypt("s", "p", Token::access, "x"));
}

TEST(KeyRing, ReadsSeveralKeysFirstOneFirst) {
    const auto keys = KeyRing::parse("new:" + std::string{other_kek} + ",\n" + std::string{kek});
    EXPECT_EQ(keys.current(), "new");
    EXPECT_EQ(keys.unwrap(known_wrap()).view(), known_key());
    EXPECT_FAILS("kek-missing", Fault::usage, KeyRing::parse(" \n"));
}

TEST(WrappedKey, OfOthersIsUnwrapped) {
    EXPECT_EQ(ring().unwrap(known_wrap()).view(), known_key());
}

TEST(WrappedKey, RoundTripsAndNeverLooksTheSame) {
    const auto keys = ring();
    const auto key = Secret::random(32);
    const auto one = keys.wrap(key);
    EXPECT_EQ(keys.unwrap(one).view(), key.view());
    EXPECT_NE(one.wrapped, keys.wrap(key).wrapped);
}

TEST(WrappedKey, IsOfThirtyTwoBytesOnly) {
    EXPECT_FAILS("invalid-argument", Fault::usage, ring().wrap(Secret::random(31)));
}

TEST(WrappedKey, IsNotUnwrappedWhenAnythingIsWrong) {
    auto tampered = known_wrap();
    tampered.wrapped[0] = 'k';
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict, ring().unwrap(tampered));
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict, ring(other_kek).unwrap(known_wrap()));
    auto long_iv = known_wrap();
    long_iv.iv = "AAECAwQFBgcICQoLDA0ODw==";
    EXPECT_FAILS("secret-malformed", Fault::conflict, ring().unwrap(long_iv));
    auto short_text = known_wrap();
    short_text.wrapped = "AAECAwQFBgcICQoL";
    EXPECT_FAILS("secret-malformed", Fault::conflict, ring().unwrap(short_text));
    auto unknown = known_wrap();
    unknown.kek_id = "env-v0";
    EXPECT_FAILS("kek-unknown", Fault::conflict, ring().unwrap(unknown));
}

TEST(CredentialEnvelope, OfOthersIsOpened) {
    EXPECT_EQ(ring().decrypt("org_1", "linkedin", Token::access, token).view(), "access-token-123");
    EXPECT_EQ(KeyRing::kek_of(token), "env-v1");
}

TEST(CredentialEnvelope, RoundTripsAnyText) {
    const auto keys = ring();
    for (const auto* text : {"", "x", "a longer token with ünicode"})
        EXPECT_EQ(
            keys.decrypt("s", "p", Token::refresh, keys.encrypt("s", "p", Token::refresh, text))
                .view(),
            text);
}

TEST(CredentialEnvelope, OpensInItsOwnPlaceOnly) {
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict,
                 ring().decrypt("org_2", "linkedin", Token::access, token));
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict,
                 ring().decrypt("org_1", "github", Token::access, token));
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict,
                 ring().decrypt("org_1", "linkedin", Token::refresh, token));
}

TEST(CredentialEnvelope, FailsDistinctlyForEachReason) {
    const auto open = [](std::string_view text) {
        return ring().decrypt("org_1", "linkedin", Token::access, text);
    };
    EXPECT_FAILS("kek-unknown", Fault::conflict, open("v1:env-v2:AAECAwQFBgcICQoL:EFNi"));
    EXPECT_FAILS("secret-version-unknown", Fault::conflict, open("v2:env-v1:AAEC:EFNi"));
    EXPECT_FAILS("secret-malformed", Fault::conflict, open("v1:env-v1:AAEC:EFNi"));
    EXPECT_FAILS("secret-malformed", Fault::conflict, open("v1:env-v1:AAECAwQFBgcICQoL:EFNi"));
    EXPECT_FAILS("secret-malformed", Fault::conflict, open("plain text"));
    EXPECT_FAILS("secret-malformed", Fault::conflict, open(std::string{token} + ":more"));
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict,
                 open("v1:env-v1:AAECAwQFBgcICQoL:FFNi8ruuTH9gQNcvSanFvt0YbuKY5MQZBzFeRGPP+Gs="));
}

}  // namespace
}  // namespace pgmeta::tenant
