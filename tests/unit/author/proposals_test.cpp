// SPDX-License-Identifier: MIT
#include "pgmeta/author/proposals.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>

namespace pgmeta::author {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

class ProposalsTest : public testing::Test {
protected:
    void SetUp() override {
        test::WorkspaceBuilder{dir_.path()}
            .package("a")
            .change("bare", "CREATE TABLE bare (id int);", "-- Revert: bare\n\n-- Mind the gap.\n")
            .change("real", "CREATE TABLE r (id int);", "DROP TABLE r;", "SELECT id FROM r;")
            .change("hollow", "-- nothing yet", "-- nothing")
            .write();
        std::filesystem::remove(dir_ / "packages/a/verify/bare.sql");
    }

    [[nodiscard]] workspace::Workspace load() const {
        Diagnostics problems;
        return workspace::load(dir_.path(), problems);
    }

    [[nodiscard]] std::string text(const std::string& file) const {
        return read_file(dir_ / ("packages/a/" + file));
    }

    std::vector<Diagnostic> propose(ChangeSeed& seed) const {
        const auto workspace = load();
        return propose_scripts(workspace.get("a"), seed, "new.sql");
    }

    Regenerated regenerate(const std::vector<std::size_t>& changes,
                           RegenOptions options = {}) const {
        const auto workspace = load();
        return author::regenerate(workspace.get("a"), changes, options);
    }

    test::TempDir dir_;
};

TEST_F(ProposalsTest, AddFromAScriptWritesAllThree) {
    const auto workspace = load();
    ChangeSeed seed{{"new", {"real"}, {}, {"2026-02-03T04:05:06Z", "Ada", "a@b"}},
                    "CREATE TABLE n (id int);\nINSERT INTO n VALUES (1);\n",
                    {},
                    {}};
    const auto doubts = propose_scripts(workspace.get("a"), seed, "new.sql");
    ASSERT_EQ(doubts.size(), 1U);
    EXPECT_EQ(doubts.front().id, "not-derived");
    EXPECT_EQ(doubts.front().where.line, 5);
    EXPECT_THAT(doubts.front().where.file, EndsWith("deploy/new.sql"));
    EXPECT_THAT(doubts.front().hints.front(), HasSubstr("verify/new.sql: until"));
    add_change(workspace, workspace.get("a"), seed).commit();
    EXPECT_EQ(text("deploy/new.sql"),
              "-- Deploy: new\n-- requires: real\n\nCREATE TABLE n (id int);\nINSERT INTO n VALUES "
              "(1);\n");
    EXPECT_EQ(text("revert/new.sql"), "-- Revert: new\n\nDROP TABLE n;\n");
    EXPECT_THAT(text("verify/new.sql"), HasSubstr("NOT DERIVED, line 5 of the deploy script"));
    EXPECT_THAT(text("verify/new.sql"),
                HasSubstr("-- Verify: new\n\nSELECT id FROM n WHERE false;\n"));
}

TEST_F(ProposalsTest, AddRefusesScriptsThatNothingCouldRun) {
    ChangeSeed empty{{"new", {}, {}, {}}, "-- nothing\n", {}, {}};
    EXPECT_FAILS("script-empty", Fault::usage, propose(empty));
    ChangeSeed open{{"new", {}, {}, {}}, "SELECT 'open", {}, {}};
    EXPECT_FAILS("unclosed-quote", Fault::usage, propose(open));
}

TEST_F(ProposalsTest, RegenFillsWhatIsMissingOrSaysNothing) {
    const auto result = regenerate({0, 1, 2});
    EXPECT_THAT(result.kept, ElementsAre(EndsWith("revert/real.sql"), EndsWith("verify/real.sql")));
    ASSERT_EQ(result.doubts.size(), 1U);
    EXPECT_EQ(result.doubts.front().id, "script-empty");
    const auto revert = text("revert/bare.sql");
    for (std::size_t failing = 0; failing < result.edit.files().size(); ++failing) {
        EXPECT_ANY_THROW(result.edit.commit([&](std::size_t step) {
            if (step == failing) throw std::runtime_error{"disk full"};
        }));
        EXPECT_EQ(text("revert/bare.sql"), revert);
        EXPECT_FALSE(std::filesystem::exists(dir_ / "packages/a/verify/bare.sql"));
    }
    result.edit.commit();
    EXPECT_EQ(text("revert/bare.sql"), revert + "DROP TABLE bare;\n");
    EXPECT_EQ(text("verify/bare.sql"), "-- Verify: bare\n\nSELECT id FROM bare WHERE false;\n");
    EXPECT_EQ(text("revert/real.sql"), text("revert/real.sql"));
    EXPECT_TRUE(regenerate({0, 1}).edit.empty());
}

TEST_F(ProposalsTest, AddSaysWhereItsFileIsWrong) {
    ChangeSeed open{{"new", {}, {}, {}}, "SELECT 1;\nSELECT (2;\n", {}, {}};
    try {
        propose(open);
        FAIL() << "expected a refusal";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "unclosed-parenthesis");
        EXPECT_EQ(to_string(error.where()), "new.sql:2:8");
    }
}

TEST_F(ProposalsTest, RegenKeepsCommentsWhateverTheyHold) {
    test::write_file(
        dir_ / "packages/a/revert/bare.sql",
        "-- Revert a:bare from pg\n\nBEGIN;\n\n-- First this; then that.\n\nCOMMIT;\n");
    regenerate({0}).edit.commit();
    EXPECT_EQ(text("revert/bare.sql"),
              "-- Revert a:bare from pg\n\n\n-- First this; then that.\n\nDROP TABLE bare;\n");
}

TEST_F(ProposalsTest, RegenDerivesNothingFromWhatCannotBeDeployed) {
    test::write_file(dir_ / "packages/a/deploy/hollow.sql", "CREATE TABLE t (id int;\n");
    const auto result = regenerate({2});
    EXPECT_TRUE(result.edit.empty());
    ASSERT_EQ(result.doubts.size(), 1U);
    EXPECT_EQ(result.doubts.front().id, "unclosed-parenthesis");
    EXPECT_THAT(to_string(result.doubts.front().where), EndsWith("deploy/hollow.sql:1:16"));
}

TEST_F(ProposalsTest, RegenOverwritesOnlyWhenForced) {
    EXPECT_TRUE(regenerate({1}).edit.empty());
    RegenOptions options;
    options.force = true;
    options.revert = false;
    const auto result = regenerate({1}, options);
    EXPECT_THAT(result.kept, IsEmpty());
    ASSERT_EQ(result.edit.files().size(), 1U);
    result.edit.commit();
    EXPECT_EQ(text("verify/real.sql"), "-- Verify: real\n\nSELECT id FROM r WHERE false;\n");
}

}  // namespace
}  // namespace pgmeta::author
