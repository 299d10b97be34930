// SPDX-License-Identifier: MIT
#include "pgmeta/roles/names.hpp"

#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

namespace pgmeta::roles {

namespace {

TEST(RoleName, MayBeAnythingThatPostgresqlHolds) {
    for (const auto* name : {"app", "Ω-role", "has space", "quo\"ted", "back\\slash", "user",
                             "select", "$do$", "%I", "1st"})
        EXPECT_NO_THROW(check_role_name(name)) << name;
    EXPECT_NO_THROW(check_role_name(std::string(63, 'x')));
}

TEST(RoleName, IsRefusedWhenPostgresqlWouldCutOrRefuseIt) {
    for (const auto& name :
         {std::string{}, std::string(64, 'x'), std::string{"pg_mine"}, std::string{"public"},
          std::string{"none"}, std::string{"a\0b", 3}, std::string{"\xff"}})
        EXPECT_FAILS("bad-role-name", Fault::usage, check_role_name(name));
}

TEST(RoleName, OfANewRoleHasNoControlCharacters) {
    EXPECT_FAILS("bad-role-name", Fault::usage, check_new_role_name("app\r"));
    EXPECT_FAILS("bad-role-name", Fault::usage, check_new_role_name("two\nlines"));
    EXPECT_NO_THROW(check_role_name("two\nlines")) << "one that is there can be removed";
    EXPECT_NO_THROW(check_new_role_name("Ünïcode name"));
}

TEST(RoleName, OfAGroupMayBePostgresqls) {
    EXPECT_NO_THROW(check_group_name("pg_read_all_data"));
    EXPECT_FAILS("bad-role-name", Fault::usage, check_group_name(""));
}

TEST(RoleName, CountsBytesNotCharacters) {
    std::string name;
    for (int i = 0; i < 32; ++i)
        name += "ä";
    EXPECT_FAILS("bad-role-name", Fault::usage, check_role_name(name));
}

TEST(RoleName, IsShownInQuotesOnlyWhereSqlNeedsThem) {
    EXPECT_EQ(display_name("app_user"), "app_user");
    EXPECT_EQ(display_name("App"), "\"App\"");
    EXPECT_EQ(display_name("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(display_name("1st"), "\"1st\"");
}

TEST(RoleNames, AreOverriddenByKey) {
    RoleNames names;
    override_names(names, "anonymous=web_anon, administrator=boss");
    EXPECT_EQ(names.anonymous, "web_anon");
    EXPECT_EQ(names.authenticated, "authenticated");
    EXPECT_EQ(names.administrator, "boss");
    EXPECT_TRUE(names.is_base("web_anon"));
    EXPECT_FALSE(names.is_base("anonymous"));
}

TEST(RoleNames, RefuseUnknownKeysAndPartsWithoutEquals) {
    RoleNames names;
    EXPECT_FAILS("bad-role-names", Fault::usage, override_names(names, "anon=x"));
    EXPECT_FAILS("bad-role-names", Fault::usage, override_names(names, "anonymous"));
    EXPECT_FAILS("bad-role-names", Fault::usage, override_names(names, ""));
}

TEST(RoleNames, MustAllBeThereAndDiffer) {
    RoleNames names;
    EXPECT_NO_THROW(check_names(names));
    names.authenticated = "";
    EXPECT_FAILS("bad-role-names", Fault::usage, check_names(names));
    names.authenticated = "anonymous";
    EXPECT_FAILS("bad-role-names", Fault::usage, check_names(names));
    names.authenticated = "pg_x";
    EXPECT_FAILS("bad-role-name", Fault::usage, check_names(names));
}

}  // namespace

}  // namespace pgmeta::roles
