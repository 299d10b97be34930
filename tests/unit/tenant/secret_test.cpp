// SPDX-License-Identifier: MIT
#include "crypto.hpp"
#include "pgmeta/tenant/secret_box.hpp"
#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgmeta::tenant {
namespace {

constexpr std::string_view passphrase = "abcdefghijklmnopqrstuvwxyz123456";

/// Bytes 00, 01, … of a salt.
std::string counting(std::size_t size) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i)
        bytes += static_cast<char>(i);
    return bytes;
}

EncryptedSecret known_secret() {
    return {"jo7Z87WdFE7r4NWcSYRzdfh6gSJXJNNGU2JcRR1BDek=", "AAECAwQFBgcICQoLDA0ODw==",
            "mlt9MoRJ4YzZt/BSEF3fBg==", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", 1};
}

TEST(Secret, IsOverwrittenWhereItWasTakenFrom) {
    std::string text = "a password that is longer than what a string holds within itself";
    const char* where = text.data();
    const auto size = text.size();
    const auto secret = Secret::take(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(std::string(where, size), std::string(size, '\0'));
    EXPECT_TRUE(secret.view().starts_with("a password"));
}

TEST(Secret, LeavesNothingBehindWhenMoved) {
    Secret from{"short"};
    const Secret to = std::move(from);
    EXPECT_TRUE(from.empty());  // NOLINT(bugprone-use-after-move): that is the question
    EXPECT_EQ(to.view(), "short");
}

TEST(Scrypt, MakesTheKeyOthersMake) {
    EXPECT_EQ(crypto::hex(crypto::scrypt(passphrase, counting(32)).view()),
              "3af27353083c9259f397df4768725777f4b107b72e43fe135b7ab2f4c3eb2aaa");
}

TEST(SecretBox, SealsAsOthersDo) {
    const auto key = crypto::scrypt(passphrase, counting(32));
    const auto sealed = crypto::seal(key.view(), counting(16), "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    EXPECT_EQ(crypto::base64(sealed.ciphertext), known_secret().encrypted_secret);
    EXPECT_EQ(crypto::base64(sealed.tag), known_secret().auth_tag);
    EXPECT_EQ(crypto::base64(crypto::seal(key.view(), counting(16), "").tag),
              "gwg9in8oMBoASjFK0oSK6w==");
}

TEST(SecretBox, OpensWhatOthersSealed) {
    EXPECT_EQ(decrypt_secret(passphrase, known_secret()).view(),
              "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP");
    auto empty = known_secret();
    empty.encrypted_secret.clear();
    empty.auth_tag = "gwg9in8oMBoASjFK0oSK6w==";
    EXPECT_TRUE(decrypt_secret(passphrase, empty).empty());
}

class RoundTrip : public testing::TestWithParam<std::string_view> {};

TEST_P(RoundTrip, GivesTheTextBack) {
    EXPECT_EQ(decrypt_secret("key", encrypt_secret("key", GetParam())).view(), GetParam());
}

INSTANTIATE_TEST_SUITE_P(SecretBox, RoundTrip, testing::Values("JBSWY3DP", "", "pässwörd ✓ 日本"));

TEST(SecretBox, NeverSealsTheSameWayTwice) {
    const auto one = encrypt_secret("key", "text");
    const auto two = encrypt_secret("key", "text");
    EXPECT_NE(one.encrypted_secret, two.encrypted_secret);
    EXPECT_NE(one.iv, two.iv);
    EXPECT_NE(one.salt, two.salt);
}

TEST(SecretBox, RefusesAnotherPassphraseAndChangedBytes) {
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict, decrypt_secret("other", known_secret()));
    auto changed = known_secret();
    changed.encrypted_secret[0] = 'k';
    EXPECT_FAILS("secret-not-decrypted", Fault::conflict, decrypt_secret(passphrase, changed));
}

TEST(SecretBox, RefusesPartsThatAreNone) {
    auto other_text = known_secret();
    other_text.iv = "not base64!";
    EXPECT_FAILS("secret-malformed", Fault::conflict, decrypt_secret(passphrase, other_text));
    auto short_iv = known_secret();
    short_iv.iv = "AAECAwQFBgcICQoL";
    EXPECT_FAILS("secret-malformed", Fault::conflict, decrypt_secret(passphrase, short_iv));
    auto newer = known_secret();
    newer.version = 2;
    EXPECT_FAILS("secret-version-unknown", Fault::conflict, decrypt_secret(passphrase, newer));
}

TEST(Base64, HasOneSpellingOnly) {
    EXPECT_EQ(crypto::from_base64("YQ=="), "a");
    EXPECT_EQ(crypto::from_base64(""), "");
    for (const auto* text : {"YQ=", "YR==", " YQ==", "YQ==\n", "Y===", "====", "YQ-_"})
        EXPECT_EQ(crypto::from_base64(text), std::nullopt) << text;
}

}  // namespace
}  // namespace pgmeta::tenant
