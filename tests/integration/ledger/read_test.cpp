// SPDX-License-Identifier: MIT
#include "ledger_fixture.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::ledger {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ReadTest : public LedgerTest {
protected:
    workspace::Deployed read_now() { return read(connection_, read_facts(connection_)); }
};

TEST_F(ReadTest, FindsNothingWhereThereIsNoLedger) {
    EXPECT_THAT(read_now().changes, IsEmpty());
}

TEST_F(ReadTest, GivesTheOldestChangeFirstWithItsTimeInUtc) {
    upgrade_now();
    record({record_of("app", "new"), record_of("app", "old"), record_of("app", "oldest")});
    database_.query(
        "SET TimeZone = 'Asia/Kolkata';"
        "UPDATE pgpm_migrate.changes SET deployed_at = '2026-02-28 23:59:59.000001+00' "
        "WHERE change_name = 'old';"
        "UPDATE pgpm_migrate.changes SET deployed_at = '1969-12-31 23:59:59.999999+00' "
        "WHERE change_name = 'oldest'");
    const auto deployed = read_now();
    ASSERT_THAT(deployed.changes, SizeIs(3));
    EXPECT_EQ(iso_utc(deployed.changes[0].deployed_at), "1969-12-31T23:59:59.999999Z");
    EXPECT_EQ(iso_utc(deployed.changes[1].deployed_at), "2026-02-28T23:59:59.000001Z");
    EXPECT_EQ(deployed.changes[2].change, "new");
}

TEST_F(ReadTest, SpellsTimesAsTheServerDoes) {
    upgrade_now();
    database_.query(
        "CALL pgpm_migrate.register_package('app');"
        "INSERT INTO pgpm_migrate.changes SELECT g, 'c' || g, 'app', g, "
        "timestamptz '1890-01-01 00:00:00.123456+00' + g * interval '1237 hours 17.000019 s' "
        "FROM generate_series(1, 1450) AS g");
    std::vector<std::string> ours;
    for (const auto& change : read_now().changes)
        ours.push_back(iso_utc(change.deployed_at));
    std::vector<std::string> theirs;
    for (const auto& row : database_.query(
             "SELECT to_char(deployed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') "
             "FROM pgpm_migrate.changes ORDER BY deployed_at"))
        theirs.push_back(row.front());
    EXPECT_EQ(ours, theirs);
}

TEST_F(ReadTest, GivesRequirementsAndOurOwnColumns) {
    upgrade_now();
    auto users = record_of("app", "users", {"app:schema", "base:@v1", "odd \"name\", {x}\\"});
    users.token_digest = "digest";
    record({record_of("app", "schema"), users});
    const auto deployed = read_now();
    const auto* found = deployed.find("app", "users");
    ASSERT_NE(found, nullptr);
    EXPECT_THAT(found->requirements, ElementsAre("app:schema", "base:@v1", "odd \"name\", {x}\\"));
    EXPECT_EQ(found->change_id, users.change_id);
    EXPECT_EQ(found->script_hash, users.script_hash);
    EXPECT_EQ(found->token_digest, "digest");
    EXPECT_EQ(found->deployed_by, "postgres");
}

// The rows usually stand in the order of their changes, and are read fastest then.
TEST_F(ReadTest, MatchesRequirementsInWhateverOrderTheyStand) {
    upgrade_now();
    database_.query(
        "CALL pgpm_migrate.register_package('app');"
        "INSERT INTO pgpm_migrate.changes SELECT 'id' || g, 'c' || g, 'app', 'h' || g, "
        "now() + g * interval '1 s' FROM generate_series(1, 200) AS g;"
        "INSERT INTO pgpm_migrate.dependencies SELECT 'id' || g, 'app:c' || g - 1 "
        "FROM generate_series(200, 2, -1) AS g");
    const auto deployed = read_now();
    ASSERT_THAT(deployed.changes, SizeIs(200));
    EXPECT_THAT(deployed.find("app", "c1")->requirements, IsEmpty());
    EXPECT_THAT(deployed.find("app", "c2")->requirements, ElementsAre("app:c1"));
    EXPECT_THAT(deployed.find("app", "c100")->requirements, ElementsAre("app:c99"));
    EXPECT_THAT(deployed.find("app", "c200")->requirements, ElementsAre("app:c199"));
}

TEST_F(ReadTest, LeavesOurColumnsEmptyForAChangeOfPgpm) {
    upgrade_now();
    database_.query("CALL pgpm_migrate.deploy('app', 'a', 'h', ARRAY[]::text[], 'SELECT 1')");
    const auto deployed = read_now();
    ASSERT_THAT(deployed.changes, SizeIs(1));
    EXPECT_THAT(deployed.changes[0].token_digest, IsEmpty());
    EXPECT_THAT(deployed.changes[0].deployed_by, IsEmpty());
}

TEST_F(ReadTest, WorksForARoleThatMayOnlyRead) {
    upgrade_now();
    record({record_of("app", "a", {"base:b"})});
    const auto role = make_role();
    database_.query("GRANT USAGE ON SCHEMA pgpm_migrate TO " + role +
                    "; GRANT SELECT ON ALL TABLES IN SCHEMA pgpm_migrate TO " + role);
    auto session = open(database_.url(role));
    const auto deployed = read(session, read_facts(session));
    ASSERT_THAT(deployed.changes, SizeIs(1));
    EXPECT_THAT(deployed.changes[0].requirements, ElementsAre("base:b"));
    EXPECT_THAT(events(session, 10), SizeIs(1));
}

TEST_F(ReadTest, GivesNamesAloneAndTheRestWhereItIsAsked) {
    upgrade_now();
    auto users = record_of("app", "it's \\ odd");
    users.token_digest = "digest";
    record({record_of("app", "schema"), users});
    const auto facts = read_facts(connection_);
    auto deployed = read_names(connection_, facts);
    EXPECT_THAT(deployed.changes, SizeIs(2));
    const auto* found = deployed.find("app", users.change);
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->script_hash, users.script_hash);
    EXPECT_THAT(found->token_digest, IsEmpty());
    auto* row = &deployed.changes[static_cast<std::size_t>(found - deployed.changes.data())];
    read_extras(connection_, facts, std::vector{row});
    EXPECT_EQ(found->token_digest, "digest");
    EXPECT_EQ(found->deployed_by, "postgres");
}

TEST_F(ReadTest, ReadsTimesThatNeverWere) {
    upgrade_now();
    record({record_of("app", "a"), record_of("app", "b")});
    database_.query(
        "UPDATE pgpm_migrate.changes SET deployed_at = 'infinity' WHERE change_name = 'a';"
        "UPDATE pgpm_migrate.changes SET deployed_at = '-infinity' WHERE change_name = 'b'");
    const auto deployed = read_now();
    EXPECT_EQ(iso_utc(deployed.changes[0].deployed_at), "0001-01-01T00:00:00.000000Z");
    EXPECT_EQ(iso_utc(deployed.changes[1].deployed_at), "9999-12-31T23:59:59.999999Z");
}

TEST_F(ReadTest, NamesTheGrantsThatHelpARoleThatMayNotRead) {
    upgrade_now();
    auto session = open(database_.url(make_role()));
    const auto facts = read_facts(session);
    EXPECT_FAILS("ledger-unreadable", Fault::environment, read(session, facts));
    EXPECT_FAILS("ledger-unreadable", Fault::environment, events(session, 1));
    try {
        read(session, facts);
    } catch (const Error& error) {
        EXPECT_THAT(error.hints().front(), HasSubstr("GRANT SELECT ON ALL TABLES"));
    }
}

TEST_F(ReadTest, ReadsWhatAHalfMadeLedgerHas) {
    upgrade_now();
    record({record_of("app", "a", {"base:b"})});
    database_.query("DROP TABLE pgpm_migrate.dependencies");
    EXPECT_THAT(read_now().changes, SizeIs(1));
    database_.query("DROP TABLE pgpm_migrate.changes CASCADE");
    EXPECT_THAT(read_now().changes, IsEmpty());
}

TEST_F(ReadTest, ReadsAFewChangesOfOnePackage) {
    upgrade_now();
    record({record_of("app", "a"), record_of("app", "b, \"c\""), record_of("app", "d"),
            record_of("other", "a", {"app:d"})});
    const auto facts = read_facts(connection_);
    const std::vector<std::string> wanted{"a", "b, \"c\"", "missing"};
    const auto deployed = read_changes(connection_, facts, "app", wanted);
    EXPECT_THAT(deployed.changes, SizeIs(2));
    EXPECT_NE(deployed.find("app", "b, \"c\""), nullptr);
    EXPECT_THAT(read_changes(connection_, facts, "app", {}).changes, IsEmpty());
}

}  // namespace
}  // namespace pgmeta::ledger
