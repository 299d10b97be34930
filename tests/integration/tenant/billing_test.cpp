// SPDX-License-Identifier: MIT
#include "policies.hpp"

// Billing shows itself one tenant, or one person, at a time.

namespace pgmeta::tenant {
namespace {

constexpr std::string_view tenant_c = "33333333-3333-4333-8333-333333333333";

/// Three tenants of two accounts, a third account that nobody pays; a reader and a publisher.
class Billing : public Policies {
protected:
    Billing() : Policies{{"--package", "billing"}} {
        for (const auto* account : {"acct-1", "acct-2", "acct-3"})
            db.query(fmt::format(add_account, account, "test"));
        tenant(tenant_a, "a", "acct-1", "'cus_a'");
        tenant(tenant_b, "b", "acct-1", "'cus_b'");
        tenant(tenant_c, "c", "acct-2", "NULL");
        db.query(
            "GRANT USAGE ON SCHEMA billing TO anonymous, authenticated;"
            "GRANT SELECT ON ALL TABLES IN SCHEMA billing TO anonymous;"
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA billing TO authenticated");
    }

    void tenant(std::string_view id,
                std::string_view slug,
                std::string_view account,
                std::string_view customer) {
        db.query(fmt::format(add_tenant, id, slug, "client", account, customer));
        db.query(fmt::format(add_member, id, "operator@example.com", "operator"));
        db.query(fmt::format(add_member, id, fmt::format("{}@example.com", slug), "client_admin"));
    }

    static Actor reader(std::string_view email) {
        return {"anonymous", {{"app.member_email", email}}};
    }

    static Actor publisher(std::string_view tenant) {
        return {"authenticated", {{"app.tenant_id", tenant}}};
    }

    static constexpr auto add_account =
        "INSERT INTO billing.owner_accounts"
        " (id, entity_slug, display_name, stripe_mode, status, source, published_at)"
        " VALUES ('{0}', '{0}', '{0}', '{1}', 'active', 'publisher', now())";
    static constexpr auto add_tenant =
        "INSERT INTO billing.tenants (id, slug, kind, owner_account_id, stripe_customer_id,"
        " display_name, status, source, published_at)"
        " VALUES ('{}', '{}', '{}', '{}', {}, 'T', 'active', 'publisher', now())";
    static constexpr auto add_member =
        "INSERT INTO billing.tenant_members (tenant_id, email, role, status, source, published_at)"
        " VALUES ('{}', '{}', '{}', 'active', 'publisher', now())";
    static constexpr auto tenants = "SELECT slug FROM billing.tenants ORDER BY 1";
    static constexpr auto members = "SELECT email FROM billing.tenant_members ORDER BY 1";
    static constexpr auto accounts = "SELECT id FROM billing.owner_accounts ORDER BY 1";
};

TEST_F(Billing, HasRowLevelSecurityForcedOnItsThreeTables) {
    EXPECT_EQ(db.value("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class"
                       " WHERE relnamespace = 'billing'::regnamespace AND relkind = 'r'"
                       " AND relrowsecurity AND relforcerowsecurity"),
              "owner_accounts tenant_members tenants");
}

TEST_F(Billing, ShowsNothingWithoutSettings) {
    for (const auto& nobody :
         {Actor{"anonymous"}, Actor{"anonymous", {{"app.tenant_id", ""}, {"app.member_email", ""}}},
          Actor{"authenticated"}})
        for (const auto* what : {tenants, members, accounts})
            EXPECT_EQ(as(nobody, what), "") << what;
}

TEST_F(Billing, ShowsAPersonTheirTenantMembershipAndAccountOnly) {
    for (const auto* email : {"a@example.com", "A@Example.COM"}) {
        EXPECT_EQ(as(reader(email), tenants), "a") << email;
        EXPECT_EQ(as(reader(email), members), "a@example.com") << email;
        EXPECT_EQ(as(reader(email), accounts), "acct-1") << email;
    }
    EXPECT_EQ(as(reader("a@example.com"), "SELECT id FROM billing.tenants WHERE slug = 'b'"), "");
    EXPECT_EQ(as(reader("nobody@example.com"), tenants), "");
}

TEST_F(Billing, ShowsATenantItselfAndNobodyElse) {
    EXPECT_EQ(as(publisher(tenant_a), tenants), "a");
    EXPECT_EQ(as(publisher(tenant_a), members), "a@example.com operator@example.com");
    EXPECT_EQ(as(publisher(tenant_a), accounts), "acct-1");
    EXPECT_EQ(as(publisher(tenant_c), accounts), "acct-2");
}

TEST_F(Billing, ShowsAnOperatorAllTenantsAndNoAccountThatNobodyPays) {
    EXPECT_EQ(as(reader("operator@example.com"), tenants), "a b c");
    EXPECT_EQ(as(reader("operator@example.com"), accounts), "acct-1 acct-2");
}

TEST_F(Billing, IsNotWrittenByReaders) {
    EXPECT_EQ(as(reader("operator@example.com"),
                 fmt::format(add_member, tenant_a, "x@example.com", "operator")),
              "42501");
    EXPECT_EQ(as(reader("operator@example.com"), fmt::format(add_account, "acct-9", "test")),
              "42501");
}

TEST_F(Billing, IsWrittenForTheTenantThatIsNamed) {
    const auto member = [](std::string_view tenant) {
        return fmt::format(add_member, tenant, "x@example.com", "client_viewer");
    };
    EXPECT_EQ(as(publisher(tenant_b), member(tenant_a)), "42501");
    EXPECT_EQ(as(publisher(tenant_b), member(tenant_b)), "");
    EXPECT_EQ(as(publisher(tenant_b),
                 "UPDATE billing.tenants SET display_name = 'mine'"
                 " RETURNING slug"),
              "b");
    EXPECT_EQ(as(publisher(tenant_b),
                 fmt::format("UPDATE billing.tenants SET id = '{}' RETURNING slug", nobody)),
              "42501");
    EXPECT_EQ(db.value("SELECT string_agg(slug, ' ') FROM billing.tenants"
                       " WHERE display_name = 'mine'"),
              "b");
}

TEST_F(Billing, RefusesWordsThatAreNone) {
    const Actor superuser{"postgres"};
    EXPECT_EQ(as(superuser, fmt::format(add_account, "acct-9", "sandbox")), "23514");
    EXPECT_EQ(as(superuser, fmt::format(add_tenant, nobody, "n", "friend", "acct-1", "NULL")),
              "23514");
    EXPECT_EQ(as(superuser, fmt::format(add_member, tenant_a, "x@example.com", "boss")), "23514");
    EXPECT_EQ(as(superuser, fmt::format(add_member, tenant_a, "X@example.com", "operator")),
              "23514");
}

TEST_F(Billing, RefusesWhatIsTakenAndWhatIsNotThere) {
    const Actor superuser{"postgres"};
    EXPECT_EQ(as(superuser, fmt::format(add_tenant, nobody, "n", "client", "acct-1", "'cus_a'")),
              "23505");
    EXPECT_EQ(as(superuser, fmt::format(add_tenant, nobody, "n", "client", "acct-9", "NULL")),
              "23503");
    EXPECT_EQ(as(superuser, fmt::format(add_member, nobody, "x@example.com", "operator")), "23503");
    EXPECT_EQ(as(superuser, "DELETE FROM billing.owner_accounts WHERE id = 'acct-1'"), "23503");
}

}  // namespace
}  // namespace pgmeta::tenant
