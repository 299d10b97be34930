// SPDX-License-Identifier: MIT
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

// A token is shown to whoever asks for it on purpose, and to nobody else.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Credentials : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_EQ(pgmeta({"deploy", "--package", "spaces", "--yes"}).exit_code, 0);
        db.query(
            "INSERT INTO auth.organizations (id, name, metadata)"
            " VALUES ('org_1', 'Chess', '{\"type\": \"club\"}')");
        const auto put =
            pgmeta({"credentials", "put", "--space", "org_1", "--provider", "linkedin"},
                   {.stdin_text = "access-token-123\n"});
        ASSERT_EQ(put.exit_code, 0) << put.err;
    }

    ProcessResult pgmeta(std::vector<std::string> arguments, ProcessOptions options = {}) const {
        arguments.insert(arguments.end(), {"--target", db.url()});
        options.env.emplace("PGMETA_KEK", kek);
        options.cwd = source_dir();
        return run_pgmeta(arguments, options);
    }

    ProcessResult get(std::vector<std::string> more, bool terminal) const {
        std::vector<std::string> arguments{"credentials", "get",        "--space",
                                           "org_1",       "--provider", "linkedin"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return pgmeta(arguments, {.pty = terminal});
    }

    const std::string kek = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    const std::string next = "AgIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    TestDatabase db;
};

TEST_F(Credentials, AreShownOnATerminalOnlyWhenRevealed) {
    const auto refused = get({}, true);
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_THAT(refused.out, HasSubstr("secret-on-terminal"));
    EXPECT_THAT(refused.out, Not(HasSubstr("access-token-123")));
    EXPECT_THAT(get({"--reveal"}, true).out, HasSubstr("access-token-123"));
    EXPECT_EQ(get({}, false).out, "access-token-123\n");
}

TEST_F(Credentials, AreNotShownWhenTheyAreTypedOnATerminal) {
    const auto put = [&](const std::string& typed) {
        std::vector<std::string> words{"credentials", "put",      "--space",  "org_1",
                                       "--provider",  "linkedin", "--target", db.url()};
        ProcessOptions options{.env = {{"PGMETA_KEK", kek}}, .pty = true};
        options.cwd = source_dir();
        Process process{pgmeta_argv(words), options};
        EXPECT_TRUE(process.wait_for("Access token: "));
        process.write(typed + "\n");
        return process.wait();
    };
    const auto done = put("typed-token-789");
    EXPECT_EQ(done.exit_code, 0) << done.out;
    EXPECT_THAT(done.out, Not(HasSubstr("typed-token-789")));
    EXPECT_EQ(get({}, false).out, "typed-token-789\n");
    const auto nothing = put("");
    EXPECT_EQ(nothing.exit_code, 2);
    EXPECT_THAT(nothing.out, HasSubstr("error[credential-missing]"));
    const auto cut = put(std::string(5000, 'x'));
    EXPECT_EQ(cut.exit_code, 2);
    EXPECT_THAT(cut.out, HasSubstr("error[credential-too-long]"));
    EXPECT_EQ(get({}, false).out, "typed-token-789\n");
}

TEST_F(Credentials, AreNeitherStoredNorLoggedInTheClear) {
    db.query("ALTER DATABASE \"" + db.name() + "\" SET log_statement = 'all'");
    const auto mark = server_log_mark();
    pgmeta({"credentials", "put", "--space", "org_1", "--provider", "github", "--verbose"},
           {.stdin_text = "another-token-456\n"});
    EXPECT_THAT(server_log_since(mark), HasSubstr("INSERT INTO spaces.credentials"));
    EXPECT_THAT(server_log_since(mark), Not(HasSubstr("another-token-456")));
    EXPECT_EQ(
        db.value("SELECT count(*) FROM spaces.credentials AS c WHERE c::text LIKE '%token-%'"),
        "0");
}

TEST_F(Credentials, MoveToANewKeyAndNeedTheOldOneNoMore) {
    const ProcessOptions both{.env = {{"PGMETA_KEKS", "new:" + next + " env-v1:" + kek}}};
    const ProcessOptions only{.env = {{"PGMETA_KEKS", "new:" + next}}};
    const auto early = pgmeta({"credentials", "rotate"}, only);
    EXPECT_EQ(early.exit_code, 4);
    EXPECT_THAT(early.err, HasSubstr("error[kek-unknown]"));
    const auto rotated = pgmeta({"credentials", "rotate"}, both);
    EXPECT_THAT(rotated.out, HasSubstr("1 credential encrypted again with key new."));
    EXPECT_THAT(pgmeta({"credentials", "rotate"}, both).out, HasSubstr("0 credentials"));
    const std::vector<std::string> get_it{"credentials", "get",        "--space",
                                          "org_1",       "--provider", "linkedin"};
    EXPECT_EQ(pgmeta(get_it, only).out, "access-token-123\n");
    EXPECT_THAT(pgmeta(get_it).err, HasSubstr("error[kek-unknown]"));
    for (const auto& text : {early.out + early.err, rotated.out + rotated.err}) {
        EXPECT_THAT(text, Not(HasSubstr("access-token-123")));
        EXPECT_THAT(text, Not(HasSubstr(next)));
        EXPECT_THAT(text, Not(HasSubstr(kek)));
    }
}

TEST_F(Credentials, AreListedWithoutTheirTokensAndGoneWhenDeleted) {
    for (const auto& more : std::vector<std::vector<std::string>>{{}, {"--json"}}) {
        std::vector<std::string> words{"credentials", "list", "--space", "org_1"};
        words.insert(words.end(), more.begin(), more.end());
        const auto listed = pgmeta(words);
        EXPECT_THAT(listed.out, HasSubstr("linkedin"));
        EXPECT_THAT(listed.out + listed.err, Not(HasSubstr("access-token-123")));
    }
    const auto deleted =
        pgmeta({"credentials", "delete", "--space", "org_1", "--provider", "linkedin", "--yes"});
    EXPECT_EQ(deleted.exit_code, 0);
    EXPECT_EQ(db.value("SELECT count(*) FROM spaces.credentials"), "0");
}

TEST_F(Credentials, AreUnknownWhereThereAreNone) {
    const auto none = get({"--refresh", "--json"}, false);
    EXPECT_EQ(none.exit_code, 2);
    EXPECT_THAT(none.out, HasSubstr("\"credential-unknown\""));
}

}  // namespace
}  // namespace pgmeta::test
