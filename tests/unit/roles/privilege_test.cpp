// SPDX-License-Identifier: MIT
#include "pgmeta/roles/privilege.hpp"

#include "cluster_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::roles {

namespace {

using test::bootstrapped;
using test::plain_role;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// As seen by role `ops`, which has CREATEROLE.
Cluster seen_by_ops(int version) {
    auto cluster = bootstrapped();
    cluster.version = version;
    cluster.superuser = false;
    cluster.user = "ops";
    cluster.roles["ops"] = plain_role("ops", true);
    cluster.roles["ops"].attributes.createrole = true;
    return cluster;
}

Step make(const std::string& name, Attributes attributes) {
    return {.kind = StepKind::role, .role = name, .attributes = attributes};
}

TEST(LackingPrivileges, AreNoneForASuperuser) {
    const auto steps = base_roles({});
    EXPECT_THAT(lacking_privileges(steps, bootstrapped()), IsEmpty());
}

TEST(LackingPrivileges, ToMakeARoleAreCreaterole) {
    auto cluster = seen_by_ops(150000);
    cluster.roles["ops"].attributes.createrole = false;
    const std::vector steps{make("app", {.login = true})};
    EXPECT_THAT(lacking_privileges(steps, cluster), ElementsAre(HasSubstr("needs CREATEROLE")));
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(150000)), IsEmpty());
}

TEST(LackingPrivileges, ForBypassrlsDependOnTheVersion) {
    const std::vector steps{make("administrator", {.bypassrls = true})};
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(150000)),
                ElementsAre(HasSubstr("before PostgreSQL 16 only a superuser may set BYPASSRLS")));
    auto newer = seen_by_ops(160000);
    EXPECT_THAT(lacking_privileges(steps, newer),
                ElementsAre(HasSubstr("BYPASSRLS of your own: from PostgreSQL 16 on")));
    newer.roles["ops"].attributes.bypassrls = true;
    EXPECT_THAT(lacking_privileges(steps, newer), IsEmpty());
}

TEST(LackingPrivileges, ToTakeAnAttributeAwayNeedASuperuserBefore16) {
    const std::vector<Step> steps{
        {.kind = StepKind::attributes, .role = "anonymous", .attributes = {.bypassrls = false}}};
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(150000)),
                ElementsAre(HasSubstr("before PostgreSQL 16")));
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(160000)),
                ElementsAre(HasSubstr("GRANT \"anonymous\" TO \"ops\" WITH ADMIN OPTION")));
}

TEST(LackingPrivileges, ToGrantNeedAdminOptionFrom16On) {
    const auto steps = membership("authenticated", "app");
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(150000)), IsEmpty());
    auto newer = seen_by_ops(160000);
    EXPECT_THAT(lacking_privileges(steps, newer),
                ElementsAre(HasSubstr("ADMIN OPTION on role authenticated")));
    newer.memberships.push_back({"authenticated", "ops", "postgres", true, false, false});
    EXPECT_THAT(lacking_privileges(steps, newer), IsEmpty());
}

TEST(LackingPrivileges, ToChangeASuperuserNeedOne) {
    const std::vector<Step> steps{{.kind = StepKind::password, .role = "postgres", .value = "v"}};
    EXPECT_THAT(lacking_privileges(steps, seen_by_ops(150000)),
                ElementsAre(HasSubstr("superuser, because postgres is one")));
}

}  // namespace

}  // namespace pgmeta::roles
