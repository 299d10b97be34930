// SPDX-License-Identifier: MIT
#include "policies.hpp"

// Who sees and changes tenants, their members and their modules, in SQL: the policies alone.

namespace pgmeta::tenant {
namespace {

struct Side {
    std::string_view name;
    std::string_view tenant;
    std::string_view owner;
    std::string_view other;  ///< tenant
};

constexpr std::string_view owner_a = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr std::string_view owner_b = "bbbbbbbb-0000-4000-8000-000000000001";
constexpr std::string_view member_a = "aaaaaaaa-0000-4000-8000-000000000002";

/// Two tenants, each with an owner and a module; A has a plain member, too.
class ModulePolicies : public Policies {
protected:
    ModulePolicies() : Policies{{"--package", "module-registry"}} {
        db.query(
            "INSERT INTO modules (id, name, is_active) VALUES ('notes', 'Notes', true),"
            " ('gone', 'Gone', false)");
        for (const auto& [tenant, owner] :
             {std::pair{tenant_a, owner_a}, std::pair{tenant_b, owner_b}}) {
            db.query(fmt::format(
                "INSERT INTO tenants (id, type, name, slug) VALUES ('{0}', 'household', 'T', '{0}')",
                tenant));
            join(tenant, owner, "owner");
            db.query(fmt::format(
                "INSERT INTO tenant_modules (tenant_id, module_id) VALUES ('{}', 'notes')",
                tenant));
        }
        join(tenant_a, member_a, "member");
    }

    void join(std::string_view tenant, std::string_view user, std::string_view role) {
        db.query(fmt::format(
            "INSERT INTO user_profiles (id, email) VALUES ('{0}', '{0}@example.com')", user));
        db.query(
            fmt::format("INSERT INTO tenant_members (tenant_id, user_id, role)"
                        " VALUES ('{}', '{}', '{}')",
                        tenant, user, role));
    }

    static Actor user(std::string_view id) {
        return {"authenticated", {{"request.jwt.claim.sub", id}}};
    }

    static std::string install(std::string_view tenant, std::string_view module) {
        return fmt::format(
            "INSERT INTO tenant_modules (tenant_id, module_id) VALUES ('{}', '{}')"
            " RETURNING module_id",
            tenant, module);
    }

    std::string modules_of(std::string_view tenant) {
        return db.value(
            fmt::format("SELECT string_agg(module_id || enabled, ' ' ORDER BY module_id)"
                        " FROM tenant_modules WHERE tenant_id = '{}'",
                        tenant));
    }
};

class TenantsSeen : public ModulePolicies, public testing::WithParamInterface<Side> {};

TEST_P(TenantsSeen, AreTheUsersOwnInEveryTable) {
    const auto& [name, tenant, owner, other] = GetParam();
    for (const auto& [table, column] :
         {std::pair{"tenants", "id"}, std::pair{"tenant_members", "tenant_id"},
          std::pair{"tenant_modules", "tenant_id"}}) {
        const auto where = [&](std::string_view id) {
            return as(user(owner), fmt::format("SELECT DISTINCT {0} FROM {1} WHERE {0} = '{2}'",
                                               column, table, id));
        };
        EXPECT_EQ(where(tenant), tenant) << table;
        EXPECT_EQ(where(other), "") << table;
        EXPECT_EQ(as(user(owner), fmt::format("SELECT DISTINCT {} FROM {}", column, table)), tenant)
            << table;
    }
}

INSTANTIATE_TEST_SUITE_P(OfBothTenants,
                         TenantsSeen,
                         testing::Values(Side{"A", tenant_a, owner_a, tenant_b},
                                         Side{"B", tenant_b, owner_b, tenant_a}),
                         [](const auto& side) { return std::string{side.param.name}; });

TEST_F(ModulePolicies, HideEverythingFromWhoDidNotSignIn) {
    for (const auto* table : {"modules", "tenant_modules", "tenants", "tenant_members"})
        EXPECT_EQ(as({"anonymous"}, fmt::format("SELECT 1 FROM {}", table)), "42501") << table;
    EXPECT_EQ(as({"anonymous"}, install(tenant_a, "agency")), "42501");
    EXPECT_EQ(as({"authenticated"}, "SELECT module_id FROM tenant_modules"), "");
    EXPECT_EQ(as({"authenticated"}, install(tenant_a, "agency")), "42501");
}

TEST_F(ModulePolicies, LetOwnersInstallActiveModulesForTheirTenantOnce) {
    EXPECT_EQ(as(user(owner_a), install(tenant_a, "agency")), "agency");
    EXPECT_EQ(as(user(owner_a), install(tenant_a, "agency")), "23505");
    EXPECT_EQ(as(user(owner_a), install(tenant_a, "gone")), "42501");
    EXPECT_EQ(as(user(owner_a), install(tenant_a, "nowhere")), "42501");
    EXPECT_EQ(as(user(owner_a), install(tenant_b, "agency")), "42501");
    EXPECT_EQ(modules_of(tenant_a), "agencytrue notestrue");
    EXPECT_EQ(modules_of(tenant_b), "notestrue");
}

TEST_F(ModulePolicies, LetMembersLookOnly) {
    EXPECT_EQ(as(user(member_a), "SELECT module_id FROM tenant_modules"), "notes");
    EXPECT_EQ(as(user(member_a), install(tenant_a, "agency")), "42501");
    EXPECT_EQ(as(user(member_a), "UPDATE tenant_modules SET enabled = false RETURNING module_id"),
              "");
    EXPECT_EQ(as(user(member_a), "DELETE FROM tenant_modules RETURNING module_id"), "");
    EXPECT_EQ(modules_of(tenant_a), "notestrue");
}

TEST_F(ModulePolicies, KeepARowWithItsTenantAndModule) {
    EXPECT_EQ(as(user(owner_a), "UPDATE tenant_modules SET module_id = 'gone'"), "42501");
    EXPECT_EQ(
        as(user(owner_a), fmt::format("UPDATE tenant_modules SET tenant_id = '{}'", tenant_b)),
        "42501");
    EXPECT_EQ(as(user(owner_a), "UPDATE tenant_modules SET enabled = false RETURNING tenant_id"),
              tenant_a);
    EXPECT_EQ(modules_of(tenant_b), "notestrue");
}

TEST_F(ModulePolicies, KeepTheCatalogueFromUsers) {
    EXPECT_EQ(as(user(owner_a), "SELECT id FROM modules ORDER BY id"), "agency gone notes");
    EXPECT_EQ(as(user(owner_a), "INSERT INTO modules (id, name) VALUES ('mine', 'Mine')"), "42501");
    EXPECT_EQ(as(user(owner_a), "UPDATE modules SET is_active = true"), "42501");
    EXPECT_EQ(as(user(owner_a), "DELETE FROM modules"), "42501");
}

TEST_F(ModulePolicies, LetServicesDoEverything) {
    const Actor service{"service_role"};
    EXPECT_EQ(as(service, "SELECT count(*) FROM tenant_modules"), "2");
    EXPECT_EQ(as(service, install(tenant_b, "gone")), "gone");
    EXPECT_EQ(as(service, "UPDATE modules SET is_active = true WHERE id = 'gone' RETURNING id"),
              "gone");
    EXPECT_EQ(
        as(service, "DELETE FROM tenant_modules WHERE module_id = 'gone' RETURNING module_id"),
        "gone");
}

TEST_F(ModulePolicies, SayWhenARowWasChanged) {
    for (const auto* table : {"tenant_modules", "tenants"}) {
        db.query(
            fmt::format("ALTER TABLE {0} DISABLE TRIGGER USER;"
                        "UPDATE {0} SET updated_at = '2000-01-01';"
                        "ALTER TABLE {0} ENABLE TRIGGER USER",
                        table));
        db.query(fmt::format("UPDATE {0} SET {1} = {1}", table,
                             std::string_view{table} == "tenant_modules" ? "enabled" : "name"));
        EXPECT_EQ(
            db.value(fmt::format("SELECT count(*) FROM {} WHERE updated_at < '2001-01-01'", table)),
            "0")
            << table;
    }
}

}  // namespace
}  // namespace pgmeta::tenant
