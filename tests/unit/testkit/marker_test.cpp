// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/marker.hpp"

#include "pgmeta/testkit/prepared.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pgmeta::testkit;

TEST(Marker, IsReadAsWritten) {
    Marker marker;
    marker.kind = DatabaseKind::template_database;
    marker.fingerprint = "abc";
    marker.ledger = "def";
    marker.bytes = 8'000'000;
    marker.relations = 12;
    marker.created = 5;
    marker.used = 7;
    marker.packages = "auth billing";
    EXPECT_EQ(read_marker(spell(marker)), marker);
}

TEST(Marker, OfAnythingElseIsNone) {
    EXPECT_FALSE(read_marker(""));
    EXPECT_FALSE(read_marker("unrelated comment kind=template"));
    EXPECT_FALSE(read_marker("pgmeta prepared database 2: kind=template"));
    EXPECT_FALSE(read_marker("pgmeta prepared database 1: fingerprint=abc"));
    EXPECT_FALSE(read_marker("pgmeta prepared database 1: kind=palace fingerprint=abc"));
}

TEST(CopyStrategy, IsByFileForLargeTemplatesAndManyRelations) {
    EXPECT_EQ(copy_strategy(150000, 8'000'000, 10), CopyStrategy::wal_log);
    EXPECT_EQ(copy_strategy(150000, 200'000'000, 10), CopyStrategy::file_copy);
    EXPECT_EQ(copy_strategy(150000, 8'000'000, 5000), CopyStrategy::file_copy);
    EXPECT_EQ(copy_strategy(140000, 200'000'000, 10), CopyStrategy::only_one);
}

}  // namespace
