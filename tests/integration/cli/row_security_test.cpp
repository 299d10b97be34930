// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "store.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

// Commands about tenants, run by roles that row level security binds.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Signs in as a role of its own that is no superuser and bypasses nothing.
class Bound : public Store {
protected:
    explicit Bound(std::string package) : Store{std::move(package)} {}

    void SetUp() override {
        Store::SetUp();
        db.query("CREATE ROLE " + role + " LOGIN");
    }

    void TearDown() override {
        db.query("DROP OWNED BY " + role);
        db.query("DROP ROLE " + role);
    }

    /// As pgmeta(), signed in as that role.
    ProcessResult bound(std::vector<std::string> arguments, ProcessOptions options = {}) const {
        arguments.insert(arguments.end(), {"--target", db.url(role)});
        options.env.emplace("PGMETA_TENANT", tenant);
        options.cwd = source_dir();
        return run_pgmeta(std::move(arguments), std::move(options));
    }

    std::string bound_done(std::vector<std::string> arguments, ProcessOptions options = {}) const {
        const auto result = bound(std::move(arguments), std::move(options));
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return result.out;
    }

    const std::string role = unique_name("bound");
};

class BoundUsers : public Bound {
protected:
    BoundUsers() : Bound{"auth-storage-rls"} {}

    void SetUp() override {
        Bound::SetUp();
        db.query("GRANT USAGE ON SCHEMA auth TO " + role);
        db.query("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO " + role);
        db.query(
            "INSERT INTO auth.users (tenant_id, handle, password_hash)"
            " VALUES ('22222222-2222-4222-8222-222222222222', 'eve', 'hash')");
        write_file(dir / "users.yaml",
                   "users: [{handle: ada, email: ada@example.com,"
                   " role: admin, password_env: PW}]\n");
    }

    const TempDir dir;
};

TEST_F(BoundUsers, AreManagedByARoleThatSeesOneTenant) {
    const auto file = (dir / "users.yaml").string();
    EXPECT_THAT(bound_done({"tenant-users", "bootstrap", "--file", file},
                           {.env = {{"PW", "first-password"}}}),
                HasSubstr("created ada"));
    const auto users = bound_done({"tenant-users", "list"});
    EXPECT_THAT(users, HasSubstr("ada@example.com"));
    EXPECT_THAT(users, Not(HasSubstr("eve")));
    bound_done({"tenant-users", "lock", "ada", "--yes"});
    EXPECT_EQ(db.value("SELECT is_locked FROM auth.users WHERE handle = 'ada'"), "t");
    EXPECT_THAT(bound_done({"tenant-users", "audit"}), HasSubstr("USER_LOCKED"));
    bound_done({"tenant-users", "unlock", "ada"});
    EXPECT_EQ(bound({"tenant-users", "lock", "eve", "--yes"}).exit_code, 2);
}

TEST_F(BoundUsers, AreManagedAsARoleByAnAdministrator) {
    const auto listed =
        pgmeta({"tenant-users", "list", "--as", role},
               {.env = {{"PGMETA_TENANT", "22222222-2222-4222-8222-222222222222"}}});
    EXPECT_EQ(listed.exit_code, 0) << listed.err;
    EXPECT_THAT(listed.out, HasSubstr("eve"));
    EXPECT_THAT(listed.err, HasSubstr(", as " + role));
    db.query("REVOKE ALL ON ALL TABLES IN SCHEMA auth FROM " + role);
    const auto refused = pgmeta({"tenant-users", "list", "--as", role});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_THAT(refused.err, HasSubstr("permission denied"));
    EXPECT_EQ(bound({"tenant-users", "list", "--as", "postgres"}).exit_code, 1);
}

class BoundModules : public Bound {
protected:
    BoundModules() : Bound{"module-registry"} {}

    void SetUp() override {
        Bound::SetUp();
        db.query("GRANT authenticated TO " + role);
        db.query(
            fmt::format("INSERT INTO tenants (id, type, name, slug)"
                        " VALUES ('{}', 'household', 'Home', 'home')",
                        tenant));
        for (const auto* member : {owner, stranger})
            db.query(
                fmt::format("INSERT INTO user_profiles (id, email) VALUES ('{0}', "
                            "'{0}@example.com')",
                            member));
        db.query(
            fmt::format("INSERT INTO tenant_members (tenant_id, user_id, role)"
                        " VALUES ('{}', '{}', 'owner')",
                        tenant, owner));
    }

    static constexpr auto owner = "00000000-0000-4000-8000-000000000001";
    static constexpr auto stranger = "00000000-0000-4000-8000-000000000002";
};

TEST_F(BoundModules, AreInstalledOnBehalfOfWhoMay) {
    const auto nobody = bound({"modules", "install", "agency"});
    EXPECT_EQ(nobody.exit_code, 2);
    EXPECT_THAT(nobody.err, HasSubstr("error[caller-missing]"));
    const auto other = bound({"modules", "install", "agency", "--caller", stranger});
    EXPECT_THAT(other.err, HasSubstr("error["));
    EXPECT_EQ(db.value("SELECT count(*) FROM tenant_modules"), "0");
    EXPECT_THAT(bound_done({"modules", "install", "agency", "--caller", owner}),
                HasSubstr("agency is installed and on."));
    EXPECT_THAT(bound_done({"modules", "list", "--caller", owner}), HasSubstr("agency"));
    EXPECT_THAT(bound_done({"modules", "list", "--caller", stranger}),
                HasSubstr("The tenant has no modules."));
}

class BoundSpaces : public Bound {
protected:
    BoundSpaces() : Bound{"spaces-rls"} {}

    void SetUp() override {
        Bound::SetUp();
        db.query("GRANT authenticated, service_role TO " + role);
        db.query("GRANT USAGE ON SCHEMA auth TO authenticated, service_role");
        db.query("GRANT SELECT ON auth.organizations, auth.members TO authenticated, service_role");
        for (const auto* space : {"org_1", "org_2"})
            db.query(
                fmt::format("INSERT INTO auth.organizations (id, name, slug, metadata)"
                            " VALUES ('{0}', '{0}', '{0}', '{{\"type\": \"club\"}}')",
                            space));
        for (const auto* who : {"owner", "admin", "member"})
            db.query(
                fmt::format("INSERT INTO auth.members (id, organization_id, user_id, role)"
                            " VALUES ('{0}', 'org_1', 'u_{0}', '{0}')",
                            who));
        db.query(
            "INSERT INTO auth.members (id, organization_id, user_id, role)"
            " VALUES ('other', 'org_2', 'u_other', 'owner')");
    }

    ProcessResult put(const std::string& caller) const {
        return bound({"credentials", "put", "--space", "org_1", "--provider", "linkedin",
                      "--caller", caller},
                     {.env = {{"PGMETA_KEK", kek}}, .stdin_text = "access-token-123\n"});
    }

    const std::string kek = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
};

TEST_F(BoundSpaces, PermissionsAreSetByOwnersAndSeenByMembers) {
    const auto set = [&](const std::string& caller) {
        return bound({"spaces", "permissions", "set", "--space", "org_1", "--role", "member",
                      "--module", "calendar", "--write", "--caller", caller});
    };
    EXPECT_NE(set("u_member").exit_code, 0);
    EXPECT_NE(set("u_admin").exit_code, 0);
    const auto done = set("u_owner");
    EXPECT_EQ(done.exit_code, 0) << done.err;
    const auto show = [&](const std::string& caller) {
        return bound_done(
            {"spaces", "permissions", "show", "--space", "org_1", "--caller", caller});
    };
    EXPECT_THAT(show("u_member"), HasSubstr("read, write"));
    EXPECT_THAT(show("u_other"), Not(HasSubstr("calendar")));
}

TEST_F(BoundSpaces, CredentialsAreForAdministratorsAndRotatedByTheService) {
    EXPECT_NE(put("u_member").exit_code, 0);
    EXPECT_NE(put("u_other").exit_code, 0);
    const auto done = put("u_admin");
    EXPECT_EQ(done.exit_code, 0) << done.err;
    const auto list = [&](const std::string& caller) {
        return bound_done({"credentials", "list", "--space", "org_1", "--caller", caller});
    };
    EXPECT_THAT(list("u_admin"), HasSubstr("linkedin"));
    EXPECT_THAT(list("u_member"), HasSubstr("The space has no credentials."));
    const ProcessOptions keys{
        .env = {{"PGMETA_KEKS", "new:AgIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA= env-v1:" + kek}}};
    EXPECT_THAT(bound_done({"credentials", "rotate"}, keys), HasSubstr("0 credentials"));
    EXPECT_THAT(bound_done({"credentials", "rotate", "--as", "service_role"}, keys),
                HasSubstr("1 credential encrypted again with key new."));
}

}  // namespace
}  // namespace pgmeta::test
