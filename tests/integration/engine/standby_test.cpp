// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "throwaway_cluster.hpp"

// A standby only reads: what changes a database refuses it, what reads works.

namespace pgmeta::test {
namespace {

class Standby : public testing::Test {
protected:
    Standby() {
        builder_.package("a").change("one", "CREATE TABLE one (a int);\n", "DROP TABLE one;\n",
                                     "SELECT a FROM one;\n");
        root_ = builder_.write();
    }

    ProcessResult pgmeta(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--target", cluster_.url()});
        return run_pgmeta(std::move(arguments), {.cwd = root_});
    }

    TempDir dir_;
    ThrowawayCluster cluster_;
    WorkspaceBuilder builder_{dir_.path()};
    std::filesystem::path root_;
};

TEST_F(Standby, IsRefusedByWhatChangesAndReadByWhatReads) {
    ASSERT_EQ(pgmeta({"deploy"}).exit_code, 0);
    cluster_.become_standby();
    builder_.change("two");
    builder_.write();
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"deploy"}, {"revert", "--yes"}, {"baseline", "--yes"}}) {
        const auto result = pgmeta(command);
        EXPECT_EQ(result.exit_code, 1) << command.front();
        EXPECT_THAT(result.err, testing::HasSubstr("error[standby]")) << command.front();
    }
    EXPECT_EQ(pgmeta({"status", "--exit-code"}).exit_code, 4);
    EXPECT_EQ(pgmeta({"log"}).exit_code, 0);
    const auto verified = pgmeta({"verify"});
    EXPECT_EQ(verified.exit_code, 0) << verified.err;
    const auto dry = pgmeta({"revert", "--dry-run"});
    EXPECT_EQ(dry.exit_code, 0) << dry.err;
}

}  // namespace
}  // namespace pgmeta::test
