// SPDX-License-Identifier: MIT
#include "pgmeta/roles/audit.hpp"

#include "cluster_builder.hpp"
#include "pgmeta/roles/password.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::roles {

namespace {

using test::add_member;
using test::bootstrapped;
using test::plain_role;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> found(const Cluster& cluster, const AuditOptions& options = {}) {
    std::vector<std::string> result;
    for (const auto& finding : audit(cluster, {}, options).findings)
        result.push_back(finding.role + " " + finding.id);
    return result;
}

TEST(RoleAudit, FindsNothingWhereEverythingIsAsItShouldBe) {
    auto cluster = bootstrapped();
    cluster.roles["app"] = plain_role("app", true);
    add_member(cluster, "authenticated", "app");
    EXPECT_THAT(found(cluster), IsEmpty());
}

TEST(RoleAudit, FindsMissingAndAlteredBaseRolesAndCallsThemFixable) {
    auto cluster = bootstrapped();
    cluster.roles.erase("anonymous");
    cluster.roles["authenticated"].attributes.login = true;
    EXPECT_THAT(found(cluster),
                ElementsAre("anonymous role-missing", "authenticated wrong-attributes"));
    EXPECT_TRUE(audit(cluster, {}).findings.front().fixable);
}

TEST(RoleAudit, LooksAtTheClientRoleOnceItIsThere) {
    auto cluster = bootstrapped();
    EXPECT_THAT(
        found(cluster, {.client = true}),
        ElementsAre("authenticated_client role-missing", "authenticated_client membership-missing",
                    "authenticated_client wrong-setting"));
    cluster.roles["authenticated_client"] = plain_role("authenticated_client");
    EXPECT_THAT(found(cluster), ElementsAre("authenticated_client membership-missing",
                                            "authenticated_client wrong-setting"));
    cluster.roles["authenticated_client"].settings["statement_timeout"] = "20s";
    EXPECT_THAT(found(cluster), ElementsAre("authenticated_client membership-missing"))
        << "a timeout of one's own is as good";
}

TEST(RoleAudit, FindsDangerousLoginRoles) {
    auto cluster = bootstrapped();
    for (const auto* name : {"root_like", "bypasser", "ended", "old_hash"}) {
        cluster.roles[name] = plain_role(name, true);
        add_member(cluster, "authenticated", name);
    }
    cluster.roles["root_like"].attributes.superuser = true;
    cluster.roles["bypasser"].attributes.bypassrls = true;
    cluster.roles["ended"].expired = true;
    cluster.roles["old_hash"].verifier = md5_verifier("old_hash", "secret");
    EXPECT_THAT(found(cluster), ElementsAre("bypasser login-bypassrls", "ended expired",
                                            "old_hash md5-verifier", "root_like login-superuser"));
}

TEST(RoleAudit, FindsTestUsersWithTheirWellKnownPassword) {
    auto cluster = bootstrapped();
    cluster.roles["app_user"] = plain_role("app_user", true);
    add_member(cluster, "anonymous", "app_user");
    cluster.roles["app_user"].verifier =
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
        "arpmYhi7FYy93By6iWe810EcZKNk++pxhecDZSZ3Iec=:WVVWWlynJWUwF7jZImh97ItN1iY6L715Kw9Xhy0S0gU=";
    EXPECT_THAT(found(cluster), ElementsAre("app_user test-password"));
}

TEST(RoleAudit, SaysWhatItMayNotKnow) {
    auto cluster = bootstrapped();
    cluster.verifiers_readable = false;
    EXPECT_THAT(audit(cluster, {}).unknown, ElementsAre("md5-verifier", "test-password"));
    EXPECT_THAT(found(cluster), IsEmpty());
}

TEST(RoleAudit, FindsRolesOutsideTheConfiguration) {
    auto cluster = bootstrapped();
    cluster.roles["stranger"] = plain_role("stranger", true);
    cluster.roles["team"] = plain_role("team");
    cluster.roles["alice"] = plain_role("alice", true);
    add_member(cluster, "authenticated", "team");
    add_member(cluster, "team", "alice");
    EXPECT_THAT(found(cluster), ElementsAre("stranger outside-configuration"));
    EXPECT_THAT(found(cluster, {.ignore = {"stranger"}}), IsEmpty());
}

TEST(RoleAudit, ComparesWithListedUsers) {
    auto cluster = bootstrapped();
    cluster.roles["alice"] = plain_role("alice", true);
    cluster.roles["bob"] = plain_role("bob", true);
    add_member(cluster, "authenticated", "alice");
    add_member(cluster, "authenticated", "bob");
    AuditOptions options;
    options.users = {UserSpec{.name = "alice", .grants = {"authenticated"}, .connection_limit = 3},
                     UserSpec{.name = "carol"}};
    EXPECT_THAT(
        found(cluster, options),
        ElementsAre("alice wrong-setting", "bob outside-configuration", "carol role-missing"));
}

}  // namespace

}  // namespace pgmeta::roles
