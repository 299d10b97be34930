// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/vault.hpp"

#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

#include <mutex>
#include <set>

namespace pgmeta::tenant {
namespace {

using testing::Optional;

std::shared_ptr<const KeyRing> one_key() {
    auto ring = std::make_shared<KeyRing>();
    ring->load("env-v1", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
    return ring;
}

class Vaults : public Deployed {
protected:
    Vaults() : Deployed{{"--package", "encryption-vault"}} {}

    std::string log() {
        return db.value(
            "SELECT string_agg(action || ' ' || status, ', ' ORDER BY created_at)"
            " FROM auth.encryption_vault_audit WHERE user_id = 'ada'");
    }

    const Vault vault{db.url(), one_key()};
    const RecoveryWrap recovery{"wrapped by the user", "iv"};
};

TEST_F(Vaults, AreMadeOnceAndOpenedAgain) {
    const auto made = vault.init("ada", {.ip_address = "::1", .context = "sign-up"});
    ASSERT_TRUE(made.master_key);
    EXPECT_EQ(made.master_key->size(), 32U);
    EXPECT_EQ(vault.init("ada").master_key->view(), made.master_key->view());
    EXPECT_EQ(vault.open("ada").master_key->view(), made.master_key->view());
    EXPECT_NE(vault.init("bob").master_key->view(), made.master_key->view());
    EXPECT_EQ(log(), "init 201, fetch 200, fetch 200");
    EXPECT_EQ(db.value("SELECT ip_address || context FROM auth.encryption_vault_audit"
                       " WHERE user_id = 'ada' AND action = 'init'"),
              "::1sign-up");
}

TEST_F(Vaults, ThatAreNotThereAreLoggedAsMissed) {
    EXPECT_FAILS("vault-not-found", Fault::usage, vault.open("ada"));
    EXPECT_EQ(log(), "failed_fetch 404") << "the row outlives the refusal";
    EXPECT_FALSE(vault.status("ada").exists);
}

TEST_F(Vaults, NeedAUserAndAKey) {
    EXPECT_FAILS("invalid-argument", Fault::usage, vault.init(""));
    EXPECT_FAILS("kek-missing", Fault::usage, Vault(db.url(), nullptr));
    EXPECT_FAILS("kek-missing", Fault::usage, Vault(db.url(), std::make_shared<KeyRing>()));
}

TEST_F(Vaults, HaveARecoveryWrapThatIsSetReplacedAndCleared) {
    vault.init("ada");
    const auto fresh = vault.status("ada");
    EXPECT_TRUE(fresh.exists);
    EXPECT_TRUE(fresh.created_at);
    EXPECT_FALSE(fresh.zero_knowledge);
    EXPECT_FALSE(fresh.has_recovery);
    EXPECT_FALSE(fresh.recovery_set_at);
    EXPECT_FALSE(fresh.rotated_at);
    vault.set_recovery("ada", {"first", "iv"});
    vault.set_recovery("ada", recovery);
    EXPECT_THAT(vault.open("ada").recovery, Optional(recovery));
    EXPECT_TRUE(vault.status("ada").has_recovery);
    EXPECT_TRUE(vault.status("ada").recovery_set_at);
    vault.clear_recovery("ada");
    EXPECT_FALSE(vault.status("ada").has_recovery);
    EXPECT_FAILS("vault-not-found", Fault::usage, vault.set_recovery("bob", recovery));
    EXPECT_FAILS("vault-not-found", Fault::usage, vault.clear_recovery("bob"));
    EXPECT_FAILS("invalid-argument", Fault::usage, vault.set_recovery("ada", {"", "iv"}));
}

TEST_F(Vaults, GoIntoZeroKnowledgeAndBack) {
    const auto made = vault.init("ada");
    const auto& key = *made.master_key;
    EXPECT_FAILS("vault-recovery-missing", Fault::conflict, vault.enable_zero_knowledge("ada"));
    vault.set_recovery("ada", recovery);
    vault.enable_zero_knowledge("ada");
    vault.enable_zero_knowledge("ada");
    EXPECT_TRUE(vault.status("ada").zero_knowledge);
    EXPECT_FALSE(vault.open("ada").master_key);
    EXPECT_THAT(vault.init("ada").recovery, Optional(recovery));
    EXPECT_FAILS("vault-zero-knowledge", Fault::conflict, vault.rotate("ada"));
    EXPECT_FAILS("vault-zero-knowledge", Fault::conflict, vault.clear_recovery("ada"));
    EXPECT_FAILS("invalid-argument", Fault::usage,
                 vault.disable_zero_knowledge("ada", Secret{"short"}));
    vault.disable_zero_knowledge("ada", key);
    vault.disable_zero_knowledge("ada", key);
    EXPECT_FALSE(vault.status("ada").zero_knowledge);
    EXPECT_EQ(vault.open("ada").master_key->view(), key.view());
    EXPECT_EQ(log(),
              "init 201, zk_enable 400, recovery_set 200, zk_enable 200, fetch 200, fetch 200,"
              " rotate 409, recovery_clear 409, zk_disable 200, fetch 200");
}

TEST_F(Vaults, ForgetTheRecoveryWrapOfAKeyThatIsReplaced) {
    const auto first = vault.rotate("ada");
    vault.set_recovery("ada", recovery);
    const auto second = vault.rotate("ada");
    EXPECT_NE(second.master_key->view(), first.master_key->view());
    EXPECT_EQ(vault.open("ada").master_key->view(), second.master_key->view());
    EXPECT_FALSE(vault.status("ada").has_recovery);
    EXPECT_TRUE(vault.status("ada").rotated_at);
    EXPECT_EQ(log(), "init 201, recovery_set 200, rotate 200, fetch 200");
}

TEST_F(Vaults, HaveOneKeyHoweverManyMakeThemAtOnce) {
    std::mutex mutex;
    std::set<std::string> keys;
    in_threads(16, [&](int) {
        const auto opened = vault.init("ada");
        const std::lock_guard lock{mutex};
        keys.emplace(opened.master_key->view());
    });
    EXPECT_EQ(keys.size(), 1U);
}

TEST_F(Vaults, RefuseRowsThatNobodyCouldOpen) {
    const Source source{db.url()};
    vault.init("ada");
    for (const auto* change :
         {"wrapped_mk = NULL, wrap_iv = NULL", "wrap_iv = NULL", "zero_knowledge = true"})
        EXPECT_FAILS("value-refused", Fault::usage,
                     source.run(fmt::format("UPDATE auth.encryption_vaults SET {}", change), {}))
            << change;
}

TEST_F(Vaults, AreTheUsersOwnUnderRowLevelSecurity) {
    const auto role = test::unique_name("bound");
    db.query(
        fmt::format("CREATE ROLE {0} LOGIN; GRANT USAGE ON SCHEMA auth TO {0};"
                    "GRANT ALL ON ALL TABLES IN SCHEMA auth TO {0}",
                    role));
    {
        const Vault bound{db.url(role), one_key()};
        const auto made = bound.init("ada");
        const auto& key = *made.master_key;
        EXPECT_EQ(bound.open("ada").master_key->view(), key.view());
        EXPECT_FAILS("vault-not-found", Fault::usage, bound.open("bob"));
        EXPECT_EQ(db.connect(role).value("SELECT count(*) FROM auth.encryption_vaults"), "0");
    }
    test::drop_roles(db, {role});
}

}  // namespace
}  // namespace pgmeta::tenant
