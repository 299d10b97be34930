// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What scripts may hold, and that they are sent as written.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Scripts : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a").change("first", "CREATE TABLE log (n serial, what text);",
                               "DROP TABLE log;");
    }

    /// A change whose deploy script is exactly these bytes.
    void exact(std::string_view name, std::string_view bytes) {
        ws.change(name, "", "SELECT 1;\n");
        files_.emplace_back(name, bytes);
    }

    void write() {
        ws.write();
        for (const auto& [name, bytes] : files_)
            write_file(ws.package_dir("a") / "deploy" / (name + ".sql"), bytes);
    }

    std::string log() { return db.value("SELECT string_agg(what, ' ' ORDER BY n) FROM log"); }

    /// The ids of what stops the deployment; nothing ran.
    Words refused() {
        write();
        const auto run = json({"deploy"});
        EXPECT_EQ(run.exit_code(), 3) << run.process.out;
        EXPECT_FALSE(exists("log"));
        return ids(run["problems"]);
    }

private:
    std::vector<std::pair<std::string, std::string>> files_;
};

TEST_F(Scripts, MayBeWrappedInATransaction) {
    exact("wrapped", "BEGIN;\nINSERT INTO log (what) VALUES ('wrapped');\nCOMMIT;\n");
    exact("begun", "begin transaction ;\nINSERT INTO log (what) VALUES ('begun');\nend work");
    exact("bad", "BEGIN;\nSELECT 1;\nSELECT nope;\nCOMMIT;\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("location").at("line"), 3);
    EXPECT_EQ(run.error().at("location").at("column"), 8);
    EXPECT_FALSE(exists("log"));

    EXPECT_EQ(pgmeta({"deploy", "a:begun"}).exit_code, 0);
    EXPECT_EQ(log(), "wrapped begun");
}

TEST_F(Scripts, MayHoldInlineCopyData) {
    exact("table", "CREATE TABLE items (id int, what text, more text);\n");
    exact("text",
          "COPY items (id, what, more) FROM stdin;\n"
          "1\tplain\t\\N\n"
          "2\ttab\\there\tback\\\\slash\n"
          "3\tit's; \"quoted\" $$ -- no comment\t/* nor this\n"
          "\\.\n\n"
          "INSERT INTO log (what) VALUES ('between');\n"
          "COPY items (id, what) FROM STDIN WITH (FORMAT csv, HEADER true);\n"
          "id,what\n"
          "4,\"a \"\"b\"\",\nand a line\"\n"
          "5,\n"
          "\\.\n"
          "INSERT INTO log (what) VALUES ('after');\n");
    exact("next", "INSERT INTO log (what) SELECT count(*)::text FROM items;");
    write();
    deploy();
    EXPECT_EQ(db.query("SELECT what, more FROM items ORDER BY id"),
              (Rows{{"plain", "NULL"},
                    {"tab\there", "back\\slash"},
                    {"it's; \"quoted\" $$ -- no comment", "/* nor this"},
                    {"a \"b\",\nand a line", "NULL"},
                    {"NULL", "NULL"}}));
    EXPECT_EQ(log(), "between after 5");
}

TEST_F(Scripts, NameTheLineOfBadCopyData) {
    exact("table", "CREATE TABLE items (id int);\n");
    exact("bad", "SELECT 1;\nCOPY items FROM stdin;\n1\n2\nthree\n\\.\nSELECT 2;\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("sqlstate"), "22P02");
    EXPECT_EQ(run.error().at("change"), "a:bad");
    EXPECT_EQ(run.error().at("location").at("line"), 2);
    EXPECT_THAT(run.error().at("context").get<std::string>(), HasSubstr("COPY items, line 3"));
}

TEST_F(Scripts, MaySendDataToNobody) {
    exact("out",
          "COPY (SELECT g FROM generate_series(1, 30000) g) TO STDOUT;\n"
          "SELECT g FROM generate_series(1, 30000) g;\n"
          "INSERT INTO log (what) VALUES ('after');\n");
    write();
    deploy();
    EXPECT_EQ(log(), "after");
}

TEST_F(Scripts, MayBeginWithTheLineThatStopsPsql) {
    exact("extension",
          "\\echo Use \"CREATE EXTENSION x\" to load this file. \\quit\n"
          "INSERT INTO log (what) VALUES ('echo');\n");
    write();
    deploy();
    EXPECT_EQ(log(), "echo");
}

TEST_F(Scripts, MayBeAPgDump) {
    exact("dump",
          "--\n-- dump\n--\n\n\\restrict abcDEF123\n\nINSERT INTO log (what) VALUES ('dump');\n\n"
          "\\unrestrict abcDEF123\n");
    write();
    deploy();
    EXPECT_EQ(log(), "dump");
}

TEST_F(Scripts, MustNotHoldOtherPsqlCommands) {
    exact("include", "SELECT 1;\n\\i other.sql\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 3);
    ASSERT_EQ(run["problems"].size(), 1U);
    const auto& problem = run["problems"][0];
    EXPECT_EQ(problem.at("location").at("line"), 2);
    EXPECT_EQ(problem.at("location").at("column"), 1);
    EXPECT_THAT(problem.at("message").get<std::string>(), HasSubstr("\\i"));
    EXPECT_FALSE(problem.at("hints").empty());
    EXPECT_FALSE(exists("log"));
}

TEST_F(Scripts, EndWithACommentThatSwallowsNothing) {
    exact("comment", "INSERT INTO log (what) VALUES ('one') -- and no newline");
    exact("next", "INSERT INTO log (what) VALUES ('two')");
    exact("block", "INSERT INTO log (what) VALUES ('three'); /* done */");
    write();
    deploy();
    EXPECT_EQ(log(), "one two three");
    EXPECT_THAT(ledger(), ElementsAre("a:first", "a:comment", "a:next", "a:block"));
}

TEST_F(Scripts, MayBeOnlyAComment) {
    exact("nothing", "-- nothing to do here");
    exact("next", "INSERT INTO log (what) VALUES ('next');");
    write();
    deploy();
    EXPECT_EQ(log(), "next");
    EXPECT_THAT(ledger(), ElementsAre("a:first", "a:nothing", "a:next"));
}

TEST_F(Scripts, MayBeginWithAByteOrderMark) {
    exact("marked", "\xEF\xBB\xBFINSERT INTO log (what) VALUES ('marked');\nSELECT nope;\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.error().at("location").at("line"), 2);
    EXPECT_EQ(run.error().at("location").at("column"), 8);
    write_file(ws.package_dir("a") / "deploy" / "marked.sql",
               "\xEF\xBB\xBFINSERT INTO log (what) VALUES ('marked');\n");
    deploy();
    EXPECT_EQ(log(), "marked");
    EXPECT_EQ(db.value("SELECT script_hash FROM pgpm_migrate.changes WHERE change_name = 'marked'"),
              db.value("SELECT encode(sha256('\\xEFBBBF'::bytea || convert_to("
                       "E'INSERT INTO log (what) VALUES (''marked'');\\n', 'UTF8')), 'hex')"));
}

TEST_F(Scripts, MayHaveWindowsLineEnds) {
    exact("windows", "INSERT INTO log (what)\r\nVALUES ('crlf');\r\nSELECT 1,\r\n  nope;\r\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.error().at("location").at("line"), 4);
    EXPECT_EQ(run.error().at("location").at("column"), 3);
    EXPECT_EQ(run.error().at("source_line"), "  nope;");
    write_file(ws.package_dir("a") / "deploy" / "windows.sql",
               "BEGIN;\r\nINSERT INTO log (what)\r\nVALUES ('crlf');\r\nCOMMIT;\r\n");
    deploy();
    EXPECT_EQ(log(), "crlf");
}

TEST_F(Scripts, KeepTheirBytesInWhatTheyMake) {
    exact("function",
          "BEGIN;\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS $f$\n"
          "  -- a comment; with 'quotes\n  SELECT   1;;\n$f$;\nCOMMIT;\n");
    write();
    deploy();
    EXPECT_EQ(db.value("SELECT prosrc FROM pg_proc WHERE proname = 'f'"),
              "\n  -- a comment; with 'quotes\n  SELECT   1;;\n");
}

TEST_F(Scripts, MayHoldSqlBodies) {
    exact("atomic",
          "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC\n"
          "  SELECT CASE WHEN a > 0 THEN 1 ELSE 2 END;\n  SELECT 3;\nEND;\n"
          "INSERT INTO log (what) SELECT f(1)::text;\n");
    write();
    deploy();
    EXPECT_EQ(log(), "3");
}

TEST_F(Scripts, MayUseBalancedSavepoints) {
    exact("saves",
          "SAVEPOINT s;\nINSERT INTO log (what) VALUES ('gone');\nROLLBACK TO SAVEPOINT s;\n"
          "RELEASE s;\nINSERT INTO log (what) VALUES ('kept');\n");
    write();
    deploy();
    EXPECT_EQ(log(), "kept");
}

TEST_F(Scripts, MustNotEndTheTransaction) {
    for (const auto* sql : {"SELECT 1;\nROLLBACK;\n", "ABORT;\n", "SELECT 1;\nCOMMIT AND CHAIN;\n",
                            "PREPARE TRANSACTION 'x';\n", "COMMIT PREPARED 'x';\n",
                            "SAVEPOINT s;\nSELECT 1;\n", "ROLLBACK TO s;\n"}) {
        write();
        write_file(ws.package_dir("a") / "deploy" / "first.sql", sql);
        const auto run = json({"deploy"});
        EXPECT_EQ(run.exit_code(), 3) << sql;
        EXPECT_EQ(run["problems"].size(), 1U) << sql;
    }
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'pgpm_migrate'"), "0");
}

TEST_F(Scripts, MustEndWithNothingOpen) {
    exact("quote", "INSERT INTO log (what) VALUES ('open);\n");
    exact("dollar", "DO $$BEGIN NULL; END;\n");
    exact("comment", "SELECT 1; /* open\n");
    exact("paren", "SELECT (1;\n");
    exact("copy", "COPY log FROM stdin;\n1\n");
    exact("atomic", "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;\n");
    EXPECT_EQ(refused().size(), 6U);
}

TEST_F(Scripts, AreAllReportedAtOnceWithTheirPlaces) {
    exact("one", "SELECT 1;\n  ROLLBACK;\n");
    exact("two", "VACUUM;\n");
    ws.package("b", {"no_such_thing"}).change("three");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 3);
    ASSERT_EQ(run["problems"].size(), 3U) << run["problems"];
    EXPECT_EQ(run.error().at("id"), "deploy-refused");
    const auto found = ids(run["problems"]);
    EXPECT_THAT(found, testing::Contains("refuses-transaction"));
    EXPECT_THAT(found, testing::Contains("extension-unavailable"));
}

TEST_F(Scripts, OfDeployedChangesAreNotLookedAt) {
    write();
    deploy();
    write_file(ws.package_dir("a") / "revert" / "first.sql", "ROLLBACK;\n");
    write_file(ws.package_dir("a") / "verify" / "first.sql", "\\i x\n");
    exact("second", "SELECT 2;\n");
    write();
    write_file(ws.package_dir("a") / "revert" / "first.sql", "ROLLBACK;\n");
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:second"));
}

TEST_F(Scripts, MissingOnesAreReportedBeforeAnythingRuns) {
    exact("empty", "  \n");
    ws.change("missing", "SELECT 1;", "SELECT 1;").without_deploy();
    EXPECT_THAT(refused(), testing::UnorderedElementsAre("script-empty", "script-missing"));
}

TEST_F(Scripts, WithTransactionControlInTheMiddleGoOn) {
    exact("middle",
          "INSERT INTO log (what) VALUES ('one');\nCOMMIT;\nBEGIN;\n"
          "INSERT INTO log (what) VALUES ('two');\n");
    exact("bad", "SELECT 1/0;\n");
    write();
    EXPECT_EQ(json({"deploy"}).exit_code(), 1);
    EXPECT_FALSE(exists("log"));
    EXPECT_EQ(pgmeta({"deploy", "a:middle"}).exit_code, 0);
    EXPECT_EQ(log(), "one two");
}

TEST_F(Scripts, MayRecordDataInManyEncodingsOfQuotes) {
    exact("quotes",
          "INSERT INTO log (what) VALUES (E'it\\'s'), ('it''s'), ($q$it's; $$ $q$), "
          "(U&'\\00e9');\n");
    write();
    deploy();
    EXPECT_EQ(log(), "it's it's it's; $$  é");
}

TEST_F(Scripts, LargerThanAMessageAreSentInParts) {
    std::string big;
    for (int i = 0; i < 40000; ++i)
        big += fmt::format("INSERT INTO log (what) VALUES ('row {}');\n", i);
    exact("big", big + "DO $$BEGIN RAISE EXCEPTION 'late'; END$$;\n");
    exact("after", "INSERT INTO log (what) VALUES ('after');\n");
    write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.error().at("change"), "a:big");
    EXPECT_EQ(run.error().at("location").at("line"), 40001);
    EXPECT_FALSE(exists("log"));
    write_file(ws.package_dir("a") / "deploy" / "big.sql", big);
    deploy();
    EXPECT_EQ(db.value("SELECT count(*) FROM log"), "40001");
}

}  // namespace
}  // namespace pgmeta::test
