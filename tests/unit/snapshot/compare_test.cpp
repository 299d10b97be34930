// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/compare.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::snapshot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Object column(const std::string& name, const std::string& position) {
    return {Kind::column, "app.t." + name, "app", "app.t", {{"position", position}}};
}

Object table(const std::string& name, std::vector<Attribute> attributes = {}) {
    return {Kind::table, "app." + name, "app", "", std::move(attributes)};
}

Snapshot of(std::vector<Object> objects) {
    Snapshot result{150000, std::move(objects)};
    sort(result);
    return result;
}

std::vector<std::string> identities(const std::vector<Object>& objects) {
    std::vector<std::string> result;
    for (const auto& object : objects)
        result.push_back(object.identity);
    return result;
}

TEST(Compare, FindsNothingBetweenEqualSnapshotsOfDifferentServers) {
    auto newer = of({table("t", {{"owner", "a"}})});
    newer.server_version = 170000;
    EXPECT_TRUE(compare(of({table("t", {{"owner", "a"}})}), newer).empty());
}

TEST(Compare, NamesAttributesThatComeGoAndChange) {
    const auto before = of({table("t", {{"owner", "a"}, {"comment", "x"}})});
    const auto after = of({table("t", {{"owner", "b"}, {"options", "y"}})});
    const auto difference = compare(before, after);
    EXPECT_THAT(difference.added, IsEmpty());
    EXPECT_THAT(difference.removed, IsEmpty());
    ASSERT_EQ(difference.changed.size(), 1U);
    EXPECT_THAT(difference.changed[0].attributes,
                ElementsAre(AttributeChange{"owner", "a", "b"},
                            AttributeChange{"comment", "x", std::nullopt},
                            AttributeChange{"options", std::nullopt, "y"}));
}

TEST(Compare, TakesAnObjectOfAnotherKindForAnother) {
    const auto view = Object{Kind::view, "app.t", "app", "", {}};
    const auto difference = compare(of({table("t")}), of({view}));
    EXPECT_EQ(difference.removed, (std::vector{table("t")}));
    EXPECT_EQ(difference.added, (std::vector{view}));
}

TEST(Compare, DoesNotMoveColumnsWhenOneGoes) {
    const auto before = of({table("t"), column("a", "1"), column("b", "2"), column("c", "3")});
    const auto after = of({table("t"), column("a", "1"), column("c", "2")});
    const auto difference = compare(before, after);
    EXPECT_THAT(identities(difference.removed), ElementsAre("app.t.b"));
    EXPECT_THAT(difference.changed, IsEmpty());
}

TEST(Compare, SeesColumnsThatChangePlaces) {
    const auto before = of({table("t"), column("a", "1"), column("b", "2")});
    const auto after = of({table("t"), column("b", "1"), column("a", "2")});
    const auto difference = compare(before, after);
    ASSERT_EQ(difference.changed.size(), 2U);
    EXPECT_EQ(difference.changed[0].identity, "app.t.b");
    EXPECT_EQ(difference.changed[1].identity, "app.t.a");
}

TEST(Compare, LeavesPartsOfNewObjectsAwayWhenAsked) {
    const auto before = of({table("old")});
    const auto after = of({table("old"), table("t"), column("a", "1"),
                           Object{Kind::column, "app.old.b", "app", "app.old", {}}});
    const auto added = compare(before, after).added;
    EXPECT_THAT(identities(added), ElementsAre("app.old.b", "app.t", "app.t.a"));
    EXPECT_THAT(identities(without_parts(added)), ElementsAre("app.old.b", "app.t"));
}

TEST(SnapshotOrder, PutsPartsBehindTheirTableAndColumnsByPosition) {
    const Object index{Kind::index, "app.an_index", "app", "app.t", {}};
    const Object function{Kind::function, "app.a()", "app", "", {}};
    const auto sorted = of({function,
                            index,
                            column("a", "10"),
                            column("z", "9"),
                            table("u"),
                            table("t"),
                            {Kind::schema, "app", "app", "", {}}});
    EXPECT_THAT(identities(sorted.objects), ElementsAre("app", "app.t", "app.t.z", "app.t.a",
                                                        "app.an_index", "app.u", "app.a()"));
}

TEST(Narrow, KeepsOneSchemaAndNothingOutsideSchemas) {
    const Object other{Kind::table, "b.t", "b", "", {}};
    const Object extension{Kind::extension, "hstore", "", "", {}};
    const auto all = of({table("t"), other, extension});
    EXPECT_THAT(identities(narrow(all, {.schemas = {"b"}}).objects), ElementsAre("b.t"));
    EXPECT_THAT(identities(narrow(all, {.excluded_schemas = {"b"}}).objects),
                ElementsAre("hstore", "app.t"));
}

TEST(Narrow, LeavesOwnersAndPrivilegesAway) {
    const auto all = of({table("t", {{"owner", "a"}, {"granted to b", "SELECT"}, {"comment", "c"}}),
                         {Kind::default_privileges, "on tables by a", "", "", {}}});
    EXPECT_THAT(narrow(all, {.owners = false, .privileges = false}).objects,
                ElementsAre(table("t", {{"comment", "c"}})));
    EXPECT_EQ(narrow(all, {}).objects, all.objects);
}

}  // namespace
}  // namespace pgmeta::snapshot
