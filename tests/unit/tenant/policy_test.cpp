// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/policy.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace pgmeta::tenant {
namespace {

TEST(RolePolicy, RanksKnownRolesWhateverTheirSpelling) {
    EXPECT_EQ(role_rank("super_admin"), 100);
    EXPECT_EQ(role_rank("Super-Admin"), 100);
    EXPECT_EQ(role_rank("viewer"), 10);
    EXPECT_EQ(role_rank("business_owner"), std::nullopt);
}

TEST(RolePolicy, LetsOnlyHigherRanksManage) {
    EXPECT_TRUE(can_manage("admin", "editor"));
    EXPECT_FALSE(can_manage("admin", "admin"));
    EXPECT_FALSE(can_manage("editor", "admin"));
    EXPECT_FALSE(can_manage("business_owner", "viewer"));
    EXPECT_FALSE(can_manage("super_admin", "business_owner"));
}

TEST(RolePolicy, GivesPermissionsByRoleAndToTheUser) {
    const std::vector<std::string> none;
    const std::vector<std::string> given{"admin.logs.export"};
    EXPECT_TRUE(has_permission("super_admin", none, "admin.security.manage"));
    EXPECT_TRUE(has_permission("editor", none, "admin.content.manage"));
    EXPECT_FALSE(has_permission("contributor", none, "admin.content.manage"));
    EXPECT_TRUE(has_permission("viewer", given, "admin.logs.export"));
    EXPECT_FALSE(has_permission("admin", none, "admin.logs.export"));
    EXPECT_TRUE(has_permission("business_owner", none, "admin.access"));
    EXPECT_FALSE(has_permission("business_owner", none, "admin.content.view"));
    EXPECT_FALSE(has_permission("admin", none, "admin.access users.view"));
    EXPECT_FALSE(has_permission("admin", none, "content.view"));
}

TEST(AuditSeverity, GoesByTheKindOfEvent) {
    EXPECT_EQ(severity_of("USER_DELETED"), "critical");
    EXPECT_EQ(severity_of("LOGIN_FAILURE"), "warning");
    EXPECT_EQ(severity_of("LOGIN_SUCCESS"), "info");
    EXPECT_EQ(severity_of("something else"), "info");
}

TEST(MaskedAddress, ShowsTheFirstTwoGroups) {
    EXPECT_EQ(mask_address("192.168.1.20"), "192.168.*.*");
    EXPECT_EQ(mask_address("2001:db8::1"), "2001:db8:*:*:*:*:*:*");
    EXPECT_EQ(mask_address("localhost"), "unknown");
    EXPECT_EQ(mask_address("a.host.name"), "unknown");
}

}  // namespace
}  // namespace pgmeta::tenant
