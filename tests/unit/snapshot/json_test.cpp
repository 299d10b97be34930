// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/json.hpp"

#include "pgmeta/snapshot/compare.hpp"
#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace pgmeta::snapshot {
namespace {

std::string document(const std::string& objects, int version = format) {
    return R"({"snapshot_format": )" + std::to_string(version) +
           R"(, "server_version": 150018, "objects": [)" + objects + "]}";
}

TEST(SnapshotJson, ReadsWhatItWrote) {
    Snapshot written{150018,
                     {{Kind::schema, "app", "app", "", {{"comment", "\"quoted\"\nü"}}},
                      {Kind::table, "app.t", "app", "", {}},
                      {Kind::column, "app.t.a", "app", "app.t", {{"z", "1"}, {"a", "2"}}}}};
    const auto read = from_json(to_json(written).dump(), "test");
    EXPECT_EQ(read.objects, written.objects);
    EXPECT_EQ(read.server_version, 150018);
}

TEST(SnapshotJson, SpellsEveryKindSoThatItCanBeRead) {
    for (auto kind = 0; kind <= static_cast<int>(Kind::default_privileges); ++kind)
        EXPECT_EQ(kind_of(to_string(static_cast<Kind>(kind))), static_cast<Kind>(kind));
}

TEST(SnapshotJson, PutsObjectsInOrder) {
    const auto read = from_json(document(R"({"kind": "table", "identity": "a.t", "attributes": {}},
                    {"kind": "schema", "identity": "a", "attributes": {}})"),
                                "test");
    EXPECT_EQ(read.objects.front().kind, Kind::schema);
}

TEST(SnapshotJson, IgnoresOtherFields) {
    const auto read =
        from_json(R"({"ok": true, "command": "snapshot", )" + document("").substr(1), "test");
    EXPECT_TRUE(read.objects.empty());
}

TEST(SnapshotJson, RefusesOtherTexts) {
    for (const auto* text : {"", "schema app\n", "[]", "null", "{}", R"({"snapshot_format": "1"})",
                             R"({"snapshot_format": 1})", R"({"snapshot_format": 1, "x": )"})
        EXPECT_FAILS("snapshot-unreadable", Fault::usage, from_json(text, "`a.json`"));
}

TEST(SnapshotJson, RefusesObjectsThatAreNone) {
    for (const auto* object : {"1", "{}", R"({"kind": "table"})",
                               R"({"kind": "table", "identity": 1, "attributes": {}})",
                               R"({"kind": "table", "identity": "a", "attributes": {"b": 1}})"})
        EXPECT_FAILS("snapshot-unreadable", Fault::usage, from_json(document(object), "test"));
}

TEST(SnapshotJson, RefusesWhatANewerVersionWrote) {
    EXPECT_FAILS("snapshot-newer", Fault::usage, from_json(document("", format + 1), "test"));
    EXPECT_FAILS(
        "snapshot-unknown-kind", Fault::usage,
        from_json(document(R"({"kind": "wish", "identity": "a", "attributes": {}})"), "test"));
}

}  // namespace
}  // namespace pgmeta::snapshot
