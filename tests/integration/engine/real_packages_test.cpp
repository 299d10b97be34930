// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta_test/paths.hpp"

// Packages that people use, from the npm registry, each without its own node_modules.

namespace pgmeta::test {
namespace {

using testing::IsEmpty;

class RealPackages : public Behaviour {
protected:
    void SetUp() override {
        const auto source = npm_packages();
        if (!source) GTEST_SKIP() << no_npm_packages;
        write_file(dir / "pgpm.json", "{\"packages\": []}\n");
        std::filesystem::copy(*source, dir / "extensions",
                              std::filesystem::copy_options::recursive);
    }
};

TEST_F(RealPackages, DeployVerifyRevertAndDeployAgain) {
    const auto check = json({"check"});
    EXPECT_EQ(check.exit_code(), 0) << check.process.out;
    EXPECT_GE(check["packages"], 7);

    const auto first = deploy();
    const auto changes = first["deployed"].size();
    EXPECT_EQ(changes, check["changes"]);
    EXPECT_EQ(deploy()["already"], changes);

    const auto verified = json({"verify"});
    EXPECT_EQ(verified.exit_code(), 0) << verified.process.out;
    EXPECT_EQ(verified["passed"].size() + verified["without_script"].size(), changes);
    EXPECT_EQ(json({"status", "--exit-code"}).exit_code(), 0);

    const auto reverted = json({"revert", "--yes"});
    EXPECT_EQ(reverted.exit_code(), 0) << reverted.process.out;
    EXPECT_EQ(reverted["reverted"].size(), changes);
    EXPECT_THAT(ledger(), IsEmpty());

    EXPECT_EQ(deploy()["deployed"].size(), changes);
}

TEST_F(RealPackages, DeployOneByOne) {
    // Some of their verify scripts use helpers that later changes bring.
    EXPECT_EQ(pgmeta({"deploy", "--tx=change", "--no-verify"}).exit_code, 0);
    EXPECT_EQ(json({"verify"}).exit_code(), 0);
    EXPECT_EQ(pgmeta({"revert", "--yes", "--tx=package"}).exit_code, 0);
    EXPECT_THAT(ledger(), IsEmpty());
}

}  // namespace
}  // namespace pgmeta::test
