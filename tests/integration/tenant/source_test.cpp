// SPDX-License-Identifier: MIT
#include "../pg/pgbouncer.hpp"
#include "deployed.hpp"
#include "pgmeta/tenant/fixed_tenant.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

#include <atomic>

namespace pgmeta::tenant {
namespace {

using Storage = WithStorage;

TEST(StorageSource, IsRefusedWhenItIsNone) {
    EXPECT_FAILS("invalid-argument", Fault::usage, AuthStorage{""});
    EXPECT_FAILS("invalid-argument", Fault::usage, AuthStorage{std::string{}});
    const char* no_text = nullptr;
    EXPECT_FAILS("invalid-argument", Fault::usage, AuthStorage{no_text});
    pg::Connection* no_connection = nullptr;
    EXPECT_FAILS("invalid-argument", Fault::usage, AuthStorage{no_connection});
    EXPECT_FAILS("bad-connection-string", Fault::usage, AuthStorage{"postgresql://["});
}

TEST(StorageSource, DoesNotConnectBeforeTheFirstCall) {
    const AuthStorage storage{"host=/nowhere"};
    EXPECT_EQ(storage.source().pool()->metrics().opened, 0U);
    EXPECT_FAILS("connection-failed", Fault::environment, storage.init());
    storage.close();
}

TEST(StorageSource, WithoutThePackageSaysWhatIsMissing) {
    const test::TestDatabase db;
    EXPECT_FAILS("storage-missing", Fault::environment, AuthStorage{db.url()}.has_users(tenant_a));
}

TEST_F(Storage, ClosesThePoolItMade) {
    const AuthStorage own{db.url()};
    own.init();
    const auto pool = own.source().pool();
    own.close();
    EXPECT_TRUE(pool->is_closed());
    EXPECT_FAILS("pool-closed", Fault::usage, own.init());
}

TEST_F(Storage, LeavesThePoolOpenWhenToldTo) {
    const AuthStorage own{Source{db.url(), {.close_on_dispose = false}}};
    own.close();
    EXPECT_EQ(own.source().pool()->acquire()->query("SELECT 1").integer(0, 0), 1);
}

TEST_F(Storage, UsesThePoolOfTheCallerAndLeavesItOpen) {
    pg::Pool pool{pg::ConnInfo::parse(db.url()), {.max_connections = 1}};
    const AuthStorage storage_on_it{pool};
    user_in(tenant_a);
    EXPECT_TRUE(storage_on_it.has_users(tenant_a));
    storage_on_it.close();
    EXPECT_FALSE(pool.is_closed());
    EXPECT_EQ(pool.metrics().opened, 1U);
    AuthStorage{Source{pool, {.close_on_dispose = true}}}.close();
    EXPECT_TRUE(pool.is_closed());
}

TEST_F(Storage, UsesTheConnectionOfTheCallerAndItsTransaction) {
    auto connection = pg::Connection::open(pg::ConnInfo::parse(db.url()));
    const AuthStorage bound{&connection};
    {
        pg::Transaction transaction{connection};
        bound.create_user(tenant_a, ada());
        EXPECT_TRUE(bound.has_users(tenant_a));
        EXPECT_FALSE(storage.has_users(tenant_a)) << "not committed yet";
    }
    EXPECT_FALSE(bound.has_users(tenant_a));
    bound.close();
    EXPECT_TRUE(connection.is_open());
}

TEST_F(Storage, RunsSeveralCallsInOneTransaction) {
    storage.transaction(tenant_a, [&](const AuthStorage& bound) {
        const auto user = bound.create_user(tenant_a, ada());
        bound.create_session(tenant_a, user.id, {});
        EXPECT_FALSE(storage.has_users(tenant_a));
    });
    EXPECT_TRUE(storage.has_users(tenant_a));
    EXPECT_FAILS("user-not-found", Fault::usage,
                 storage.transaction(tenant_b, [&](const AuthStorage& bound) {
                     bound.create_user(tenant_b, ada());
                     bound.update_user(tenant_b, nobody, {});
                 }));
    EXPECT_FALSE(storage.has_users(tenant_b));
}

TEST_F(Storage, ServesManyThreadsOverFewConnections) {
    const AuthStorage shared{Source{db.url(), {.pool = {.max_connections = 4}}}};
    const auto user = shared.create_user(tenant_a, ada()).id;
    std::atomic<int> good = 0;
    in_threads(16, [&](int) {
        for (int i = 0; i < 20; ++i) {
            const auto session = shared.create_session(tenant_a, user, {});
            if (shared.get_session(tenant_a, session.id)) ++good;
        }
    });
    EXPECT_EQ(good, 320);
    EXPECT_EQ(count("sessions", tenant_a), "320");
    EXPECT_LE(shared.source().pool()->metrics().opened, 4U);
}

TEST_F(Storage, ConnectsAgainAfterTheServerEndedItsSessions) {
    user_in(tenant_a);
    db.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    ASSERT_TRUE(test::eventually(db,
                                 "SELECT count(*) = 1 FROM pg_stat_activity"
                                 " WHERE datname = current_database()"));
    EXPECT_TRUE(storage.has_users(tenant_a));
}

TEST_F(Storage, WorksBehindATransactionPooler) {
    const test::PgBouncer bouncer;
    const AuthStorage pooled{Source{bouncer.url(db.name()), {.pool = {.max_connections = 4}}}};
    const auto user = pooled.create_user(tenant_a, ada()).id;
    std::atomic<int> good = 0;
    in_threads(8, [&](int i) {
        const auto tenant = i % 2 == 0 ? tenant_a : tenant_b;
        for (int round = 0; round < 10; ++round) {
            pooled.log_audit_event(tenant, {.type = "X"});
            if (pooled.get_user(tenant_a, user) && !pooled.get_user(tenant_b, user)) ++good;
        }
    });
    EXPECT_EQ(good, 80);
    EXPECT_EQ(count("audit_events", tenant_b), "40");
    pooled.transaction(tenant_a, [&](const AuthStorage& bound) {
        EXPECT_TRUE(bound.delete_user(tenant_a, user));
    });
    EXPECT_FALSE(pooled.has_users(tenant_a));
}

TEST_F(Storage, OfAFixedTenantForwardsToIt) {
    const FixedTenantStorage fixed{"{11111111-1111-1111-1111-111111111111}", storage};
    EXPECT_EQ(fixed.tenant(), tenant_a);
    fixed.init();
    const auto user = fixed.create_user(ada());
    EXPECT_EQ(user.tenant_id, tenant_a);
    EXPECT_TRUE(fixed.has_users());
    EXPECT_EQ(fixed.get_user(user.id)->id, user.id);
    EXPECT_EQ(fixed.get_user_by_handle("ada")->id, user.id);
    EXPECT_EQ(fixed.get_user_by_email("ada@example.com")->id, user.id);
    EXPECT_EQ(fixed.get_all_users().size(), 1U);
    EXPECT_EQ(fixed.update_user(user.id, {.role = "editor"}).role, "editor");
    const auto session = fixed.create_session(user.id, {});
    EXPECT_TRUE(fixed.get_session(session.id));
    EXPECT_EQ(fixed.get_sessions_by_user(user.id).size(), 1U);
    EXPECT_EQ(fixed.get_all_sessions().size(), 1U);
    EXPECT_EQ(fixed.update_session(session.id, {}).id, session.id);
    EXPECT_EQ(fixed.cleanup_expired_sessions(), 0U);
    EXPECT_TRUE(fixed.delete_session(session.id));
    EXPECT_EQ(fixed.delete_user_sessions(user.id), 0U);
    fixed.save_totp_secret("ada", {.user_id = user.id, .secret = encrypt_secret("k", "t")});
    EXPECT_TRUE(fixed.advance_totp_step("ada", 1));
    EXPECT_TRUE(fixed.get_totp_secret("ada"));
    EXPECT_TRUE(fixed.delete_totp_secret("ada"));
    fixed.save_backup_codes(user.id, {});
    EXPECT_FALSE(fixed.consume_backup_code(user.id, "ABCD-1234"));
    EXPECT_TRUE(fixed.get_backup_codes(user.id));
    EXPECT_TRUE(fixed.delete_backup_codes(user.id));
    const auto invitation =
        fixed.create_invitation({.token = "t",
                                 .email = "x@example.com",
                                 .role = "viewer",
                                 .created_by = user.id,
                                 .expires_at = from_iso("2999-01-01T00:00:00Z").value()});
    EXPECT_TRUE(fixed.get_invitation("t"));
    EXPECT_TRUE(fixed.get_invitation_by_id(invitation.id));
    EXPECT_EQ(fixed.get_all_invitations().size(), 1U);
    EXPECT_EQ(fixed.get_pending_invitations().size(), 1U);
    EXPECT_FALSE(fixed.update_invitation("t", {.is_active = false}).is_active);
    EXPECT_EQ(fixed.cleanup_expired_invitations(), 0U);
    EXPECT_TRUE(fixed.delete_invitation("t"));
    fixed.log_audit_event({.type = "X"});
    EXPECT_EQ(fixed.get_audit_events().size(), 1U);
    EXPECT_EQ(fixed.get_recent_audit_events().size(), 1U);
    EXPECT_TRUE(fixed.delete_user(user.id));
    EXPECT_FALSE(storage.has_users(tenant_b));
}

TEST_F(Storage, OfAFixedTenantReadsTokensOfItOnly) {
    std::vector<Secret> keys;
    keys.emplace_back("key");
    const AuthStorage signing{storage.source(),
                              {.signer = std::make_shared<SessionSigner>(std::move(keys))}};
    const auto session = signing.create_session(tenant_a, user_in(tenant_a).id, {});
    const auto token = signing.session_token(session);
    EXPECT_EQ(FixedTenantStorage(tenant_a, signing).get_session_by_token(token)->id, session.id);
    EXPECT_FALSE(FixedTenantStorage(tenant_b, signing).get_session_by_token(token));
}

using Named = std::vector<std::pair<std::string, std::optional<std::string>>>;

TEST(FixedTenant, IsTheFirstValueThatIsNotEmpty) {
    const Named named{{"A", std::nullopt},
                      {"B", " "},
                      {"C", " A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11 "},
                      {"D", "not looked at"}};
    EXPECT_EQ(resolve_tenant_id(named), "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
}

template <typename Act>
std::string message_of(Act&& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.message();
    }
    return "nothing failed";
}

TEST(FixedTenant, HasToBeThereAndAUuid) {
    EXPECT_EQ(message_of([] {
                  resolve_tenant_id(Named{{"A", std::nullopt}, {"B", ""}});
              }),
              "A or B is required for the tenant-scoped auth storage.");
    EXPECT_EQ(message_of([] {
                  resolve_tenant_id(Named{{"A", "x"}});
              }),
              "tenant id must be a UUID, received: x");
    EXPECT_EQ(message_of([] { FixedTenantStorage("x", AuthStorage{"host=/nowhere"}); }),
              "tenantId must be a UUID, received: x");
}

}  // namespace
}  // namespace pgmeta::tenant
