// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/deployed.hpp"

#include <gtest/gtest.h>

namespace pgmeta::workspace {

TEST(Deployed, FindsARowByPackageAndChange) {
    Deployed deployed;
    for (int i = 0; i < 1000; ++i) {
        deployed.add({"p", "c" + std::to_string(i), {}, std::to_string(i), {}, {}, {}, {}});
    }
    deployed.add({"q", "c1", {}, "other", {}, {}, {}, {}});
    ASSERT_NE(deployed.find("p", "c1"), nullptr);
    EXPECT_EQ(deployed.find("p", "c1")->script_hash, "1");
    EXPECT_EQ(deployed.find("q", "c1")->script_hash, "other");
    EXPECT_EQ(deployed.find("q", "c2"), nullptr);
    EXPECT_EQ(deployed.find("", "p:c1"), nullptr);
}

}  // namespace pgmeta::workspace
