// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/mentions.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgmeta::sqltext {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;

constexpr std::array deeds{"makes", "changes", "uses"};

/// `makes relation a.b`; what only happens later has a `?`.
std::vector<std::string> read(std::string_view sql) {
    std::vector<std::string> result;
    for (const auto& mention : mentions_of(sql).all) {
        const auto* const deed = deeds.at(static_cast<std::size_t>(mention.deed));
        auto line = fmt::format("{}{} {} {}{}{}", deed, mention.later ? "?" : "",
                                to_string(mention.kind), fmt::join(mention.schemas, "/"),
                                mention.schemas.empty() ? "" : ".", mention.name);
        if (!mention.part.empty()) line += "/" + mention.part;
        result.push_back(line);
    }
    return result;
}

std::string at_each(std::string_view sql) {
    std::string result;
    for (const auto& mention : mentions_of(sql).all)
        result += fmt::format("[{}]", sql.substr(mention.offset, 5));
    return result;
}

TEST(Mentions, TableNamesItsSchemaTypesFunctionsAndReferences) {
    EXPECT_THAT(
        read("CREATE TABLE a.b (id uuid PRIMARY KEY DEFAULT c.gen(), m c.email CHECK (c.ok(m)), "
             "x int REFERENCES d.e (id), LIKE f.g);"),
        IsSupersetOf({"makes relation a.b", "uses schema a", "makes key a.b/id",
                      "makes key a.b/primary key", "uses function c.gen", "uses type c.email",
                      "uses function c.ok", "uses relation d.e", "uses key d.e/id",
                      "uses relation f.g"}));
}

TEST(Mentions, EveryStatementOfADefinitionIsMade) {
    EXPECT_THAT(
        read("CREATE SCHEMA a; CREATE TYPE a.t AS ENUM ('x'); CREATE DOMAIN a.d AS b.t; "
             "CREATE VIEW a.v AS SELECT * FROM b.r; CREATE SEQUENCE a.s; "
             "CREATE UNIQUE INDEX i ON a.b (x, y); CREATE ROLE joe; CREATE EXTENSION citext;"
             "CREATE POLICY p ON a.b TO joe USING (a.f(x)); CREATE TYPE a.c AS (x b.t);"
             "CREATE TRIGGER g BEFORE INSERT ON a.b FOR EACH ROW EXECUTE FUNCTION a.tf();"),
        IsSupersetOf({"makes schema a", "makes type a.t", "makes type a.d", "uses type b.t",
                      "makes relation a.v", "uses relation b.r", "makes relation a.s",
                      "makes relation a.i", "makes key a.b/x,y", "makes role joe",
                      "makes extension citext", "makes policy a.b/p", "uses relation a.b",
                      "uses role joe", "uses function a.f", "makes type a.c", "makes trigger a.b/g",
                      "uses function a.tf"}));
}

TEST(Mentions, AlteringGrantingCommentingAndDroppingChanges) {
    EXPECT_THAT(read("ALTER TABLE a.b ADD COLUMN x int, ALTER COLUMN y SET NOT NULL; "
                     "GRANT SELECT ON a.b TO joe; GRANT USAGE ON SCHEMA s TO joe; "
                     "COMMENT ON COLUMN a.b.z IS 'z'; COMMENT ON FUNCTION a.f(int) IS 'f'; "
                     "DROP TYPE a.t; DROP TABLE IF EXISTS a.old; INSERT INTO a.c (m) VALUES (1);"),
                IsSupersetOf({"changes relation a.b", "makes column a.b/x", "changes column a.b/y",
                              "uses role joe", "changes schema s", "changes column a.b/z",
                              "changes function a.f", "changes type a.t", "changes? relation a.old",
                              "changes relation a.c", "uses column a.c/m"}));
}

TEST(Mentions, BareNamesFollowTheSearchPath) {
    EXPECT_THAT(read("CREATE TABLE x (); SET search_path TO a, public; CREATE TABLE y (); "
                     "ALTER TABLE z OWNER TO CURRENT_USER;"),
                ElementsAre("uses schema public", "makes relation public.x", "uses schema a",
                            "makes relation a.y", "changes relation a/public.z"));
    EXPECT_THAT(
        read("SELECT set_config('search_path', 'a', false); ALTER TABLE z OWNER TO CURRENT_USER;"),
        Contains("changes relation z"));
}

TEST(Mentions, QueryNamesAndTemporaryTablesAreNoObjects) {
    EXPECT_THAT(read("CREATE VIEW a.v AS WITH q AS (SELECT * FROM a.b) SELECT * FROM q;"),
                ElementsAre("uses schema a", "makes relation a.v", "uses relation a.b"));
    EXPECT_THAT(read("CREATE TEMP TABLE t (); INSERT INTO t SELECT 1;"), ElementsAre());
}

TEST(Mentions, BodyOfASqlFunctionIsNeededWhenItIsMade) {
    EXPECT_THAT(read("CREATE FUNCTION a.f(x b.t) RETURNS int LANGUAGE sql AS $$ INSERT INTO a.b "
                     "SELECT a.g(1) RETURNING 1 $$;"),
                ElementsAre("uses schema a", "makes function a.f", "uses type b.t",
                            "uses relation a.b", "uses function a.g"));
    EXPECT_THAT(
        read("CREATE FUNCTION a.f(x anyelement) RETURNS int LANGUAGE sql AS 'SELECT a.g(1)';"),
        Contains("uses? function a.g"));
    EXPECT_THAT(
        read(
            "CREATE FUNCTION a.f() RETURNS int LANGUAGE sql SET search_path = c AS 'SELECT g(1)';"),
        Contains("uses function c.g"));
    EXPECT_THAT(read("CREATE FUNCTION a.f() RETURNS int BEGIN ATOMIC SELECT a.g(1); END;"),
                Contains("uses function a.g"));
}

TEST(Mentions, BodyOfAPlpgsqlFunctionIsNeededLater) {
    constexpr std::string_view sql =
        "CREATE FUNCTION a.f() RETURNS void LANGUAGE plpgsql AS $$\n"
        "DECLARE r a.rows%ROWTYPE; m c.email; k a.b.id%TYPE; n int;\n"
        "BEGIN\n  SELECT * INTO r FROM a.b WHERE x;\n  n := a.h(2);\n  PERFORM a.g(1);\n"
        "  IF EXISTS (SELECT FROM a.i) THEN DELETE FROM a.j; END IF;\nEND $$;";
    EXPECT_THAT(read(sql),
                IsSupersetOf({"makes function a.f", "uses? relation a.rows", "uses? type c.email",
                              "uses? relation a.b", "uses? function a.h", "uses? function a.g",
                              "uses? relation a.i", "uses? relation a.j"}));
    EXPECT_THAT(read(sql), Not(Contains(testing::HasSubstr("changes"))));
    EXPECT_FALSE(mentions_of(sql).may_use_more);
}

TEST(Mentions, OffsetsPointAtTheName) {
    EXPECT_EQ(at_each("ALTER TABLE a.bcd OWNER TO joe42;"), "[a.bcd][joe42]");
    EXPECT_EQ(at_each("SELECT 1; COMMENT ON TABLE a.bcd IS 'x';"), "[a.bcd]");
    EXPECT_THAT(
        at_each("CREATE FUNCTION aa.ff() RETURNS int LANGUAGE sql AS $$\nSELECT 1 FROM b.xyz $$;"),
        testing::EndsWith("[b.xyz]"));
    EXPECT_THAT(at_each("CREATE FUNCTION aa.ff() RETURNS void LANGUAGE plpgsql AS $$ BEGIN\n"
                        "PERFORM 1 FROM b.xyz; END $$;"),
                testing::EndsWith("[b.xyz]"));
    EXPECT_THAT(
        at_each("CREATE FUNCTION aa.ff() RETURNS int LANGUAGE sql AS 'SELECT ''q'' FROM b.xyz';"),
        testing::EndsWith("[b.xyz]"));
}

TEST(Mentions, SaysWhatItCannotRead) {
    EXPECT_FALSE(mentions_of("CREATE TABLE a.b ();").may_make_more);
    EXPECT_TRUE(mentions_of("SELECT a.make_everything();").may_make_more);
    EXPECT_TRUE(mentions_of("CALL a.p();").may_make_more);
    EXPECT_TRUE(mentions_of("DO $$ BEGIN EXECUTE 'CREATE TABLE x ()'; END $$;").may_make_more);
    EXPECT_TRUE(mentions_of("CREATE SOMETHING new;").may_use_more);
    EXPECT_TRUE(
        mentions_of("CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; "
                    "END $$;")
            .may_use_more);
    // The statements around one that is not understood still count.
    EXPECT_THAT(read("CREATE SOMETHING new; CREATE SCHEMA a;"), ElementsAre("makes schema a"));
    EXPECT_THAT(read("DO $$ BEGIN IF true THEN CREATE ROLE joe; END IF; END $$;"),
                ElementsAre("makes? role joe"));
}

TEST(Mentions, DeepNestingIsGivenUpNotFollowed) {
    std::string sum = "SELECT 1";
    for (int i = 0; i < 3000; ++i)
        sum += "||x";
    EXPECT_TRUE(mentions_of("CREATE VIEW a.v AS " + sum).may_use_more);
}

}  // namespace
}  // namespace pgmeta::sqltext
