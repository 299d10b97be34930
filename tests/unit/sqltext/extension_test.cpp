// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/extension.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::sqltext {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string text_of(std::string_view sql) {
    const auto script = extension_script(std::string{sql});
    EXPECT_TRUE(script.objections.empty());
    return script.text;
}

std::vector<std::string> ids_of(const std::vector<Objection>& found) {
    std::vector<std::string> ids;
    for (const auto& objection : found)
        ids.push_back(objection.id);
    return ids;
}

std::vector<std::string> objections_to(std::string_view sql) {
    return ids_of(extension_script(std::string{sql}).objections);
}

std::vector<std::string> doubts_about(std::string_view sql) {
    return ids_of(extension_script(std::string{sql}).doubts);
}

TEST(ExtensionScript, KeepsEveryByteOfWhatItMayHold) {
    const std::string_view sql =
        "-- Deploy a to pg\r\n\n  CREATE TABLE a (b text DEFAULT 'BEGIN;');\n/* COMMIT; */\n"
        "DO $$ BEGIN PERFORM 1; END $$;\n\t\n";
    EXPECT_EQ(text_of(sql), sql);
}

TEST(ExtensionScript, TakesTransactionControlOutWithItsLines) {
    EXPECT_EQ(text_of("-- a\nBEGIN;\n\nCREATE SCHEMA a;\n\nCOMMIT;\n"),
              "-- a\n\nCREATE SCHEMA a;\n\n");
    EXPECT_EQ(text_of("BEGIN; -- start\nCREATE SCHEMA a;\nCOMMIT;"),
              "       -- start\nCREATE SCHEMA a;\n");
}

TEST(ExtensionScript, EndsTheLastStatement) {
    EXPECT_EQ(text_of("CREATE SCHEMA a"), "CREATE SCHEMA a\n;\n");
    EXPECT_EQ(text_of("CREATE SCHEMA a -- the schema"), "CREATE SCHEMA a -- the schema\n;\n");
    EXPECT_EQ(text_of("CREATE SCHEMA a; -- the schema"), "CREATE SCHEMA a; -- the schema\n");
    EXPECT_EQ(text_of("-- nothing"), "-- nothing\n");
}

TEST(ExtensionScript, TakesOutExtensionsAndNamesThem) {
    const auto script = extension_script(
        "CREATE EXTENSION citext;\ncreate extension if not exists \"uuid-ossp\";\n"
        "CREATE TABLE a (b citext);\nCREATE EXTENSION IF NOT EXISTS PgCrypto CASCADE");
    EXPECT_EQ(script.text, "CREATE TABLE a (b citext);\n");
    std::vector<std::string> names;
    for (const auto& created : script.created)
        names.push_back(created.name);
    EXPECT_THAT(names, ElementsAre("citext", "uuid-ossp", "pgcrypto"));
    EXPECT_THAT(script.doubts, IsEmpty());
}

TEST(ExtensionScript, TakesOutAByteOrderMarkAndTheLinesOfPgDump) {
    EXPECT_EQ(text_of("\xEF\xBB\xBF\\restrict abc\nCREATE SCHEMA a;\n\\unrestrict abc\n"),
              "CREATE SCHEMA a;\n");
}

TEST(ExtensionScript, ObjectsToWhatAnExtensionCannotHold) {
    EXPECT_THAT(objections_to("CREATE TABLE a (b int);\nCOPY a FROM STDIN;\n1\n\\.\n"),
                ElementsAre("extension-copy-data"));
    EXPECT_THAT(objections_to("SAVEPOINT a;\nSELECT 1;\nRELEASE a;\n"),
                ElementsAre("extension-transaction", "extension-transaction"));
    EXPECT_THAT(objections_to("CREATE INDEX CONCURRENTLY i ON a (b);"),
                ElementsAre("refuses-transaction"));
    EXPECT_THAT(objections_to("\\connect elsewhere\n"), ElementsAre("psql-command"));
    EXPECT_THAT(objections_to("SELECT 'open"), ElementsAre("unclosed-quote"));
}

TEST(ExtensionScript, PointsAtWhatItObjectsTo) {
    const auto script = extension_script("SELECT 1;\n  VACUUM a;\n");
    ASSERT_EQ(script.objections.size(), 1U);
    EXPECT_EQ(script.objections.front().offset, 12U);
}

TEST(ExtensionScript, DoubtsWhatMeansSomethingElseInAnExtension) {
    EXPECT_THAT(doubts_about("SET search_path = a;\nSET CONSTRAINTS ALL DEFERRED;\n"),
                ElementsAre("extension-setting"));
    EXPECT_THAT(doubts_about("SELECT '@extschema@';"), ElementsAre("extension-substitution"));
    EXPECT_THAT(doubts_about("CREATE EXTENSION citext WITH SCHEMA a;"),
                ElementsAre("extension-clause"));
    EXPECT_THAT(doubts_about("UPDATE a SET b = 1;"), IsEmpty());
}

}  // namespace
}  // namespace pgmeta::sqltext
