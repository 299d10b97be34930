// SPDX-License-Identifier: MIT
#include "pgmeta/author/sync.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace pgmeta::author {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;

class SyncTest : public testing::Test {
protected:
    void SetUp() override {
        test::WorkspaceBuilder{dir_.path()}
            .package("base")
            .change("t", "SELECT 1;", "x")
            .package("a")
            .change("one", "SELECT 1;", "x")
            .change("two", "SELECT 2;", "x", {}, {"one"})
            .change("extra", "-- requires: one\n-- requires: two\nSELECT 3;", "x", {}, {"one"})
            .change("fewer", "-- requires: two\nSELECT 4;", "x", {}, {"one", "two"})
            .change("same", "-- requires: a:two\nSELECT 5;", "x", {}, {"two"})
            .change("far", "-- requires: base:t\nSELECT 6;", "x")
            .write();
    }

    [[nodiscard]] Synced sync(SyncFrom from) const {
        Diagnostics problems;
        const auto workspace = workspace::load(dir_.path(), problems);
        return sync_requirements(workspace, {}, from);
    }

    [[nodiscard]] std::string text(const std::string& file) const {
        return read_file(dir_ / ("packages/a/" + file));
    }

    [[nodiscard]] std::string all() const {
        std::string result = text("pgpm.plan") + text("a.control");
        for (const auto* change : {"one", "two", "extra", "fewer", "same", "far"})
            result += text(std::string{"deploy/"} + change + ".sql");
        return result;
    }

    void expect_all_or_none(const Synced& synced) const {
        const auto before = all();
        const auto steps = synced.edit.files().size();
        EXPECT_GT(steps, 1U);
        for (std::size_t failing = 0; failing < steps; ++failing) {
            EXPECT_ANY_THROW(synced.edit.commit([&](std::size_t step) {
                if (step == failing) throw std::runtime_error{"disk full"};
            }));
            EXPECT_EQ(all(), before) << failing;
        }
    }

    test::TempDir dir_;
};

TEST_F(SyncTest, HeadersWriteThePlanAndTheControlFile) {
    const auto scripts = text("deploy/extra.sql") + text("deploy/fewer.sql");
    const auto synced = sync(SyncFrom::headers);
    expect_all_or_none(synced);
    synced.edit.commit();
    const auto plan = text("pgpm.plan");
    EXPECT_THAT(plan, HasSubstr("\nextra [one two] "));
    EXPECT_THAT(plan, HasSubstr("\nfewer [two] "));
    EXPECT_THAT(plan, HasSubstr("\nsame [two] "));
    EXPECT_THAT(plan, HasSubstr("\ntwo [one] "));
    EXPECT_THAT(plan, HasSubstr("\nfar [base:t] "));
    EXPECT_THAT(text("a.control"), HasSubstr("'base'"));
    EXPECT_EQ(text("deploy/extra.sql") + text("deploy/fewer.sql"), scripts);
    EXPECT_TRUE(sync(SyncFrom::headers).edit.empty());
    EXPECT_TRUE(sync(SyncFrom::plan).edit.empty());
}

TEST_F(SyncTest, ThePlanWritesHeaders) {
    const auto plan = text("pgpm.plan");
    const auto silent = text("deploy/two.sql");
    const auto synced = sync(SyncFrom::plan);
    expect_all_or_none(synced);
    synced.edit.commit();
    EXPECT_EQ(text("pgpm.plan"), plan);
    EXPECT_EQ(text("deploy/two.sql"), silent);
    EXPECT_THAT(text("deploy/extra.sql"), HasSubstr("-- requires: one\nSELECT 3;"));
    EXPECT_THAT(text("deploy/fewer.sql"), HasSubstr("-- requires: two\n-- requires: one\nSELECT"));
    EXPECT_THAT(text("deploy/far.sql"), Not(HasSubstr("requires")));
    EXPECT_TRUE(sync(SyncFrom::headers).edit.empty());
}

TEST_F(SyncTest, ShowsTheLinesThatGoAndCome) {
    const auto synced = sync(SyncFrom::plan);
    ASSERT_EQ(synced.differences.size(), 3U);
    EXPECT_THAT(synced.differences.front().lines, ElementsAre("--- requires: two"));
    EXPECT_THAT(synced.differences[1].lines, ElementsAre("+-- requires: one"));
}

TEST_F(SyncTest, HeadersThatNoPlanCanFollowAreRefused) {
    test::write_file(dir_ / "packages/a/deploy/one.sql", "-- requires: nobody\nSELECT 1;");
    EXPECT_FAILS("requirement-unknown", Fault::workspace, sync(SyncFrom::headers));
    test::write_file(dir_ / "packages/a/deploy/one.sql", "-- requires: two\nSELECT 1;");
    EXPECT_FAILS("requirement-later", Fault::workspace, sync(SyncFrom::headers));
    test::write_file(dir_ / "packages/a/deploy/one.sql", "-- requires: base:nobody\nSELECT 1;");
    EXPECT_FAILS("requirement-unknown", Fault::workspace, sync(SyncFrom::headers));
}

TEST_F(SyncTest, ARefusalNamesTheLineOfTheScript) {
    for (const auto* requirement : {"nobody", "base:nobody"}) {
        test::write_file(dir_ / "packages/a/deploy/one.sql",
                         fmt::format("-- Deploy: one\n-- requires: {}\nSELECT 1;", requirement));
        try {
            static_cast<void>(sync(SyncFrom::headers));
            ADD_FAILURE() << "expected a refusal of " << requirement;
        } catch (const Error& error) {
            EXPECT_THAT(to_string(error.where()), EndsWith("deploy/one.sql:2:14"));
        }
    }
}

TEST(DifferingLines, KeepsTheOrderOfBothTexts) {
    EXPECT_THAT(differing_lines("a\nb\nc\n", "a\nx\nc\ny"), ElementsAre("-b", "+x", "+y"));
    EXPECT_THAT(differing_lines("a\nb\n", "b\na\n"), ElementsAre("+b", "-b"));
    EXPECT_THAT(differing_lines("", "a"), ElementsAre("+a"));
    EXPECT_THAT(differing_lines("a\r\n", "a\n"), IsEmpty());
}

}  // namespace
}  // namespace pgmeta::author
