// SPDX-License-Identifier: MIT
#include "pgmeta/author/requirements.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace pgmeta::author {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::array words{"missing", "lazy", "after", "unused", "indirect"};

class RequirementsTest : public testing::Test {
protected:
    [[nodiscard]] workspace::Workspace load() const {
        Diagnostics problems;
        auto result = workspace::load(dir_.path(), problems);
        EXPECT_FALSE(problems.has_errors());
        return result;
    }

    /// `CHANGE missing REQUIREMENT line:column` for each finding.
    [[nodiscard]] std::vector<std::string> found(const workspace::Workspace& workspace) const {
        std::vector<std::string> result;
        for (const auto& finding : check_required(workspace, {}))
            result.push_back(
                fmt::format("{} {} {} {}:{}", finding.package->plan.changes[finding.change].name,
                            words.at(static_cast<std::size_t>(finding.what)), finding.requirement,
                            finding.where.line, finding.where.column));
        return result;
    }

    [[nodiscard]] std::vector<std::string> found() const { return found(load()); }

    [[nodiscard]] std::string text(const std::string& file) const {
        return read_file(dir_ / ("packages/" + file));
    }

    test::WorkspaceBuilder build() { return test::WorkspaceBuilder{dir_.path()}; }

    test::TempDir dir_;
};

TEST_F(RequirementsTest, TableThatAForeignKeyRefersToIsMissing) {
    build()
        .package("a")
        .change("schema", "CREATE SCHEMA s;", "x")
        .change("users", "CREATE TABLE s.users (id int PRIMARY KEY);", "x", {}, {"schema"})
        .change("posts", "CREATE TABLE s.posts (\n    author int REFERENCES s.users (id)\n);", "x",
                {}, {"schema"})
        .write();
    EXPECT_THAT(found(), ElementsAre("posts missing users 4:27"));
    const auto workspace = load();
    const auto diagnostic = to_diagnostic(check_required(workspace, {}).front());
    EXPECT_EQ(diagnostic.id, "requirement-missing");
    EXPECT_EQ(diagnostic.severity, Severity::error);
    EXPECT_THAT(diagnostic.message, HasSubstr("`s.users`, which `a:users` makes"));
    EXPECT_THAT(diagnostic.where.file, testing::EndsWith("packages/a/deploy/posts.sql"));
}

TEST_F(RequirementsTest, WhatComesAlongWithAMissingOneIsNotNamed) {
    build()
        .package("a")
        .change("schema", "CREATE SCHEMA s;", "x")
        .change("users", "CREATE TABLE s.users (id int);", "x", {}, {"schema"})
        .change("view", "CREATE VIEW s.v AS SELECT id FROM s.users;", "x")
        .write();
    EXPECT_THAT(found(), ElementsAre("view missing users 3:35"));
}

TEST_F(RequirementsTest, WhatIsThereThroughAnotherIsANote) {
    build()
        .package("a")
        .change("schema", "CREATE SCHEMA s;", "x")
        .change("users", "CREATE TABLE s.users (id int);", "x", {}, {"schema"})
        .change("view", "CREATE VIEW s.v AS SELECT id FROM s.users;", "x", {}, {"users"})
        .write();
    EXPECT_THAT(found(), ElementsAre("view indirect schema 3:13"));
}

TEST_F(RequirementsTest, KeysAndColumnsCountWhereOtherChangesAddThem) {
    build()
        .package("a")
        .change("users", "CREATE TABLE users (id int);", "x")
        .change("key", "ALTER TABLE users ADD CONSTRAINT k UNIQUE (id);", "x", {}, {"users"})
        .change("column", "ALTER TABLE users ADD COLUMN name text;", "x", {}, {"users"})
        .change("posts", "CREATE TABLE posts (a int REFERENCES users (id));", "x", {}, {"users"})
        .change("index", "CREATE INDEX ON users (name);", "x", {}, {"users"})
        .write();
    EXPECT_THAT(found(), ElementsAre("posts missing key 3:38", "index missing column 3:17"));
}

TEST_F(RequirementsTest, FunctionBodiesWarnUnlessTheServerReadsThem) {
    build()
        .package("a")
        .change("t", "CREATE TABLE t ();", "x")
        .change("sql", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1 FROM t';", "x")
        .change(
            "pl",
            "CREATE FUNCTION g() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM 1 FROM t; END';",
            "x")
        .write();
    EXPECT_THAT(found(), ElementsAre("sql missing t 3:64", "pl lazy t 3:76"));
}

TEST_F(RequirementsTest, ARequiredPackageIsThereAsAWhole) {
    build()
        .package("base")
        .change("s", "CREATE SCHEMA base;", "x")
        .change("t", "CREATE TABLE base.t (id int);", "x", {}, {"s"})
        .package("near", {"base"})
        .change("v", "CREATE VIEW v AS SELECT * FROM base.t;", "x")
        .package("far")
        .change("w", "CREATE VIEW w AS SELECT * FROM base.t;", "x")
        .write();
    EXPECT_THAT(found(), ElementsAre("w missing base:t 3:32"));
}

TEST_F(RequirementsTest, SaysNothingWhereSeveralCouldBeMeant) {
    build()
        .package("a")
        .change("one", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';", "x")
        .change("two", "CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'SELECT 2';", "x")
        .change("user", "CREATE VIEW v AS SELECT f(1);", "x")
        .write();
    EXPECT_THAT(found(), IsEmpty());
}

TEST_F(RequirementsTest, WhatThePlanMakesLaterIsAWarning) {
    build()
        .package("a")
        .change("view", "CREATE VIEW v AS SELECT * FROM t;", "x")
        .change("table", "CREATE TABLE t ();", "x")
        .write();
    EXPECT_THAT(found(), ElementsAre("view after table 3:32"));
}

TEST_F(RequirementsTest, UnusedIsWhatNoScriptOfTheChangeNeeds) {
    build()
        .package("a")
        .change("t", "CREATE TABLE t ();", "x")
        .change("u", "CREATE TABLE u ();", "x")
        .change("order", "-- nothing but an order", "x")
        .change("rows", "INSERT INTO t DEFAULT VALUES;", "x", {}, {"t"})
        .change("v", "CREATE VIEW v AS SELECT * FROM t;", "x", "SELECT 1 FROM w;",
                {"t", "u", "order", "rows"})
        .change("dynamic", "DO $$ BEGIN EXECUTE 'x'; END $$;", "x", {}, {"u"})
        .change("named", "CREATE TABLE n (a text DEFAULT 'u');", "x", {}, {"u"})
        .change("verified", "CREATE TABLE o ();", "x", "SELECT FROM u", {"u"})
        .write();
    EXPECT_THAT(found(), ElementsAre(testing::StartsWith("v unused u ")));
}

TEST_F(RequirementsTest, FixAddsToPlanHeaderAndControlFileAtOnce) {
    build()
        .package("base")
        .change("t", "CREATE TABLE base_t (id int);", "x")
        .package("a")
        .change("one", "CREATE TABLE one (id int);", "x")
        .change("two", "-- requires: one\n\nCREATE VIEW two AS SELECT * FROM one, base_t;", "x", {},
                {"one"})
        .write();
    const auto workspace = load();
    const auto findings = check_required(workspace, {});
    const auto edit = add_required(workspace, findings);
    const auto steps = edit.files().size();
    EXPECT_EQ(steps, 3U);
    const auto plan = text("a/pgpm.plan");
    const auto script = text("a/deploy/two.sql");
    const auto control = text("a/a.control");
    for (std::size_t failing = 0; failing < steps; ++failing) {
        EXPECT_ANY_THROW(edit.commit([&](std::size_t step) {
            if (step == failing) throw std::runtime_error{"disk full"};
        }));
        EXPECT_EQ(text("a/pgpm.plan") + text("a/deploy/two.sql") + text("a/a.control"),
                  plan + script + control);
    }
    edit.commit();
    EXPECT_THAT(text("a/pgpm.plan"), HasSubstr("two [one base:t] "));
    EXPECT_THAT(
        text("a/deploy/two.sql"),
        testing::StartsWith("-- Deploy a:two\n\n-- requires: one\n-- requires: base:t\n\nCREATE"));
    EXPECT_THAT(text("a/a.control"), HasSubstr("base"));
    EXPECT_THAT(found(), IsEmpty());
}

TEST(ShippedPackages, RequireWhatTheyUse) {
    Diagnostics problems;
    const auto workspace = workspace::load(test::source_dir(), problems);
    for (const auto& finding : check_required(workspace, {}))
        EXPECT_EQ(finding.what, Shortcoming::indirect) << to_diagnostic(finding).message;
}

TEST(HeaderRequirements, LinesComeAndGoAndTheRestStays) {
    EXPECT_EQ(with_header_requirements("-- Deploy x to pg\n\nSELECT 1;\n", {"a"}),
              "-- Deploy x to pg\n-- requires: a\n\nSELECT 1;\n");
    EXPECT_EQ(with_header_requirements("SELECT 1;\n", {"a"}), "-- requires: a\nSELECT 1;\n");
    EXPECT_EQ(
        with_header_requirements("-- requires: p:a\r\n-- note\r\n-- requires: b\r\nX", {"a", "c"}),
        "-- requires: p:a\r\n-- note\r\n-- requires: c\r\nX");
    EXPECT_EQ(with_header_requirements("-- Deploy x\nX\n-- requires: b\n", {}),
              "-- Deploy x\nX\n-- requires: b\n");
    EXPECT_EQ(with_header_requirements("-- requires: a", {"a", "b"}),
              "-- requires: a\n-- requires: b\n");
}

}  // namespace
}  // namespace pgmeta::author
