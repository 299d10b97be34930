// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <iterator>

// A script of 50 MB: INSERTs and COPY data full of quotes and backslashes.

namespace pgmeta::test {
namespace {

constexpr long most_memory_kb = 200'000;

/// What the script holds: rows of either kind.
struct LargeScript {
    std::string text;
    int inserted = 0;
    int copied = 0;
};

LargeScript large_script(std::size_t half) {
    LargeScript script;
    script.text.reserve(2 * half + 10'000);
    script.text =
        "CREATE TABLE inserted (id int, t text);\nCREATE TABLE copied (id int, t text);\n";
    auto out = std::back_inserter(script.text);
    while (script.text.size() < half)
        fmt::format_to(out,
                       "INSERT INTO inserted VALUES ({0}, 'it''s \\ {0} \"q\" -- no; $$ /* ' || "
                       "E'\\'\\\\;' || $x$ ' ; $$ $x$ || '{1}');\n",
                       ++script.inserted, std::string(150, 'x'));
    script.text += "COPY copied (id, t) FROM STDIN;\n";
    while (script.text.size() < 2 * half)
        fmt::format_to(out, "{0}\tit's \\\\ {0} \"q\" -- no; $$ /* \\t ' {1}\n", ++script.copied,
                       std::string(60, 'y'));
    script.text += "\\.\n\nINSERT INTO inserted VALUES (0, 'after; the ''data''');\n";
    ++script.inserted;
    return script;
}

TEST(SurviveMemory, FiftyMegabytesAreDeployedInTwoHundred) {
    const auto script = large_script(25'000'000);
    ASSERT_GE(script.text.size(), 50'000'000U);
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("data", script.text, "DROP TABLE inserted, copied;\n")
                          .change("after")
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_LT(result.max_rss_kb, most_memory_kb);
    EXPECT_EQ(database.value("SELECT count(*) FROM inserted"), std::to_string(script.inserted));
    EXPECT_EQ(database.value("SELECT count(*) FROM copied"), std::to_string(script.copied));
    EXPECT_EQ(database.value("SELECT count(DISTINCT id) FROM copied"),
              std::to_string(script.copied));
    EXPECT_EQ(database.value("SELECT left(t, -150) FROM inserted WHERE id = 7"),
              "it's \\ 7 \"q\" -- no; $$ /* '\\; ' ; $$ ");
    EXPECT_EQ(database.value("SELECT left(t, -60) FROM copied WHERE id = 7"),
              "it's \\ 7 \"q\" -- no; $$ /* \t ' ");
    EXPECT_EQ(database.value("SELECT t FROM inserted WHERE id = 0"), "after; the 'data'");

    const auto again = deploy_in(root, database.url());
    EXPECT_EQ(again.exit_code, 0);
    EXPECT_LT(again.max_rss_kb, most_memory_kb);
    EXPECT_LT(run_pgmeta({"check"}, {.cwd = root}).max_rss_kb, most_memory_kb);
}

TEST(SurviveMemory, ErrorDeepInALargeScriptIsPlacedExactly) {
    auto script = large_script(1'000'000);
    const auto lines = std::count(script.text.begin(), script.text.end(), '\n');
    script.text += "INSERT INTO inserted VALUES ('not a number', 'x');\n";
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("data", script.text, "DROP TABLE inserted, copied;\n")
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    // Two lines of heading stand above the script.
    EXPECT_THAT(result.err,
                testing::HasSubstr(fmt::format("packages/a/deploy/data.sql:{}:30\n", lines + 3)));
    EXPECT_FALSE(has_table(database, "inserted"));
}

TEST(SurviveMemory, BadCopyDataNamesTheCopyAndItsLine) {
    const TempDir dir;
    const auto root = WorkspaceBuilder{dir.path()}
                          .package("a")
                          .change("data",
                                  "CREATE TABLE copied (id int, t text);\n"
                                  "COPY copied FROM STDIN;\n1\tone\ntwo\ttwo\n\\.\n",
                                  "DROP TABLE copied;\n")
                          .write();
    TestDatabase database;
    const auto result = deploy_in(root, database.url());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, testing::AllOf(testing::HasSubstr("packages/a/deploy/data.sql:4:1"),
                                           testing::HasSubstr("SQLSTATE: 22P02"),
                                           testing::HasSubstr("COPY copied, line 2, column id")));
    EXPECT_FALSE(has_table(database, "copied"));
}

}  // namespace
}  // namespace pgmeta::test
