// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/ledger.hpp"

#include <gtest/gtest.h>

namespace pgmeta::ledger {
namespace {

// The pair is pgpm's own: content hash and identity of one change of its test packages.
TEST(ChangeId, IsThatOfPgpm) {
    EXPECT_EQ(change_id("test-constraint-partial", "create_table",
                        "0624b3e2276299c8c3b8bfa514fe0d128906193769b3aeaea6732e71c0e352e6"),
              "cbf76a7f6d880201886918903861d537bce986b9df5460531fe8e3d6e9a0ca60");
}

TEST(ChangeId, JoinsItsPartsWithoutSeparator) {
    EXPECT_EQ(change_id("ab", "c", "h"), change_id("a", "bc", "h"));
}

}  // namespace
}  // namespace pgmeta::ledger
