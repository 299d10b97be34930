// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/modules.hpp"

#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

#include <atomic>

namespace pgmeta::tenant {
namespace {

using testing::ElementsAre;

constexpr std::string_view user_a = "aaaaaaaa-0000-4000-8000-000000000001";
constexpr std::string_view user_b = "bbbbbbbb-0000-4000-8000-000000000001";
constexpr std::string_view member_a = "aaaaaaaa-0000-4000-8000-000000000002";

/// Two tenants, each with an owner; A has a plain member too.
class Modules : public Deployed {
protected:
    Modules() : Deployed{{"--package", "module-registry"}} {
        for (const auto user : {user_a, user_b, member_a})
            db.query(fmt::format(
                "INSERT INTO user_profiles (id, email) VALUES ('{0}', '{0}@example.com')", user));
        tenant(tenant_a, user_a);
        tenant(tenant_b, user_b);
        join(tenant_a, member_a, "member");
        db.query(
            "INSERT INTO modules (id, name, is_active) VALUES ('notes', 'Notes', true),"
            " ('gone', 'Gone', false)");
    }

    void tenant(std::string_view id, std::string_view owner) {
        db.query(fmt::format(
            "INSERT INTO tenants (id, type, name, slug) VALUES ('{0}', 'household', 'T', '{0}')",
            id));
        join(id, owner, "owner");
    }

    void join(std::string_view tenant, std::string_view user, std::string_view role) {
        db.query(
            fmt::format("INSERT INTO tenant_members (tenant_id, user_id, role)"
                        " VALUES ('{}', '{}', '{}')",
                        tenant, user, role));
    }

    /// A connection as `authenticated`, whom row level security binds.
    pg::Connection bound() const {
        auto connection = pg::Connection::open(pg::ConnInfo::parse(db.url()));
        connection.query("SET ROLE authenticated");
        return connection;
    }

    static std::vector<std::string> ids(const std::vector<InstalledModule>& modules) {
        std::vector<std::string> result;
        for (const auto& module : modules)
            result.push_back(module.module_id);
        return result;
    }

    const ModuleRegistry registry{db.url()};
};

TEST_F(Modules, GoThroughTheirWholeLife) {
    const auto id = registry.install_module(tenant_a, "agency", R"({"colour": "blue"})");
    auto module = registry.get_installed_module(tenant_a, "agency");
    ASSERT_TRUE(module);
    EXPECT_EQ(module->id, id);
    EXPECT_EQ(module->tenant_id, tenant_a);
    EXPECT_TRUE(module->enabled);
    EXPECT_EQ(module->settings, R"({"colour": "blue"})");
    EXPECT_EQ(module->version, "1.0.0");
    EXPECT_TRUE(module->is_active);

    registry.uninstall_module(tenant_a, "agency");
    module = registry.get_installed_module(tenant_a, "agency");
    ASSERT_TRUE(module);
    EXPECT_FALSE(module->enabled);
    EXPECT_EQ(module->settings, R"({"colour": "blue"})") << "switching off keeps the settings";

    EXPECT_EQ(registry.install_module(tenant_a, "agency"), id) << "the row is the same";
    EXPECT_EQ(registry.get_installed_module(tenant_a, "agency")->settings, R"({"colour": "blue"})");
    registry.uninstall_module(tenant_a, "agency");
    registry.install_module(tenant_a, "agency", R"({"colour": "red"})");
    EXPECT_EQ(registry.get_installed_module(tenant_a, "agency")->settings, R"({"colour": "red"})");

    registry.uninstall_module(tenant_a, "agency");
    registry.uninstall_module(tenant_a, "agency", true);
    EXPECT_FALSE(registry.get_installed_module(tenant_a, "agency"));
    EXPECT_TRUE(registry.get_installed_modules(tenant_a, true).empty());
    EXPECT_NE(registry.install_module(tenant_a, "agency"), id);
}

TEST_F(Modules, AreRefusedWhatMakesNoSense) {
    registry.install_module(tenant_a, "agency");
    EXPECT_FAILS("module-already-installed", Fault::conflict,
                 registry.install_module(tenant_a, "agency"));
    EXPECT_FAILS("module-not-found", Fault::usage, registry.install_module(tenant_a, "unknown"));
    EXPECT_FAILS("module-not-active", Fault::usage, registry.install_module(tenant_a, "gone"));
    EXPECT_FAILS("module-not-installed", Fault::usage,
                 registry.uninstall_module(tenant_a, "notes"));
    registry.uninstall_module(tenant_a, "agency");
    EXPECT_FAILS("module-already-disabled", Fault::conflict,
                 registry.uninstall_module(tenant_a, "agency"));
    EXPECT_FAILS("no-active-tenant", Fault::usage, registry.install_module(nobody, "agency"));
    EXPECT_FAILS("invalid-argument", Fault::usage, registry.install_module(tenant_a, ""));
    EXPECT_FAILS("invalid-argument", Fault::usage,
                 registry.install_module(tenant_a, "notes", "[]"));
    EXPECT_FAILS("invalid-argument", Fault::usage, registry.install_module("x", "notes"));
}

TEST_F(Modules, OfATenantAreItsOwn) {
    registry.install_module(tenant_a, "agency");
    EXPECT_TRUE(registry.get_installed_modules(tenant_b, true).empty());
    EXPECT_FALSE(registry.is_module_enabled(tenant_b, "agency"));
    EXPECT_FAILS("module-not-installed", Fault::usage,
                 registry.uninstall_module(tenant_b, "agency"));
    EXPECT_TRUE(registry.is_module_enabled(tenant_a, "agency"));
}

TEST_F(Modules, AreListedNewestFirstThoseThatAreOnUnlessAskedForAll) {
    EXPECT_TRUE(registry.get_installed_modules(tenant_a).empty());
    registry.install_module(tenant_a, "agency");
    registry.install_module(tenant_a, "notes");
    EXPECT_THAT(ids(registry.get_installed_modules(tenant_a)), ElementsAre("notes", "agency"));
    registry.uninstall_module(tenant_a, "notes");
    EXPECT_THAT(ids(registry.get_installed_modules(tenant_a)), ElementsAre("agency"));
    EXPECT_THAT(ids(registry.get_installed_modules(tenant_a, true)),
                ElementsAre("notes", "agency"));
    EXPECT_FAILS("connection-failed", Fault::environment,
                 ModuleRegistry{"host=/nowhere"}.get_installed_modules(tenant_a));
}

TEST_F(Modules, HaveSettingsThatAreReplaced) {
    registry.install_module(tenant_a, "agency");
    const auto before = registry.get_installed_module(tenant_a, "agency");
    const auto after = registry.set_module_settings(tenant_a, "agency", R"({"a": 1})");
    EXPECT_EQ(after.settings, R"({"a": 1})");
    EXPECT_GT(after.updated_at, before->updated_at);
    EXPECT_EQ(after.installed_at, before->installed_at);
    EXPECT_FAILS("module-not-installed", Fault::usage,
                 registry.set_module_settings(tenant_a, "notes", "{}"));
    EXPECT_FAILS("invalid-argument", Fault::usage,
                 registry.set_module_settings(tenant_a, "agency", "17"));
}

TEST_F(Modules, AreRememberedPerTenantAndModule) {
    EXPECT_FALSE(registry.is_module_enabled(tenant_a, "agency"));
    db.query(
        fmt::format("INSERT INTO tenant_modules (tenant_id, module_id) VALUES"
                    " ('{0}', 'agency'), ('{0}', 'notes'), ('{1}', 'agency')",
                    tenant_a, tenant_b));
    EXPECT_FALSE(registry.is_module_enabled(tenant_a, "agency")) << "that it is off is remembered";
    EXPECT_TRUE(registry.is_module_enabled(tenant_a, "notes"));
    EXPECT_TRUE(registry.is_module_enabled(tenant_b, "agency"));
    registry.invalidate_cache(tenant_a, "notes");
    EXPECT_FALSE(registry.is_module_enabled(tenant_a, "agency"));
    registry.invalidate_cache(tenant_a);
    EXPECT_TRUE(registry.is_module_enabled(tenant_a, "agency"));
    registry.uninstall_module(tenant_a, "agency");
    EXPECT_FALSE(registry.is_module_enabled(tenant_a, "agency")) << "own changes count at once";
    const ModuleRegistry forgetful{db.url(), {.remember = std::chrono::milliseconds{0}}};
    EXPECT_FALSE(forgetful.is_module_enabled(tenant_a, "agency"));
    registry.install_module(tenant_a, "agency");
    EXPECT_TRUE(forgetful.is_module_enabled(tenant_a, "agency"));
}

TEST_F(Modules, ThatCannotBeAskedForAreOffAndThatIsNotRemembered) {
    registry.install_module(tenant_a, "agency");
    db.query("ALTER FUNCTION is_module_enabled(uuid, text) RENAME TO elsewhere");
    EXPECT_FALSE(registry.is_module_enabled(tenant_a, "agency"));
    db.query("ALTER FUNCTION elsewhere(uuid, text) RENAME TO is_module_enabled");
    EXPECT_TRUE(registry.is_module_enabled(tenant_a, "agency"));
}

TEST_F(Modules, AreChangedByAdminsOfTheTenantOnly) {
    auto connection = bound();
    const ModuleRegistry by_owner{&connection, {.caller = std::string{user_a}}};
    by_owner.install_module(tenant_a, "agency");
    EXPECT_EQ(by_owner.set_module_settings(tenant_a, "agency", R"({"a": 1})").settings,
              R"({"a": 1})");
    EXPECT_FAILS("caller-forbidden", Fault::usage, by_owner.install_module(tenant_b, "agency"));

    const ModuleRegistry by_member{&connection, {.caller = std::string{member_a}}};
    EXPECT_TRUE(by_member.is_module_enabled(tenant_a, "agency"));
    EXPECT_EQ(by_member.get_installed_modules(tenant_a).size(), 1U);
    EXPECT_FAILS("caller-forbidden", Fault::usage, by_member.install_module(tenant_a, "notes"));
    EXPECT_FAILS("caller-forbidden", Fault::usage, by_member.uninstall_module(tenant_a, "agency"));
    EXPECT_FAILS("caller-forbidden", Fault::usage,
                 by_member.set_module_settings(tenant_a, "agency", "{}"));

    const ModuleRegistry by_stranger{&connection, {.caller = std::string{user_b}}};
    EXPECT_TRUE(by_stranger.get_installed_modules(tenant_a).empty());
    EXPECT_FALSE(by_stranger.is_module_enabled(tenant_a, "agency"));

    const ModuleRegistry by_nobody{&connection};
    EXPECT_FAILS("caller-missing", Fault::usage, by_nobody.install_module(tenant_a, "notes"));
    EXPECT_TRUE(by_nobody.get_installed_modules(tenant_a).empty());
}

TEST_F(Modules, AreInstalledOnceByManyAtOnce) {
    std::atomic<int> installed = 0;
    in_threads(16, [&](int) {
        try {
            registry.install_module(tenant_a, "agency");
            ++installed;
        } catch (const Error& error) {
            EXPECT_EQ(error.id(), "module-already-installed");
        }
    });
    EXPECT_EQ(installed, 1);
}

TEST_F(Modules, GoWithTheirTenantAndTheCatalogueEntry) {
    registry.install_module(tenant_a, "agency");
    registry.install_module(tenant_b, "agency");
    registry.install_module(tenant_b, "notes");
    db.query(fmt::format("DELETE FROM tenants WHERE id = '{}'", tenant_a));
    EXPECT_EQ(db.value("SELECT count(*) FROM tenant_modules"), "2");
    db.query("DELETE FROM modules WHERE id = 'agency'");
    EXPECT_EQ(db.value("SELECT count(*) FROM tenant_modules"), "1");
}

TEST_F(Modules, HaveTheAgencyAndSevenPolicies) {
    EXPECT_EQ(db.value("SELECT version || is_active FROM modules WHERE id = 'agency'"),
              "1.0.0true");
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_policies WHERE schemaname = 'public'"
                       " AND tablename IN ('modules', 'tenant_modules')"),
              "7");
}

TEST_F(Modules, LeaveATenantAnOwnerWhenTwoResignAtOnce) {
    for (int round = 0; round < 10; ++round) {
        db.query(fmt::format("UPDATE tenant_members SET role = 'owner' WHERE tenant_id = '{}'",
                             tenant_a));
        std::atomic<int> refused = 0;
        in_threads(2, [&](int i) {
            const Source source{db.url()};
            try {
                source.run(
                    "UPDATE public.tenant_members SET role = 'member'"
                    " WHERE tenant_id = $1 AND user_id = $2",
                    {std::string{tenant_a}, std::string{i == 0 ? user_a : member_a}});
            } catch (const Error& error) {
                EXPECT_EQ(error.id(), "last-owner");
                ++refused;
            }
        });
        EXPECT_EQ(refused, 1);
        EXPECT_EQ(db.value(fmt::format("SELECT count(*) FROM tenant_members"
                                       " WHERE tenant_id = '{}' AND role = 'owner'",
                                       tenant_a)),
                  "1");
    }
}

}  // namespace
}  // namespace pgmeta::tenant
