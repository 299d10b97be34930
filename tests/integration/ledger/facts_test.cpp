// SPDX-License-Identifier: MIT
#include "ledger_fixture.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::ledger {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class FactsTest : public LedgerTest {};

TEST_F(FactsTest, FindsNoLedgerInAFreshDatabase) {
    const auto facts = read_facts(connection_);
    EXPECT_EQ(facts.presence, Presence::absent);
    EXPECT_EQ(facts.extras_version, 0);
    EXPECT_FALSE(facts.can_read);
    EXPECT_TRUE(facts.can_create_schema);
    EXPECT_TRUE(facts.can_complete);
    EXPECT_TRUE(facts.is_superuser);
    EXPECT_FALSE(facts.standby);
    EXPECT_FALSE(facts.sqitch);
    EXPECT_FALSE(facts.audit_logs_messages);
    EXPECT_EQ(facts.server_encoding, "UTF8");
    EXPECT_THAT(facts.installed_extensions, Contains("plpgsql"));
}

TEST_F(FactsTest, FindsACompleteLedgerAfterTheUpgrade) {
    upgrade_now();
    const auto facts = read_facts(connection_);
    EXPECT_EQ(facts.presence, Presence::complete);
    EXPECT_EQ(facts.extras_version, current_version());
    EXPECT_TRUE(facts.extras && facts.extras_writable);
    EXPECT_TRUE(facts.can_read && facts.can_write && facts.can_delete && facts.can_lock);
    EXPECT_THAT(upgrade(facts).statements, IsEmpty());
}

TEST_F(FactsTest, NamesWhatAHalfMadeLedgerLacks) {
    upgrade_now();
    database_.query(
        "DROP TABLE pgpm_migrate.events; DROP FUNCTION pgpm_migrate.verify(text, text, text)");
    const auto facts = read_facts(connection_);
    EXPECT_EQ(facts.presence, Presence::partial);
    EXPECT_THAT(facts.missing, ElementsAre("table events", "routine verify(text, text, text)"));
}

TEST_F(FactsTest, CompletesAHalfMadeLedgerAndReplacesNothing) {
    upgrade_now();
    database_.query(
        "DROP TABLE pgpm_migrate.events; DROP FUNCTION pgpm_migrate.verify(text, text, text);"
        "CREATE OR REPLACE PROCEDURE pgpm_migrate.register_package(p_package text)"
        " LANGUAGE sql AS 'SELECT 1'");
    upgrade_now();
    EXPECT_EQ(read_facts(connection_).presence, Presence::complete);
    EXPECT_EQ(database_.value("SELECT prosrc FROM pg_proc WHERE proname = 'register_package'"),
              "SELECT 1");
}

TEST_F(FactsTest, NeedsNoPrivilegesAtAll) {
    upgrade_now();
    const auto role = make_role();
    database_.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
    auto session = open(database_.url(role));
    const auto facts = read_facts(session);
    EXPECT_EQ(facts.presence, Presence::complete);
    EXPECT_FALSE(facts.can_read || facts.can_write || facts.can_delete || facts.can_lock);
    EXPECT_FALSE(facts.can_create_schema || facts.can_create_extras || facts.can_complete);
    EXPECT_FALSE(facts.is_superuser);
    EXPECT_TRUE(facts.extras_present);
    EXPECT_FALSE(facts.extras || facts.extras_writable);
}

TEST_F(FactsTest, CreatesNothingInAReadOnlySession) {
    database_.query("ALTER DATABASE " + database_.name() +
                    " SET default_transaction_read_only = on");
    auto session = open(database_.url());
    EXPECT_EQ(read_facts(session).presence, Presence::absent);
}

TEST_F(FactsTest, TellsReadingFromWritingFromLocking) {
    upgrade_now();
    const auto role = make_role();
    auto session = open(database_.url(role));
    database_.query("GRANT USAGE ON SCHEMA pgpm_migrate TO " + role +
                    "; GRANT SELECT ON ALL TABLES IN SCHEMA pgpm_migrate TO " + role);
    auto facts = read_facts(session);
    EXPECT_TRUE(facts.can_read);
    EXPECT_FALSE(facts.can_write);

    database_.query("GRANT INSERT ON ALL TABLES IN SCHEMA pgpm_migrate TO " + role);
    EXPECT_FALSE(read_facts(session).can_write) << "without the sequence of events";
    database_.query("GRANT USAGE ON SEQUENCE pgpm_migrate.events_event_id_seq TO " + role);
    facts = read_facts(session);
    EXPECT_TRUE(facts.can_write);
    EXPECT_FALSE(facts.can_lock || facts.can_delete);

    database_.query("GRANT DELETE ON pgpm_migrate.changes TO " + role);
    facts = read_facts(session);
    EXPECT_TRUE(facts.can_lock && facts.can_delete);
    EXPECT_NO_THROW(session.query(
        "BEGIN; LOCK TABLE pgpm_migrate.changes IN SHARE ROW EXCLUSIVE MODE; ROLLBACK"));
}

// Without TRIGGER on pgpm's table our own would not follow it, though the schema could be made.
TEST_F(FactsTest, NeedsTheRightToFollowALedgerOfAnotherOwner) {
    upgrade_now();
    const auto role = make_role();
    database_.query("DROP SCHEMA pgmeta CASCADE; GRANT CREATE ON DATABASE " + database_.name() +
                    " TO " + role + "; GRANT USAGE ON SCHEMA pgpm_migrate TO " + role);
    auto session = open(database_.url(role));
    EXPECT_FALSE(read_facts(session).can_create_extras);
    EXPECT_THAT(upgrade(read_facts(session)).statements, IsEmpty());

    database_.query("GRANT TRIGGER ON pgpm_migrate.changes TO " + role);
    upgrade_now(session);
    EXPECT_EQ(read_facts(session).extras_version, current_version());
}

TEST_F(FactsTest, LetsASchemaMadeByTheOwnerOfTheDatabaseBeFilled) {
    const auto role = make_role();
    upgrade_now();
    database_.query("DROP SCHEMA pgmeta CASCADE; CREATE SCHEMA pgmeta AUTHORIZATION " + role +
                    "; GRANT USAGE ON SCHEMA pgpm_migrate TO " + role +
                    "; GRANT TRIGGER ON pgpm_migrate.changes TO " + role);
    auto session = open(database_.url(role));
    upgrade_now(session);
    EXPECT_TRUE(read_facts(session).extras_writable);
}

TEST_F(FactsTest, ReportsALedgerOfANewerProgram) {
    upgrade_now();
    database_.query("INSERT INTO pgmeta.ledger_version (version) VALUES (99)");
    const auto facts = read_facts(connection_);
    EXPECT_EQ(facts.extras_version, 99);
    EXPECT_FAILS("ledger-newer", Fault::conflict, refuse_newer(facts));
}

TEST_F(FactsTest, FindsARegistryOfSqitch) {
    database_.query(
        "CREATE SCHEMA sqitch; CREATE TABLE sqitch.changes (change_id text, change text, "
        "project text, committed_at timestamptz);"
        "INSERT INTO sqitch.changes VALUES ('2', 'b', 'app', now()), ('1', 'a', 'app', '2020-01-01')");
    EXPECT_TRUE(read_facts(connection_).sqitch);
    EXPECT_THAT(sqitch_changes(connection_),
                ElementsAre(testing::Pair("app", "a"), testing::Pair("app", "b")));
}

TEST_F(FactsTest, CountsTheEntriesTheLockTableGuarantees) {
    EXPECT_EQ(std::to_string(read_facts(connection_).lock_capacity),
              database_.value("SELECT sum(CASE name WHEN 'max_connections' THEN setting::int + 1 "
                              "ELSE setting::int END) * current_setting("
                              "'max_locks_per_transaction')::int FROM pg_settings WHERE name IN ("
                              "'max_connections', 'autovacuum_max_workers', 'max_wal_senders', "
                              "'max_worker_processes', 'max_prepared_transactions')"));
}

}  // namespace
}  // namespace pgmeta::ledger
