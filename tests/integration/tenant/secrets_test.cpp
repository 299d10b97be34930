// SPDX-License-Identifier: MIT
#include "deployed.hpp"
#include "pgmeta/tenant/backup_codes.hpp"
#include "pgmeta/tenant/totp.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

#include <atomic>

namespace pgmeta::tenant {
namespace {

using testing::Optional;

constexpr auto legacy_abcd_1234 =
    "1635c8525afbae58c37bede3c9440844e9143727cc7c160bed665ec378d8a262";

class TotpSecrets : public WithStorage {
protected:
    static TotpSecret secret(std::string_view text = "text") {
        return {.user_id = "somebody", .secret = encrypt_secret("key", text)};
    }
};

TEST_F(TotpSecrets, AreKeptByHandleInAnyCase) {
    const auto saved = storage.save_totp_secret(tenant_a, "ADA", secret());
    EXPECT_EQ(saved.handle, "ada");
    EXPECT_EQ(saved.tenant_id, tenant_a);
    const auto read = storage.get_totp_secret(tenant_a, "Ada");
    ASSERT_TRUE(read);
    EXPECT_EQ(decrypt_secret("key", read->secret).view(), "text");
    EXPECT_FALSE(read->backup_codes_generated);
    EXPECT_EQ(read->last_used_at, std::nullopt);
    EXPECT_FALSE(storage.get_totp_secret(tenant_b, "ada"));
    EXPECT_FALSE(storage.get_totp_secret(tenant_a, "bob"));
}

TEST_F(TotpSecrets, AreReplacedButKeepWhoseTheyAreAndSinceWhen) {
    auto first = secret();
    first.created_at = from_iso("2020-01-01T00:00:00Z");
    first.last_used_at = from_iso("2021-01-01T00:00:00Z");
    first.last_used_totp_step = 7;
    storage.save_totp_secret(tenant_a, "ada", first);
    auto second = secret("other");
    second.user_id = "somebody else";
    second.backup_codes_generated = true;
    second.last_used_totp_step = 3;
    const auto saved = storage.save_totp_secret(tenant_a, "ada", second);
    EXPECT_EQ(decrypt_secret("key", saved.secret).view(), "other");
    EXPECT_EQ(saved.user_id, "somebody");
    EXPECT_EQ(saved.created_at, first.created_at);
    EXPECT_EQ(saved.last_used_at, first.last_used_at);
    EXPECT_THAT(saved.last_used_totp_step, Optional(7));
    EXPECT_TRUE(saved.backup_codes_generated);
    second.last_used_at = from_iso("2022-01-01T00:00:00Z");
    EXPECT_EQ(storage.save_totp_secret(tenant_a, "ada", second).last_used_at, second.last_used_at);
}

TEST_F(TotpSecrets, AreDeletedInTheirTenantOnly) {
    storage.save_totp_secret(tenant_a, "ada", secret());
    EXPECT_FALSE(storage.delete_totp_secret(tenant_b, "ada"));
    EXPECT_TRUE(storage.delete_totp_secret(tenant_a, "ADA"));
    EXPECT_FALSE(storage.delete_totp_secret(tenant_a, "ada"));
}

TEST_F(TotpSecrets, TakeEachStepOnceAndNeverAnEarlierOne) {
    storage.save_totp_secret(tenant_a, "ada", secret());
    EXPECT_TRUE(storage.advance_totp_step(tenant_a, "Ada", 10));
    EXPECT_FALSE(storage.advance_totp_step(tenant_a, "ada", 10));
    EXPECT_FALSE(storage.advance_totp_step(tenant_a, "ada", 9));
    EXPECT_TRUE(storage.advance_totp_step(tenant_a, "ada", 11));
    EXPECT_FALSE(storage.advance_totp_step(tenant_b, "ada", 12));
    const auto read = storage.get_totp_secret(tenant_a, "ada");
    EXPECT_THAT(read->last_used_totp_step, Optional(11));
    EXPECT_TRUE(read->last_used_at);
}

TEST_F(TotpSecrets, TakeAStepFromOneOfManyWhoBringItAtOnce) {
    storage.save_totp_secret(tenant_a, "ada", secret());
    for (int step = 1; step <= 5; ++step) {
        std::atomic<int> taken = 0;
        in_threads(32, [&](int) {
            if (storage.advance_totp_step(tenant_a, "ada", step)) ++taken;
        });
        EXPECT_EQ(taken, 1);
    }
}

TEST_F(TotpSecrets, SignInWithACodeOnce) {
    const auto text = generate_totp_secret();
    storage.save_totp_secret(tenant_a, "ada",
                             {.user_id = "ada", .secret = encrypt_secret("key", text.view())});
    const auto now = std::chrono::system_clock::now();
    const auto code = totp_code(text.view(), totp_step(now));
    const auto sign_in = [&] {
        const auto stored = storage.get_totp_secret(tenant_a, "ada");
        const auto plain = decrypt_secret("key", stored->secret);
        const auto step = verify_totp(plain.view(), code, now, stored->last_used_totp_step);
        return step && storage.advance_totp_step(tenant_a, "ada", *step);
    };
    EXPECT_TRUE(sign_in());
    EXPECT_FALSE(sign_in());
}

class BackupCodes : public WithStorage {
protected:
    void SetUp() override { user = user_in(tenant_a).id; }

    std::string user;
};

TEST_F(BackupCodes, AreSavedAndReplacedAsAWhole) {
    BackupCodeSet set;
    set.codes = {{"one", "hash", true, from_iso("2026-01-01T00:00:00.500Z")}, {"two", "hash"}};
    set.generated_at = from_iso("2025-01-01T00:00:00Z");
    set.last_used_at = from_iso("2026-01-01T00:00:00Z");
    storage.save_backup_codes(tenant_a, user, set);
    auto read = storage.get_backup_codes(tenant_a, user);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->codes.size(), 2U);
    EXPECT_EQ(read->tenant_id, tenant_a);
    EXPECT_TRUE(read->codes[0].used);
    EXPECT_EQ(read->codes[0].used_at, set.codes[0].used_at);
    EXPECT_FALSE(read->codes[1].used);
    EXPECT_EQ(read->generated_at, set.generated_at);
    EXPECT_EQ(read->last_used_at, set.last_used_at);
    const auto replaced = storage.save_backup_codes(tenant_a, user, {.codes = {{"x", "y"}}});
    EXPECT_EQ(replaced.codes.size(), 1U);
    EXPECT_EQ(replaced.last_used_at, std::nullopt);
    EXPECT_GT(replaced.generated_at, set.generated_at);
}

TEST_F(BackupCodes, NeedAUserOfTheTenant) {
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 storage.save_backup_codes(tenant_b, user, {}));
    EXPECT_FALSE(storage.get_backup_codes(tenant_b, user));
    EXPECT_FALSE(storage.delete_backup_codes(tenant_b, user));
}

TEST_F(BackupCodes, AreDeleted) {
    storage.save_backup_codes(tenant_a, user, {});
    EXPECT_TRUE(storage.delete_backup_codes(tenant_a, user));
    EXPECT_FALSE(storage.delete_backup_codes(tenant_a, user));
}

TEST_F(BackupCodes, AreGoodOnceNewAndLegacyOnes) {
    const auto codes = generate_backup_codes(2);
    auto set = backup_code_set(codes, 4);
    set.codes.push_back({"old", legacy_abcd_1234});
    storage.save_backup_codes(tenant_a, user, set);
    EXPECT_EQ(storage.consume_backup_code(tenant_a, user, "ZZZZ-9999"), std::nullopt);
    EXPECT_EQ(storage.consume_backup_code(tenant_b, user, codes[1].view()), std::nullopt);
    EXPECT_THAT(storage.consume_backup_code(tenant_a, user, codes[1].view()), Optional(2U));
    EXPECT_EQ(storage.consume_backup_code(tenant_a, user, codes[1].view()), std::nullopt);
    EXPECT_THAT(storage.consume_backup_code(tenant_a, user, "abcd1234"), Optional(1U));
    const auto read = storage.get_backup_codes(tenant_a, user);
    ASSERT_EQ(read->codes.size(), 3U);
    EXPECT_EQ(read->codes[0].id, set.codes[0].id) << "the order stays";
    EXPECT_FALSE(read->codes[0].used);
    EXPECT_TRUE(read->codes[1].used);
    EXPECT_TRUE(read->codes[1].used_at);
    EXPECT_TRUE(read->last_used_at);
}

TEST_F(BackupCodes, AreUsedUpByOneOfThirtyTwoWhoBringItAtOnce) {
    storage.save_backup_codes(tenant_a, user, {.codes = {{"a", legacy_abcd_1234}, {"b", "other"}}});
    std::atomic<int> succeeded = 0;
    in_threads(32, [&](int) {
        if (storage.consume_backup_code(tenant_a, user, "ABCD-1234")) ++succeeded;
    });
    EXPECT_EQ(succeeded, 1);
    EXPECT_EQ(remaining_backup_codes(storage.get_backup_codes(tenant_a, user)), 1U);
}

TEST_F(BackupCodes, DifferentOnesAreAllUsedUpAtOnce) {
    const auto codes = generate_backup_codes(8);
    storage.save_backup_codes(tenant_a, user, backup_code_set(codes, 4));
    std::atomic<int> succeeded = 0;
    in_threads(8, [&](int i) {
        if (storage.consume_backup_code(tenant_a, user, codes[static_cast<std::size_t>(i)].view()))
            ++succeeded;
    });
    EXPECT_EQ(succeeded, 8);
    EXPECT_EQ(remaining_backup_codes(storage.get_backup_codes(tenant_a, user)), 0U);
}

}  // namespace
}  // namespace pgmeta::tenant
