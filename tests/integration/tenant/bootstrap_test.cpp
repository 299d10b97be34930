// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/bootstrap.hpp"

#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;
using testing::Optional;

class Bootstrap : public WithStorage {
protected:
    static BootstrapUser jess() {
        return {.handle = " Jess ",
                .email = " Jess@Example.COM ",
                .display_name = " Jess Sullivan ",
                .role = "admin",
                .pin = "123456"};
    }

    /// Hashes that tell what was hashed.
    static BootstrapOptions plainly(bool update_existing = true) {
        return {.hasher = [](std::string_view text) { return "hash of " + std::string{text}; },
                .update_existing = update_existing};
    }

    std::string refusal(const std::vector<BootstrapUser>& users,
                        std::string_view tenant = tenant_a) const {
        try {
            bootstrap_users(storage, tenant, users, plainly());
        } catch (const Error& error) {
            return error.message();
        }
        return "nothing was refused";
    }
};

TEST_F(Bootstrap, MakesUsersFromWhatPeopleWrite) {
    const auto result = bootstrap_users(storage, tenant_a, {jess()}, plainly());
    EXPECT_EQ(result.created, 1U);
    EXPECT_EQ(result.updated, 0U);
    ASSERT_EQ(result.users.size(), 1U);
    EXPECT_EQ(result.users[0].action, BootstrapAction::created);
    const auto& user = result.users[0].user;
    EXPECT_EQ(user.handle, "jess");
    EXPECT_THAT(user.email, Optional(std::string{"jess@example.com"}));
    EXPECT_THAT(user.display_name, Optional(std::string{"Jess Sullivan"}));
    EXPECT_EQ(user.password_hash, "hash of 123456");
    EXPECT_TRUE(user.is_active);
    EXPECT_FALSE(user.needs_onboarding);
    EXPECT_EQ(user.onboarding_step, 0);
    EXPECT_FALSE(user.totp_enabled);
}

TEST_F(Bootstrap, RunAgainUpdates) {
    bootstrap_users(storage, tenant_a, {jess()}, plainly());
    const auto again = bootstrap_users(storage, tenant_a, {jess()}, plainly());
    EXPECT_EQ(again.created, 0U);
    EXPECT_EQ(again.updated, 1U);
    EXPECT_EQ(count("users", tenant_a), "1");
}

TEST_F(Bootstrap, KeepsWhatHappenedSince) {
    const auto made = bootstrap_users(storage, tenant_a, {jess()}, plainly()).users[0].user;
    storage.update_user(tenant_a, made.id,
                        {.is_active = false,
                         .needs_onboarding = true,
                         .onboarding_step = 2,
                         .totp_enabled = true,
                         .permissions = std::vector<std::string>{"custom"}});
    auto changed = jess();
    changed.pin = "654321";
    changed.role = "editor";
    changed.display_name = "J";
    const auto user = bootstrap_users(storage, tenant_a, {changed}, plainly()).users[0].user;
    EXPECT_EQ(user.password_hash, "hash of 654321");
    EXPECT_EQ(user.role, "editor");
    EXPECT_THAT(user.display_name, Optional(std::string{"J"}));
    EXPECT_FALSE(user.is_active);
    EXPECT_TRUE(user.needs_onboarding);
    EXPECT_EQ(user.onboarding_step, 2);
    EXPECT_TRUE(user.totp_enabled);
    EXPECT_THAT(user.permissions, Optional(ElementsAre("custom")));
}

TEST_F(Bootstrap, LeavesUsersAloneWhenToldTo) {
    bootstrap_users(storage, tenant_a, {jess()}, plainly());
    const auto before = storage.get_user_by_handle(tenant_a, "jess");
    bool hashed = false;
    const auto result = bootstrap_users(storage, tenant_a, {jess()},
                                        {.hasher =
                                             [&](std::string_view) {
                                                 hashed = true;
                                                 return std::string{"h"};
                                             },
                                         .update_existing = false});
    EXPECT_EQ(result.unchanged, 1U);
    EXPECT_EQ(result.users[0].action, BootstrapAction::unchanged);
    EXPECT_FALSE(hashed);
    EXPECT_EQ(storage.get_user_by_handle(tenant_a, "jess")->updated_at, before->updated_at);
}

TEST_F(Bootstrap, RefusesAListThatIsNotComplete) {
    auto no_credential = jess();
    no_credential.pin.reset();
    EXPECT_EQ(refusal({no_credential}),
              "Bootstrap user jess must provide passwordHash, password, or pin");
    auto no_email = jess();
    no_email.email = "jess";
    EXPECT_EQ(refusal({no_email}), "Bootstrap user jess must have a valid email");
    auto no_role = jess();
    no_role.role = " ";
    EXPECT_EQ(refusal({no_role}), "Bootstrap user jess is missing a role");
    EXPECT_EQ(refusal({jess(), {.handle = " "}}), "Bootstrap user at index 1 is missing a handle");
    EXPECT_EQ(refusal({jess(), jess()}), "Bootstrap user jess is there twice");
    EXPECT_EQ(refusal({}), "bootstrapUsers: users must not be empty");
    EXPECT_EQ(refusal({jess()}, ""), "bootstrapUsers: tenantId is required");
    EXPECT_EQ(count("users", tenant_a), "0") << "users before a bad one were written";
}

TEST_F(Bootstrap, WritesAllOrNothing) {
    user_in(tenant_a, "other");
    storage.update_user(tenant_a, storage.get_user_by_handle(tenant_a, "other")->id,
                        {.email = "taken@example.com"});
    auto second = jess();
    second.handle = "second";
    second.email = "taken@example.com";
    EXPECT_FAILS("duplicate-value", Fault::conflict,
                 bootstrap_users(storage, tenant_a, {jess(), second}, plainly()));
    EXPECT_EQ(count("users", tenant_a), "1");
}

TEST_F(Bootstrap, PrefersTheHashThenThePasswordThenThePin) {
    auto user = jess();
    user.password = "word";
    EXPECT_EQ(bootstrap_users(storage, tenant_a, {user}, plainly()).users[0].user.password_hash,
              "hash of word");
    user.password_hash = "given";
    EXPECT_EQ(bootstrap_users(storage, tenant_a, {user}, plainly()).users[0].user.password_hash,
              "given");
}

TEST_F(Bootstrap, KeepsAHashThatIsOfThePassword) {
    const auto cheap = [](std::string_view text) { return hash_password(text, 4); };
    const auto first = bootstrap_users(storage, tenant_a, {jess()}, {.hasher = cheap});
    const auto again = bootstrap_users(storage, tenant_a, {jess()}, {.hasher = cheap});
    EXPECT_EQ(again.users[0].user.password_hash, first.users[0].user.password_hash);
    EXPECT_EQ(again.updated, 1U);
    const auto dearer = bootstrap_users(storage, tenant_a, {jess()});
    EXPECT_EQ(password_cost(dearer.users[0].user.password_hash), default_password_cost);
    EXPECT_TRUE(verify_password(dearer.users[0].user.password_hash, "123456"));
}

TEST_F(Bootstrap, TakesAConnectionStringAPoolOrAConnection) {
    bootstrap_users(db.url(), tenant_a, {jess()}, plainly());
    pg::Pool pool{pg::ConnInfo::parse(db.url())};
    bootstrap_users(pool, tenant_a, {jess()}, plainly());
    EXPECT_FALSE(pool.is_closed());
    auto connection = pg::Connection::open(pg::ConnInfo::parse(db.url()));
    const auto result = bootstrap_users(&connection, tenant_a, {jess()}, plainly());
    EXPECT_EQ(result.updated, 1U);
    EXPECT_EQ(count("users", tenant_a), "1");
}

TEST_F(Bootstrap, ClosesThePoolItOpenedAlsoAfterAFailure) {
    const Source source{db.url()};
    EXPECT_FAILS("invalid-argument", Fault::usage, bootstrap_users(source, tenant_a, {}));
    EXPECT_TRUE(source.pool()->is_closed());
}

}  // namespace
}  // namespace pgmeta::tenant
