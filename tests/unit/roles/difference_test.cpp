// SPDX-License-Identifier: MIT
#include "pgmeta/roles/difference.hpp"

#include "cluster_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::roles {

namespace {

using test::add_member;
using test::bootstrapped;
using test::plain_role;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> words(const std::vector<Step>& wanted, const Cluster& actual) {
    std::vector<std::string> result;
    for (const auto& step : difference(wanted, actual))
        result.push_back(describe(step));
    return result;
}

TEST(RoleDifference, OfABootstrappedClusterIsNothing) {
    EXPECT_THAT(words(base_roles({}), bootstrapped()), IsEmpty());
}

TEST(RoleDifference, OfAnEmptyClusterIsEveryBaseRole) {
    EXPECT_THAT(words(base_roles({}, ClientRole{}), Cluster{}),
                ElementsAre("create role anonymous: NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE "
                            "NOREPLICATION NOBYPASSRLS",
                            "create role authenticated: NOLOGIN NOSUPERUSER NOCREATEDB "
                            "NOCREATEROLE NOREPLICATION NOBYPASSRLS",
                            "create role administrator: NOLOGIN NOSUPERUSER NOCREATEDB "
                            "NOCREATEROLE NOREPLICATION BYPASSRLS",
                            "create role authenticated_client: NOLOGIN NOSUPERUSER NOCREATEDB "
                            "NOCREATEROLE NOREPLICATION NOBYPASSRLS",
                            "grant authenticated to authenticated_client",
                            "set statement_timeout of authenticated_client to 15s"));
}

TEST(RoleDifference, NamesOnlyAttributesThatDiffer) {
    auto cluster = bootstrapped();
    cluster.roles["anonymous"].attributes.login = true;
    cluster.roles["administrator"].attributes.bypassrls = false;
    EXPECT_THAT(words(base_roles({}), cluster), ElementsAre("alter role anonymous: NOLOGIN",
                                                            "alter role administrator: BYPASSRLS"));
}

TEST(RoleDifference, OfAnExistingUserLeavesItsPasswordUnlessTold) {
    auto cluster = bootstrapped();
    cluster.roles["app"] = plain_role("app", true);
    add_member(cluster, "anonymous", "app");
    UserSpec user{.name = "app",
                  .grants = {"anonymous", "authenticated"},
                  .password = PasswordMode::when_new};
    EXPECT_THAT(words(login_role(user, {}), cluster), ElementsAre("grant authenticated to app"));
    user.password = PasswordMode::always;
    EXPECT_THAT(words(login_role(user, {}), cluster),
                ElementsAre("set the password of app", "grant authenticated to app"));
}

TEST(RoleDifference, ComparesLimitsSettingsAndComments) {
    auto cluster = bootstrapped();
    auto& role = cluster.roles["app"] = plain_role("app", true);
    role.connection_limit = 5;
    role.valid_until = "2030-01-01 00:00:00+00";
    role.comment = "reports";
    role.settings = {{"timezone", "UTC"}, {"search_path", "a, \"B\""}};
    role.databases = {"shop"};
    UserSpec user{.name = "app",
                  .valid_until = "2030-01-01 00:00:00+00",
                  .connection_limit = 5,
                  .comment = "reports",
                  .settings = {{"TimeZone", "UTC"}, {"search_path", "a,\"B\""}},
                  .databases = {"shop"}};
    EXPECT_THAT(words(login_role(user, {}), cluster), IsEmpty());
    user.connection_limit = -1;
    user.settings[0].second = "Europe/Berlin";
    user.databases = {"shop", "blog"};
    EXPECT_THAT(words(login_role(user, {}), cluster),
                ElementsAre("limit app to -1 connections", "set TimeZone of app to Europe/Berlin",
                            "let app connect to database blog"));
}

TEST(RoleDifference, TreatsABareAdminOptionAsNoMembership) {
    auto cluster = bootstrapped();
    cluster.roles["app"] = plain_role("app", true);
    cluster.memberships.push_back({"anonymous", "app", "postgres", true, false, false});
    EXPECT_THAT(words(membership("anonymous", "app"), cluster),
                ElementsAre("grant anonymous to app"));
    EXPECT_THAT(words(no_membership("anonymous", "app"), cluster),
                ElementsAre("revoke anonymous from app"));
}

TEST(RoleDifference, OfRemovingAnAbsentRoleIsNothing) {
    EXPECT_THAT(words(no_role("gone", {}), bootstrapped()), IsEmpty());
    EXPECT_THAT(words(no_login("gone"), bootstrapped()), IsEmpty());
}

TEST(RoleDifference, OfRemovingARoleNamesWhatItHas) {
    auto cluster = bootstrapped();
    cluster.roles["app"] = plain_role("app", true);
    cluster.roles["app"].databases = {"shop"};
    add_member(cluster, "authenticated", "app");
    EXPECT_THAT(words(no_role("app", {}), cluster),
                ElementsAre("revoke authenticated from app", "revoke CONNECT on databases from app",
                            "drop role app"));
}

TEST(RoleDifference, OfTestUsersMakesAdministratorAMemberToo) {
    const auto steps = words(test_users({}, PasswordMode::when_new), bootstrapped());
    EXPECT_THAT(steps,
                ElementsAre("create role app_user: LOGIN", "set the password of app_user",
                            "grant anonymous to app_user", "grant authenticated to app_user",
                            "create role app_admin: LOGIN", "set the password of app_admin",
                            "grant administrator to app_admin", "grant anonymous to administrator",
                            "grant authenticated to administrator"));
}

TEST(MissingRoles, AreNamedOnce) {
    const std::vector<Step> steps = test_users({}, PasswordMode::none);
    EXPECT_THAT(missing_roles(steps, Cluster{}),
                ElementsAre("administrator", "anonymous", "authenticated"));
    EXPECT_THAT(missing_roles(steps, bootstrapped()), IsEmpty());
}

}  // namespace

}  // namespace pgmeta::roles
