// SPDX-License-Identifier: MIT
#include "ledger_fixture.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace pgmeta::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr auto all_rows =
    "SELECT 'change', change_id, change_name, package, script_hash, NULL FROM pgpm_migrate.changes "
    "UNION ALL SELECT 'package', package, NULL, NULL, NULL, NULL FROM pgpm_migrate.packages "
    "UNION ALL SELECT 'requires', change_id, requires, NULL, NULL, NULL "
    "FROM pgpm_migrate.dependencies "
    "UNION ALL SELECT 'event', event_type, change_name, package, error_message, error_code "
    "FROM pgpm_migrate.events ORDER BY 1, 2, 3, 4";

class RecordTest : public LedgerTest {
protected:
    void SetUp() override { upgrade_now(); }

    /// A recorder for the transaction `transaction` has begun with pg_current_xact_id().
    static Recorder recorder_of(pg::Transaction& transaction) {
        return Recorder{transaction.result().text(0, 0), false, 0};
    }

    std::string sqlstate_of(const std::string& sql) {
        try {
            connection_.query(sql);
        } catch (const Error& error) {
            return std::string{error.sqlstate()};
        }
        return "no error";
    }
};

TEST_F(RecordTest, WritesTheRowsThatTheProceduresOfPgpmWrite) {
    const std::vector records{record_of("base", "schema"),
                              record_of("app", "users", {"base:schema"}),
                              record_of("app", "it's \xc3\xa9", {"app:users", "base:@v1.0"})};
    record(records);
    const auto ours = database_.query(all_rows);

    database_.query("TRUNCATE pgpm_migrate.packages, pgpm_migrate.events CASCADE");
    database_.query(
        "CALL pgpm_migrate.deploy('base', 'schema', 'hash of schema', NULL, 'SELECT 1');"
        "CALL pgpm_migrate.deploy('app', 'users', 'hash of users', ARRAY['base:schema'], '');"
        "CALL pgpm_migrate.deploy('base', '@v1.0', 'tag', NULL, '', true);"
        "CALL pgpm_migrate.deploy('app', 'it''s \xc3\xa9', 'hash of it''s \xc3\xa9', "
        "ARRAY['app:users', 'base:@v1.0'], '');"
        "DELETE FROM pgpm_migrate.changes WHERE change_name = '@v1.0';"
        "DELETE FROM pgpm_migrate.events WHERE change_name = '@v1.0'");
    EXPECT_EQ(ours, database_.query(all_rows));
}

TEST_F(RecordTest, NumbersEventsInTheOrderOfTheChanges) {
    record({record_of("app", "c"), record_of("app", "a"), record_of("app", "b")});
    EXPECT_EQ(database_.value("SELECT string_agg(change_name, ' ' ORDER BY event_id) "
                              "FROM pgpm_migrate.events"),
              "c a b");
}

TEST_F(RecordTest, KeepsWhoDeployedWhatAndTheScripts) {
    auto users = record_of("app", "users");
    users.token_digest = "digest";
    users.revert_script = "DROP TABLE users; -- it's \\ gone\n";
    auto imported = record_of("app", "imported");
    imported.log_only = true;
    record({users, imported});
    EXPECT_EQ(
        database_.query("SELECT kind, role_name, os_user, host, client_address, tool_version, "
                        "workspace_commit FROM pgmeta.deployment"),
        (test::Rows{{"deploy", "postgres", "ann", "laptop", "NULL", "0.1.0", "0123abc"}}));
    EXPECT_EQ(
        database_.query("SELECT deployment_id = (SELECT deployment_id FROM pgmeta.deployment),"
                        " token_digest, verify_script, log_only "
                        "FROM pgmeta.deployed_change ORDER BY log_only"),
        (test::Rows{{"t", "digest", "NULL", "f"}, {"t", "NULL", "NULL", "t"}}));
    const auto scripts = stored_scripts(connection_, std::vector{users.change_id});
    ASSERT_THAT(scripts, SizeIs(1));
    EXPECT_EQ(scripts[0].change, "users");
    EXPECT_EQ(scripts[0].revert, users.revert_script);
    EXPECT_THAT(scripts[0].verify, IsEmpty());
}

TEST_F(RecordTest, KeepsHowLongSlowScriptsTook) {
    const auto slow = record_of("app", "slow");
    record({slow, record_of("app", "fast")});
    const std::vector<std::pair<std::string, double>> seconds{{slow.change_id, 61.25}};
    connection_.query(Recorder{"", true, 0}.durations(seconds));
    EXPECT_EQ(database_.query("SELECT change_name, duration FROM pgmeta.deployed_change "
                              "JOIN pgpm_migrate.changes USING (change_id) ORDER BY 1"),
              (test::Rows{{"fast", "NULL"}, {"slow", "00:01:01.25"}}));
    EXPECT_THAT((Recorder{"", true, 0}.durations({})), IsEmpty());
    EXPECT_THAT((Recorder{"", false, 0}.durations(seconds)), IsEmpty());
}

// Whoever empties pgpm's table by other means than pgpm does leaves rows of ours behind.
TEST_F(RecordTest, TakesOverARowThatWasLeftBehind) {
    auto users = record_of("app", "users");
    record({users});
    database_.query("TRUNCATE pgpm_migrate.changes CASCADE");
    users.revert_script = "DROP TABLE users;";
    record({users});
    EXPECT_EQ(database_.value("SELECT revert_script FROM pgmeta.deployed_change"),
              users.revert_script);
}

TEST_F(RecordTest, LosesOurRowsWhenPgpmRevertsTheChange) {
    record({record_of("app", "users")});
    database_.query("CALL pgpm_migrate.revert('app', 'users', 'SELECT 1')");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgmeta.deployed_change"), "0");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgmeta.deployment"), "1");
}

// What a script may do to slip out of the transaction; each leaves another transaction behind.
class SlippedScript : public RecordTest, public testing::WithParamInterface<const char*> {};

TEST_P(SlippedScript, MakesTheGuardFailAndLeavesNothingWrong) {
    pg::Transaction transaction{connection_, open_guard()};
    EXPECT_EQ(sqlstate_of(
                  fmt::format("{0}; {1}; CREATE TABLE slipped (); {0}", check_guard(), GetParam())),
              "34000");
    transaction.rollback();
    EXPECT_EQ(database_.value("SELECT to_regclass('slipped')"), "NULL");
}

TEST_P(SlippedScript, IsNoticedWithoutTheCursorToo) {
    pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
    const auto check = recorder_of(transaction).check_transaction();
    EXPECT_EQ(sqlstate_of(fmt::format("{0}; {1}; {0}", check, GetParam())), "22012");
    transaction.rollback();
}

TEST_P(SlippedScript, MakesTheRowsAtTheEndFailToo) {
    connection_.query("CALL pgpm_migrate.register_package('app')");
    pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
    const auto recorder = recorder_of(transaction);
    for (const auto& row : recorder.trailer(std::vector{record_of("app", "first")})) {
        EXPECT_EQ(sqlstate_of(fmt::format("{}; {}", GetParam(), row)), "23502") << row;
        transaction.rollback();
        connection_.query("BEGIN");
    }
    connection_.query("ROLLBACK");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.changes"), "0");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.events"), "0");
}

INSTANTIATE_TEST_SUITE_P(
    Statements,
    SlippedScript,
    testing::Values("COMMIT", "ROLLBACK", "ROLLBACK; BEGIN", "COMMIT AND CHAIN"));

TEST_F(RecordTest, RevertRemovesTheChangeAndRecordsIt) {
    record({record_of("app", "schema"), record_of("app", "users", {"app:schema"})});
    pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
    for (const auto& statement : recorder_of(transaction).revert_rows("app", "users"))
        connection_.query(statement);
    transaction.commit();
    EXPECT_EQ(database_.value("SELECT string_agg(change_name, ' ') FROM pgpm_migrate.changes"),
              "schema");
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.dependencies"), "0");
    EXPECT_EQ(database_.query("SELECT event_type, change_name, package, error_message, error_code "
                              "FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT 1"),
              (test::Rows{{"revert", "users", "app", "NULL", "NULL"}}));
}

TEST_F(RecordTest, RevertFailsForAChangeThatIsNotDeployed) {
    pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
    EXPECT_EQ(sqlstate_of(recorder_of(transaction).revert_rows("app", "users").front()), "23502");
}

TEST_F(RecordTest, RevertFailsInAnotherTransaction) {
    record({record_of("app", "users")});
    pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
    const auto statement = recorder_of(transaction).revert_rows("app", "users").front();
    EXPECT_EQ(sqlstate_of("ROLLBACK; BEGIN; " + statement), "23502");
    transaction.rollback();
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.changes"), "1");
}

TEST_F(RecordTest, RecordsAFailureAsPgpmDoes) {
    record_failure(connection_, "deploy", "app", "users", "relation \"x\" does not exist", "42P01");
    EXPECT_EQ(database_.query("SELECT event_type, change_name, package, error_message, error_code "
                              "FROM pgpm_migrate.events"),
              (test::Rows{{"deploy", "users", "app", "relation \"x\" does not exist", "42P01"}}));
}

TEST_F(RecordTest, SwallowsAFailureToRecordAFailure) {
    database_.query("DROP TABLE pgpm_migrate.events");
    record_failure(connection_, "deploy", "app", "users", "boom", "P0001");
    EXPECT_TRUE(connection_.is_open());
}

TEST_F(RecordTest, GivesTheNewestEventsFirst) {
    record({record_of("app", "a"), record_of("app", "b")});
    record_failure(connection_, "verify", "app", "b", "boom", "P0001");
    const auto newest = events(connection_, 2);
    ASSERT_THAT(newest, SizeIs(2));
    EXPECT_EQ(newest[0].type, "verify");
    EXPECT_EQ(newest[0].error_message, "boom");
    EXPECT_EQ(newest[1].change, "b");
    EXPECT_THAT(events(connection_, 0), SizeIs(3));
}

TEST_F(RecordTest, ProvesWhichChangesAreThere) {
    const auto a = record_of("app", "a");
    const auto b = record_of("app", "b");
    record({a, b});
    const std::vector<std::string> asked{b.change_id, "missing", a.change_id};
    EXPECT_THAT(present(connection_, asked), UnorderedElementsAre(a.change_id, b.change_id));
}

TEST_F(RecordTest, DoesWithoutOurSchema) {
    database_.query("DROP SCHEMA pgmeta CASCADE");
    record({record_of("app", "a")}, false);
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.changes"), "1");
}

TEST_F(RecordTest, AsksTheServerForTheIdentityInAnotherEncoding) {
    const auto name = test::unique_name("latin1");
    connection_.query("CREATE DATABASE " + name +
                      " ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    test::TestDatabase latin1{name, false};
    auto session = open(latin1.url());
    session.query("SET client_encoding = 'UTF8'");
    std::vector records{record_of("app", "caf\xc3\xa9"), record_of("app", "plain")};
    assign_change_ids(session, read_facts(session), records);
    EXPECT_EQ(records[0].change_id,
              session
                  .query("SELECT encode(sha256(('app' || $1 || $2)::bytea), 'hex')",
                         {records[0].change, records[0].script_hash})
                  .text(0, 0));
    EXPECT_NE(records[0].change_id, change_id("app", records[0].change, records[0].script_hash));
    EXPECT_EQ(records[1].change_id, change_id("app", "plain", records[1].script_hash));
}

}  // namespace
}  // namespace pgmeta::ledger
