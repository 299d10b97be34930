// SPDX-License-Identifier: MIT
#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::Optional;

using Users = WithStorage;

template <typename Act>
std::string field_of_failure(Act&& act) {
    try {
        act();
    } catch (const Error& error) {
        return std::string{field_of(error)};
    }
    return "nothing failed";
}

TEST_F(Users, OfTwoTenantsMayHaveOneHandleAndAddress) {
    const auto a = storage.create_user(tenant_a, ada());
    const auto b = storage.create_user(tenant_b, ada());
    EXPECT_NE(a.id, b.id);
    EXPECT_EQ(a.tenant_id, tenant_a);
    EXPECT_EQ(b.tenant_id, tenant_b);
}

TEST_F(Users, AreLookedUpInTheirTenantOnly) {
    auto of_b = ada();
    of_b.password_hash = "hash of the other ada";
    const auto a = storage.create_user(tenant_a, ada());
    storage.create_user(tenant_b, of_b);
    EXPECT_EQ(storage.get_user_by_handle(tenant_a, "ada")->password_hash, "hash of ada");
    EXPECT_EQ(storage.get_user_by_handle(tenant_b, "ada")->password_hash, "hash of the other ada");
    EXPECT_EQ(storage.get_user(tenant_b, a.id), std::nullopt);
    EXPECT_EQ(storage.get_user_by_email(nobody, "ada@example.com"), std::nullopt);
}

TEST_F(Users, AreListedByTenant) {
    for (const auto* handle : {"carol", "bob"})
        user_in(tenant_a, handle);
    user_in(tenant_b, "dave");
    const auto users = storage.get_all_users(tenant_a);
    ASSERT_EQ(users.size(), 2U);
    for (const auto& user : users)
        EXPECT_EQ(user.tenant_id, tenant_a);
    EXPECT_TRUE(storage.get_all_users(nobody).empty());
}

TEST_F(Users, GetTheDefaultsOfTheColumns) {
    const auto user = storage.create_user(tenant_a, ada());
    EXPECT_EQ(user.role, "viewer");
    EXPECT_TRUE(user.is_active);
    EXPECT_TRUE(user.needs_onboarding);
    EXPECT_EQ(user.onboarding_step, 0);
    EXPECT_THAT(user.is_locked, Optional(false));
    EXPECT_THAT(user.first_login, Optional(true));
    EXPECT_EQ(user.permissions, std::nullopt);
    EXPECT_EQ(user.created_at, user.updated_at);
}

TEST_F(Users, KeepEveryFieldThatIsGiven) {
    const auto moment = *from_iso("2026-01-31T08:15:30.250Z");
    const auto user = storage.create_user(tenant_a, {.handle = "ÄDA",
                                                     .email = "Ada@Example.COM",
                                                     .display_name = "Ada \"L\" O'x",
                                                     .password_hash = "h",
                                                     .role = "business_owner",
                                                     .is_active = false,
                                                     .is_locked = true,
                                                     .lock_reason = "why",
                                                     .locked_at = moment,
                                                     .needs_onboarding = false,
                                                     .onboarding_step = 3,
                                                     .first_login = false,
                                                     .totp_enabled = true,
                                                     .totp_secret_id = "t",
                                                     .permissions = {{"a.b", "ü"}},
                                                     .bio = "",
                                                     .avatar_url = "u",
                                                     .pronouns = "she",
                                                     .timezone = "Europe/London",
                                                     .locale = "en",
                                                     .theme = "dark",
                                                     .email_notifications = false,
                                                     .login_attempts = 2,
                                                     .last_failed_login_at = moment,
                                                     .last_login_at = moment,
                                                     .password_changed_at = moment,
                                                     .ip_address = "::1",
                                                     .user_agent = "x"});
    const auto read = storage.get_user_by_handle(tenant_a, "Äda");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->handle, "äda");
    EXPECT_THAT(read->email, Optional(std::string{"ada@example.com"}));
    EXPECT_THAT(read->display_name, Optional(std::string{"Ada \"L\" O'x"}));
    EXPECT_EQ(read->role, "business_owner");
    EXPECT_FALSE(read->is_active);
    EXPECT_THAT(read->is_locked, Optional(true));
    EXPECT_THAT(read->locked_at, Optional(moment));
    EXPECT_EQ(read->onboarding_step, 3);
    EXPECT_THAT(read->permissions, Optional(ElementsAre("a.b", "ü")));
    EXPECT_THAT(read->bio, Optional(std::string{}));
    EXPECT_THAT(read->theme, Optional(std::string{"dark"}));
    EXPECT_THAT(read->login_attempts, Optional(2));
    EXPECT_THAT(read->password_changed_at, Optional(moment));
    EXPECT_THAT(read->ip_address, Optional(std::string{"::1"}));
    EXPECT_EQ(read->id, user.id);
}

TEST_F(Users, AreFoundInAnyCase) {
    const auto user = storage.create_user(tenant_a, ada());
    EXPECT_EQ(storage.get_user_by_handle(tenant_a, "ADA")->id, user.id);
    EXPECT_EQ(storage.get_user_by_email(tenant_a, "ADA@Example.com")->id, user.id);
}

TEST_F(Users, MayHaveNoAddressAsManyAsWant) {
    const auto none = storage.create_user(tenant_a, {.handle = "a", .password_hash = "h"});
    const auto empty =
        storage.create_user(tenant_a, {.handle = "b", .email = "", .password_hash = "h"});
    EXPECT_EQ(none.email, std::nullopt);
    EXPECT_EQ(empty.email, std::nullopt);
}

TEST_F(Users, AreRefusedAHandleOrAddressThatIsTaken) {
    storage.create_user(tenant_a, ada());
    auto same_handle = ada();
    same_handle.handle = "ADA";
    same_handle.email = "other@example.com";
    EXPECT_FAILS("duplicate-value", Fault::conflict, storage.create_user(tenant_a, same_handle));
    EXPECT_EQ(field_of_failure([&] { storage.create_user(tenant_a, same_handle); }), "handle");
    auto same_email = ada();
    same_email.handle = "other";
    EXPECT_EQ(field_of_failure([&] { storage.create_user(tenant_a, same_email); }), "email");
    const auto other = user_in(tenant_a, "bob");
    EXPECT_EQ(field_of_failure([&] { storage.update_user(tenant_a, other.id, {.handle = "ada"}); }),
              "handle");
}

TEST_F(Users, AreNotMadeFromValuesThatCannotBe) {
    const auto refuse = [&](const NewUser& user) {
        EXPECT_FAILS("invalid-argument", Fault::usage, storage.create_user(tenant_a, user));
    };
    refuse({.handle = "", .password_hash = "h"});
    refuse({.handle = "a", .password_hash = ""});
    refuse({.handle = std::string(65, 'a'), .password_hash = "h"});
    refuse({.handle = std::string{"a\0b", 3}, .password_hash = "h"});
    refuse({.handle = "\xff", .password_hash = "h"});
    refuse({.handle = "a", .password_hash = "h", .theme = "midnight blue"});
    EXPECT_EQ(storage
                  .create_user(tenant_a,
                               {.handle = std::string(32, 'a') + "ääääääää", .password_hash = "h"})
                  .handle.size(),
              48U);
    EXPECT_EQ(count("users", tenant_a), "1");
}

TEST_F(Users, AreNotAskedForByIdsThatAreNone) {
    const AuthStorage unreachable{"host=/nowhere"};
    EXPECT_FAILS("invalid-argument", Fault::usage, unreachable.get_user(tenant_a, "17"));
    EXPECT_FAILS("invalid-argument", Fault::usage, unreachable.get_user("", nobody));
    EXPECT_FAILS("invalid-argument", Fault::usage, unreachable.has_users("' OR true --"));
}

TEST_F(Users, KeepWhatAPatchDoesNotName) {
    auto given = ada();
    given.display_name = "Ada";
    given.bio = "writes";
    const auto before = storage.create_user(tenant_a, given);
    const auto after = storage.update_user(
        tenant_a, before.id,
        {.display_name = std::nullopt, .role = "editor", .is_locked = true, .pronouns = "she"});
    EXPECT_EQ(after.display_name, std::nullopt);
    EXPECT_THAT(after.bio, Optional(std::string{"writes"}));
    EXPECT_THAT(after.pronouns, Optional(std::string{"she"}));
    EXPECT_EQ(after.role, "editor");
    EXPECT_THAT(after.is_locked, Optional(true));
    EXPECT_EQ(after.handle, "ada");
    EXPECT_EQ(after.created_at, before.created_at);
}

TEST_F(Users, ArePatchedToNullColumnByColumn) {
    auto given = ada();
    given.permissions = {{"x"}};
    given.login_attempts = 4;
    const auto user = storage.create_user(tenant_a, given);
    const auto after = storage.update_user(tenant_a, user.id,
                                           {.email = std::nullopt,
                                            .is_locked = std::nullopt,
                                            .permissions = std::nullopt,
                                            .email_notifications = std::nullopt,
                                            .login_attempts = std::nullopt});
    EXPECT_EQ(after.email, std::nullopt);
    EXPECT_EQ(after.is_locked, std::nullopt);
    EXPECT_EQ(after.permissions, std::nullopt);
    EXPECT_EQ(after.email_notifications, std::nullopt);
    EXPECT_EQ(after.login_attempts, std::nullopt);
}

TEST_F(Users, AreTouchedByAnEmptyPatch) {
    const auto before = storage.create_user(tenant_a, ada());
    const auto after = storage.update_user(tenant_a, before.id, {});
    EXPECT_GT(after.updated_at, before.updated_at);
}

TEST_F(Users, ThatAreNotThereCannotBeUpdated) {
    const auto user = storage.create_user(tenant_a, ada());
    EXPECT_FAILS("user-not-found", Fault::usage, storage.update_user(tenant_a, nobody, {}));
    EXPECT_FAILS("user-not-found", Fault::usage, storage.update_user(tenant_b, user.id, {}));
}

TEST_F(Users, TakeTheirOneTimeCodeSecretAlongToANewHandle) {
    const auto user = storage.create_user(tenant_a, ada());
    const TotpSecret secret{.user_id = user.id, .secret = encrypt_secret("key", "text")};
    storage.save_totp_secret(tenant_a, "ada", secret);
    storage.save_totp_secret(tenant_b, "ada", secret);
    storage.update_user(tenant_a, user.id, {.handle = "Countess"});
    EXPECT_TRUE(storage.get_totp_secret(tenant_a, "countess"));
    EXPECT_FALSE(storage.get_totp_secret(tenant_a, "ada"));
    EXPECT_TRUE(storage.get_totp_secret(tenant_b, "ada"));
    storage.update_user(tenant_a, user.id, {.handle = "COUNTESS"});
    EXPECT_TRUE(storage.get_totp_secret(tenant_a, "countess"));
    storage.delete_user(tenant_a, user.id);
    EXPECT_FALSE(storage.get_totp_secret(tenant_a, "countess"));
}

TEST_F(Users, AreDeletedWithWhatIsTheirsButNotTheAuditLog) {
    const auto user = storage.create_user(tenant_a, ada());
    const auto other = user_in(tenant_a, "bob");
    for (const auto& id : {user.id, other.id}) {
        storage.create_session(tenant_a, id, {});
        storage.save_backup_codes(tenant_a, id, {});
        storage.create_invitation(tenant_a, {.token = "by " + id,
                                             .email = "x@example.com",
                                             .role = "viewer",
                                             .created_by = id,
                                             .expires_at = *from_iso("2999-01-01T00:00:00Z")});
        storage.log_audit_event(tenant_a, {.type = "LOGIN_SUCCESS", .user_id = id});
    }
    for (const auto* handle : {"ada", "bob"})
        storage.save_totp_secret(tenant_a, handle,
                                 {.user_id = user.id, .secret = encrypt_secret("key", "text")});
    EXPECT_FALSE(storage.delete_user(tenant_b, user.id));
    EXPECT_TRUE(storage.delete_user(tenant_a, user.id));
    EXPECT_FALSE(storage.delete_user(tenant_a, user.id));
    for (const auto* table : {"users", "sessions", "backup_codes", "invitations", "totp_secrets"})
        EXPECT_EQ(count(table, tenant_a), "1") << table;
    EXPECT_EQ(count("audit_events", tenant_a), "2");
}

TEST_F(Users, AreThereOrNot) {
    EXPECT_FALSE(storage.has_users(tenant_a));
    user_in(tenant_a);
    EXPECT_TRUE(storage.has_users(tenant_a));
    EXPECT_FALSE(storage.has_users(tenant_b));
}

TEST_F(Users, AreNeverQuotedInErrors) {
    db.query("ALTER TABLE auth.users ADD CHECK (role <> 'forbidden')");
    auto user = ada();
    user.role = "forbidden";
    user.password_hash = "$2b$secret";
    try {
        storage.create_user(tenant_a, user);
        FAIL() << "the check did not hold";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "value-refused");
        EXPECT_EQ(error.message().find("$2b$secret"), std::string::npos);
        EXPECT_EQ(error.sql_detail()->detail, "");
    }
}

}  // namespace
}  // namespace pgmeta::tenant
