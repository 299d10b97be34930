// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <gmock/gmock.h>

// --createdb whose first deployment fails: the database goes, unless somebody else is in it.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(SurviveCreatedDatabase, EightFailingCreatorsEachReportTheirOwnFailure) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("bad", "SELECT 1 / 0;\n", "SELECT 1;\n")
                          .write();
    TestDatabase database{unique_name("created"), false};
    for (const auto& result : deploy_together(8, root, database.url(), {"--createdb"})) {
        EXPECT_EQ(result.exit_code, 1);
        EXPECT_THAT(result.err, AllOf(HasSubstr("error[script-failed]: division by zero"),
                                      Not(HasSubstr("connection-failed"))));
    }
}

TEST(SurviveCreatedDatabase, FailedCreatorDropsTheDatabaseWhenNobodyElseIsThere) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("bad", "SELECT 1 / 0;\n", "SELECT 1;\n")
                          .write();
    TestDatabase database{unique_name("created"), false};
    const auto result = deploy_in(root, database.url(), {"--createdb"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("The database that this run created was dropped again."));
    EXPECT_FALSE(database_exists(database.name()));
}

TEST(SurviveCreatedDatabase, FailedCreatorLeavesTheDatabaseToThoseWhoWait) {
    const TempDir bad_dir;
    const TempDir good_dir;
    const auto bad =
        WorkspaceBuilder{bad_dir.path()}
            .package("bad")
            .change("one", wait_for_deployers(2) + "SELECT pg_sleep(1.5);\nSELECT 1 / 0;\n",
                    "SELECT 1;\n")
            .write();
    const auto good = WorkspaceBuilder{good_dir.path()}.package("good").change("one").write();
    TestDatabase database{unique_name("created"), false};

    // The test itself stays out of the database: it would be one of those who keep it.
    auto creator = start_deploy(bad, database.url(), {"--createdb"});
    ASSERT_TRUE(creator.wait_for("target: ")) << creator.err();
    Session elsewhere{"dbname=postgres"};
    ASSERT_TRUE(
        eventually(elsewhere, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = '" +
                                  database.name() + "' AND wait_event = 'PgSleep')"));
    auto waiter = start_deploy(good, database.url(), {"--createdb"});
    ASSERT_TRUE(waiter.wait_for("waiting for another deployer")) << waiter.err();
    const auto failed = creator.wait();
    const auto succeeded = waiter.wait();

    EXPECT_EQ(failed.exit_code, 1);
    EXPECT_THAT(failed.err, AllOf(HasSubstr("others are connected to it"),
                                  HasSubstr("The database that this run created is still there.")));
    EXPECT_EQ(succeeded.exit_code, 0) << succeeded.err;
    EXPECT_EQ(deployed(database), "good:one");
}

}  // namespace
}  // namespace pgmeta::test
