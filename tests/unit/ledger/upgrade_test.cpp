// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::ledger {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

Facts complete_ledger() {
    Facts facts;
    facts.presence = Presence::complete;
    facts.can_create_schema = true;
    facts.can_create_extras = true;
    return facts;
}

Facts current_ledger() {
    auto facts = complete_ledger();
    facts.extras_schema = true;
    facts.extras_present = true;
    facts.extras = true;
    facts.extras_writable = true;
    facts.extras_version = current_version();
    return facts;
}

TEST(Upgrade, CreatesBothSchemasWhenThereIsNoLedger) {
    Facts facts;
    facts.can_create_extras = true;
    const auto upgrade = ledger::upgrade(facts);
    EXPECT_THAT(upgrade.statements.front(), StartsWith("CREATE SCHEMA pgpm_migrate"));
    EXPECT_THAT(upgrade.statements, Contains(StartsWith("CREATE SCHEMA pgmeta")));
    EXPECT_THAT(upgrade.loss, IsEmpty());
}

// The executor counts command tags, and runs the statements in one message.
TEST(Upgrade, GivesSingleStatementsThatMayRunInATransaction) {
    Facts facts;
    facts.can_create_extras = true;
    const auto [statements, keys, loss] = upgrade(facts);
    EXPECT_THAT(keys, Each(StartsWith("ALTER TABLE ")));
    auto all = statements;
    all.insert(all.end(), keys.begin(), keys.end());
    for (const auto& statement : all) {
        const auto script = sqltext::scan(statement);
        EXPECT_THAT(script.statements, SizeIs(1)) << statement;
        EXPECT_EQ(script.end_state, sqltext::EndState::clean) << statement;
        EXPECT_FALSE(statement.ends_with(';')) << statement;
    }
}

TEST(Upgrade, GivesNothingWhenTheLedgerIsCurrent) {
    const auto upgrade = ledger::upgrade(current_ledger());
    EXPECT_THAT(upgrade.statements, IsEmpty());
    EXPECT_THAT(upgrade.loss, IsEmpty());
}

TEST(Upgrade, CreatesOnlyWhatAHalfMadeLedgerLacksTablesFirst) {
    auto facts = current_ledger();
    facts.presence = Presence::partial;
    facts.missing = {"routine status(text)", "table events"};
    EXPECT_THAT(upgrade(facts).statements,
                ElementsAre(StartsWith("CREATE TABLE pgpm_migrate.events"),
                            StartsWith("CREATE FUNCTION pgpm_migrate.status")));
}

TEST(Upgrade, AddsTheKeysOfMissingTablesOnly) {
    auto facts = current_ledger();
    facts.presence = Presence::partial;
    facts.missing = {"table dependencies"};
    EXPECT_THAT(upgrade(facts).statements,
                ElementsAre(StartsWith("CREATE TABLE pgpm_migrate.dependencies")));
    EXPECT_THAT(upgrade(facts).keys,
                ElementsAre(StartsWith("ALTER TABLE pgpm_migrate.dependencies")));
}

TEST(Upgrade, AddsOurSchemaToALedgerOfPgpm) {
    const auto upgrade = ledger::upgrade(complete_ledger());
    EXPECT_THAT(upgrade.statements.front(), StartsWith("CREATE SCHEMA pgmeta"));
    EXPECT_THAT(upgrade.statements, Each(Not(HasSubstr("CREATE TABLE pgpm_migrate"))));
    EXPECT_THAT(upgrade.statements.back(), HasSubstr("INSERT INTO pgmeta.ledger_version"));
}

TEST(Upgrade, FillsASchemaThatSomebodyMadeForUs) {
    auto facts = complete_ledger();
    facts.extras_schema = true;
    const auto upgrade = ledger::upgrade(facts);
    EXPECT_THAT(upgrade.statements, Each(Not(HasSubstr("SCHEMA pgmeta"))));
    EXPECT_THAT(upgrade.statements, Contains(StartsWith("CREATE TABLE pgmeta.deployment")));
}

TEST(Upgrade, SaysWhatIsLostWithoutTheRightToCreateOurSchema) {
    auto facts = complete_ledger();
    facts.can_create_extras = false;
    const auto upgrade = ledger::upgrade(facts);
    EXPECT_THAT(upgrade.statements, IsEmpty());
    EXPECT_THAT(upgrade.loss, HasSubstr("revert and verify scripts"));
}

TEST(Upgrade, LeavesOurTablesAloneWhenItMayNotWriteThem) {
    auto facts = current_ledger();
    facts.extras_writable = false;
    const auto upgrade = ledger::upgrade(facts);
    EXPECT_THAT(upgrade.statements, IsEmpty());
    EXPECT_THAT(upgrade.loss, HasSubstr("may not read and write"));
}

// What cannot be created is the caller's to refuse, before anything runs.
TEST(Upgrade, NamesEverythingForANewLedgerEvenWithoutTheRight) {
    const auto upgrade = ledger::upgrade(Facts{});
    EXPECT_THAT(upgrade.statements, Not(IsEmpty()));
    EXPECT_THAT(upgrade.loss, IsEmpty());
}

TEST(RefuseNewer, RefusesALedgerOfANewerProgram) {
    auto facts = current_ledger();
    facts.extras_version = current_version() + 1;
    EXPECT_FAILS("ledger-newer", Fault::conflict, refuse_newer(facts));
}

TEST(RefuseNewer, AcceptsItsOwnVersionAndNone) {
    EXPECT_NO_THROW(refuse_newer(current_ledger()));
    EXPECT_NO_THROW(refuse_newer(Facts{}));
}

}  // namespace
}  // namespace pgmeta::ledger
