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

TEST(Deployed, FindsRowsInAnyOrderAndThoseAddedLater) {
    Deployed deployed;
    EXPECT_EQ(deployed.find("p", "c1"), nullptr);
    for (const auto* name : {"c1", "c2", "c3"})
        deployed.add({"p", name, {}, name, {}, {}, {}, {}});
    for (const auto* name : {"c1", "c2", "c3", "c3", "c1", "c2"})
        EXPECT_EQ(deployed.find("p", name)->script_hash, name);
    deployed.add({"p", "c4", {}, "c4", {}, {}, {}, {}});
    EXPECT_EQ(deployed.find("p", "c4")->script_hash, "c4");
    EXPECT_EQ(deployed.find("p", "c1")->script_hash, "c1");
    EXPECT_EQ(deployed.find("p", "c5"), nullptr);
}

}  // namespace pgmeta::workspace
