// SPDX-License-Identifier: MIT
#include "deployed.hpp"
#include "pgmeta/tenant/with_tenant.hpp"
#include "pgmeta_test/expect.hpp"

// Two lines of defence, each without the other: the library names the tenant in every statement,
// and row level security shows an unprivileged role one tenant only.

namespace pgmeta::tenant {
namespace {

constexpr auto tables = {"users",        "sessions",    "totp_secrets",
                         "backup_codes", "invitations", "audit_events"};

constexpr auto legacy_abcd_1234 =
    "1635c8525afbae58c37bede3c9440844e9143727cc7c160bed665ec378d8a262";

/// Whoever owns the tables: a role that row level security binds, since it is forced.
class Isolation : public WithStorage {
protected:
    Isolation() : WithStorage{{"--package", "auth-storage-rls"}} {
        db.query(
            fmt::format("CREATE ROLE {0} LOGIN; GRANT USAGE ON SCHEMA auth TO {0};"
                        "GRANT ALL ON ALL TABLES IN SCHEMA auth TO {0}",
                        role));
        for (const auto tenant : {tenant_a, tenant_b})
            fill(tenant);
    }

    ~Isolation() override { test::drop_roles(db, {role}); }

    void fill(std::string_view tenant) const {
        const auto user = storage.create_user(tenant, ada()).id;
        storage.create_session(tenant, user, {});
        storage.save_totp_secret(tenant, "ada",
                                 {.user_id = user, .secret = encrypt_secret("k", "t")});
        storage.save_backup_codes(tenant, user, {});
        storage.create_invitation(tenant, {.token = "t",
                                           .email = "x@example.com",
                                           .role = "viewer",
                                           .created_by = user,
                                           .expires_at = *from_iso("2999-01-01T00:00:00Z")});
        storage.log_audit_event(tenant, {.type = "X"});
    }

    pg::Connection connect() const {
        return pg::Connection::open(pg::ConnInfo::parse(db.url(role)));
    }

    static std::int64_t rows(pg::Connection& connection, std::string_view table) {
        return connection.query(fmt::format("SELECT count(*) FROM auth.{}", table)).integer(0, 0);
    }

    std::string role = test::unique_name("bound");
};

TEST_F(Isolation, FirstLineHoldsForWhoIsNotBoundByRowLevelSecurity) {
    // A superuser sees every row; the library still asks for one tenant's.
    const AuthStorage plainly{storage.source(), {.set_tenant = false}};
    EXPECT_EQ(plainly.get_all_users(tenant_a).size(), 1U);
    EXPECT_EQ(plainly.get_all_sessions(tenant_a).size(), 1U);
    EXPECT_EQ(plainly.get_all_invitations(tenant_b).size(), 1U);
    EXPECT_EQ(plainly.get_audit_events(tenant_b).size(), 1U);
    EXPECT_TRUE(plainly.get_all_users(nobody).empty());
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.users"), "2");
}

/// Every call of `own` with ids of another tenant, whose rows stay as they are.
void expect_strangers(const AuthStorage& own, const User& user, const std::string& session) {
    const auto& id = user.id;
    EXPECT_FALSE(own.get_user(tenant_a, id));
    EXPECT_FALSE(own.get_user_by_handle(tenant_a, "bob"));
    EXPECT_FALSE(own.get_user_by_email(tenant_a, "bob@example.com"));
    EXPECT_FAILS("user-not-found", Fault::usage, own.update_user(tenant_a, id, {.role = "x"}));
    EXPECT_FALSE(own.delete_user(tenant_a, id));
    EXPECT_FALSE(own.get_session(tenant_a, session));
    EXPECT_TRUE(own.get_sessions_by_user(tenant_a, id).empty());
    EXPECT_FAILS("unknown-reference", Fault::conflict, own.create_session(tenant_a, id, {}));
    EXPECT_FAILS("session-not-found", Fault::usage, own.update_session(tenant_a, session, {}));
    EXPECT_FALSE(own.delete_session(tenant_a, session));
    EXPECT_EQ(own.delete_user_sessions(tenant_a, id), 0U);
    EXPECT_FALSE(own.get_totp_secret(tenant_a, "bob"));
    EXPECT_FALSE(own.advance_totp_step(tenant_a, "bob", 1));
    EXPECT_FALSE(own.delete_totp_secret(tenant_a, "bob"));
    EXPECT_FALSE(own.get_backup_codes(tenant_a, id));
    EXPECT_FAILS("unknown-reference", Fault::conflict, own.save_backup_codes(tenant_a, id, {}));
    EXPECT_FALSE(own.consume_backup_code(tenant_a, id, "ABCD-1234"));
    EXPECT_FALSE(own.delete_backup_codes(tenant_a, id));
    EXPECT_FALSE(own.get_invitation(tenant_a, "by bob"));
    EXPECT_FAILS("invitation-not-found", Fault::usage,
                 own.update_invitation(tenant_a, "by bob", {.is_active = false}));
    EXPECT_FALSE(own.delete_invitation(tenant_a, "by bob"));
    EXPECT_TRUE(own.get_audit_events(tenant_a, {.user_id = id}).empty());
}

TEST_F(Isolation, OfIdsHoldsInEveryCallAndLineByLine) {
    const auto bob = storage.create_user(
        tenant_b, {.handle = "bob", .email = "bob@example.com", .password_hash = "h"});
    const auto session = storage.create_session(tenant_b, bob.id, {}).id;
    storage.save_totp_secret(tenant_b, "bob",
                             {.user_id = bob.id, .secret = encrypt_secret("k", "t")});
    storage.save_backup_codes(tenant_b, bob.id, {.codes = {{"a", legacy_abcd_1234}}});
    const auto invite = [&](std::string token, std::string_view until) {
        return storage.create_invitation(tenant_b, {.token = std::move(token),
                                                    .email = "x@example.com",
                                                    .role = "viewer",
                                                    .created_by = bob.id,
                                                    .expires_at = *from_iso(until)});
    };
    const auto invitation = invite("by bob", "2999-01-01T00:00:00Z");
    storage.log_audit_event(tenant_b, {.type = "X", .user_id = bob.id});
    // What is over is there to be cleaned up.
    const AuthStorage brief{storage.source(), {.session_max_age = std::chrono::milliseconds{0}}};
    brief.create_session(tenant_b, bob.id, {});
    invite("over", "2020-01-01T00:00:00Z");
    const auto everything = [&] {
        std::string rows;
        for (const auto* table : tables)
            rows += db.value(
                fmt::format("SELECT string_agg(t::text, ';' ORDER BY t::text) FROM auth.{} AS t"
                            " WHERE tenant_id = '{}'",
                            table, tenant_b));
        return rows;
    };
    const auto before = everything();
    for (const auto& own :
         {AuthStorage{storage.source(), {.set_tenant = false}}, AuthStorage{db.url(role)}}) {
        expect_strangers(own, bob, session);
        EXPECT_FALSE(own.get_invitation_by_id(tenant_a, invitation.id));
        EXPECT_EQ(own.get_all_users(tenant_a).size(), 1U);
        EXPECT_EQ(own.get_recent_audit_events(tenant_a).size(), 1U);
        EXPECT_EQ(own.cleanup_expired_sessions(tenant_a), 0U);
        EXPECT_EQ(own.cleanup_expired_invitations(tenant_a), 0U);
        EXPECT_EQ(everything(), before);
    }
}

TEST_F(Isolation, SecondLineShowsNothingWhenTheTenantIsForgotten) {
    auto connection = connect();
    for (const auto* table : tables)
        EXPECT_EQ(rows(connection, table), 0) << table;
    const AuthStorage forgetful{&connection, {.set_tenant = false}};
    EXPECT_TRUE(forgetful.get_all_users(tenant_a).empty());
    EXPECT_FALSE(forgetful.get_user_by_handle(tenant_a, "ada"));
    EXPECT_EQ(forgetful.get_audit_events(tenant_a).size(), 0U);
    EXPECT_EQ(forgetful.cleanup_expired_sessions(tenant_a), 0U);
    EXPECT_FALSE(forgetful.delete_totp_secret(tenant_a, "ada"));
    try {
        forgetful.create_user(tenant_a, {.handle = "eve", .password_hash = "h"});
        FAIL() << "a row was written without a tenant";
    } catch (const Error& error) {
        EXPECT_EQ(error.sqlstate(), "42501");
    }
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.users"), "2");
}

TEST_F(Isolation, SecondLineHoldsWhenAStatementForgetsTheTenant) {
    auto connection = connect();
    with_tenant(connection, tenant_a, [&](pg::Connection& inside) {
        for (const auto* table : tables)
            EXPECT_EQ(rows(inside, table), 1) << table;
        EXPECT_EQ(inside.query("SELECT tenant_id FROM auth.users").text(0, 0), tenant_a);
        inside.query("UPDATE auth.users SET bio = 'seen'");
    });
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.users WHERE bio = 'seen'"), "1");
}

TEST_F(Isolation, BothLinesTogetherServeATenant) {
    const AuthStorage bound{db.url(role)};
    EXPECT_EQ(bound.get_all_users(tenant_a).size(), 1U);
    const auto user = *bound.get_user_by_handle(tenant_b, "ada");
    EXPECT_EQ(bound.create_session(tenant_b, user.id, {}).tenant_id, tenant_b);
    EXPECT_EQ(bound.update_user(tenant_b, user.id, {.handle = "countess"}).handle, "countess");
    EXPECT_TRUE(bound.get_totp_secret(tenant_b, "countess"));
    EXPECT_FALSE(bound.get_user(tenant_a, user.id));
    EXPECT_TRUE(bound.delete_user(tenant_b, user.id));
    bound.transaction(tenant_a,
                      [](const AuthStorage& inside) { EXPECT_TRUE(inside.has_users(tenant_a)); });
}

TEST_F(Isolation, LeavesNoTenantBehindOnTheConnection) {
    auto connection = connect();
    const AuthStorage bound{&connection};
    EXPECT_TRUE(bound.has_users(tenant_a));
    EXPECT_EQ(rows(connection, "users"), 0);
    with_tenant(connection, tenant_a, [](pg::Connection&) {});
    EXPECT_EQ(rows(connection, "users"), 0);
}

TEST_F(Isolation, OfATransactionHoldsForStoragesMadeInIt) {
    auto connection = connect();
    with_tenant(connection, tenant_a, [&](pg::Connection& inside) {
        const AuthStorage bound{&inside, {.set_tenant = false}};
        EXPECT_TRUE(bound.has_users(tenant_a));
        EXPECT_FALSE(bound.has_users(tenant_b))
            << "asked for another tenant than the transaction's";
    });
}

TEST_F(Isolation, OfATransactionIsRolledBackByAnException) {
    auto connection = connect();
    EXPECT_THROW(with_tenant(connection, tenant_a,
                             [](pg::Connection& inside) {
                                 inside.query("DELETE FROM auth.users");
                                 throw std::runtime_error{"no"};
                             }),
                 std::runtime_error);
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.users"), "2");
}

TEST_F(Isolation, OfATransactionReturnsWhatTheWorkReturns) {
    auto connection = connect();
    const auto count =
        with_tenant(connection, tenant_a, [](pg::Connection& c) { return rows(c, "users"); });
    EXPECT_EQ(count, 1);
}

TEST_F(Isolation, NeedsATenantAndATransactionOfItsOwn) {
    auto connection = connect();
    EXPECT_FAILS("invalid-argument", Fault::usage, TenantTransaction(connection, "x'; --"));
    EXPECT_FALSE(connection.in_transaction());
    connection.query("BEGIN");
    EXPECT_FAILS("invalid-argument", Fault::usage, TenantTransaction(connection, tenant_a));
}

}  // namespace
}  // namespace pgmeta::tenant
