// SPDX-License-Identifier: MIT
#include "../../fuzz/sqltext_invariants.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/paths.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <random>

namespace pgmeta::sqltext {

TEST(FuzzReplay, HoldsForEveryInputOfTheCorpus) {
    std::size_t replayed = 0;
    for (const auto& entry : std::filesystem::directory_iterator{pgmeta::test::source_dir() /
                                                                 "tests/fuzz/corpus/sqltext"}) {
        EXPECT_EQ(broken_invariant(read_file(entry.path())), "") << entry.path();
        ++replayed;
    }
    EXPECT_GT(replayed, 10U);
}

TEST(FuzzReplay, HoldsForEveryPrefixOfTheTraps) {
    for (const auto& entry : std::filesystem::directory_iterator{pgmeta::test::source_dir() /
                                                                 "tests/golden/sql/agreement"}) {
        const auto sql = read_file(entry.path());
        for (std::size_t length = 0; length < std::min<std::size_t>(sql.size(), 300); ++length)
            EXPECT_EQ(broken_invariant(std::string_view{sql}.substr(0, length)), "")
                << entry.path() << " cut at " << length;
    }
}

TEST(FuzzReplay, HoldsForRandomPiecesOfSql) {
    constexpr std::array pieces{"begin",       "commit",
                                ";",           "'",
                                "e'",          "\\'",
                                "\"",          "$$",
                                "$a$",         "/*",
                                "*/",          "--",
                                "\n",          " ",
                                "(",           ")",
                                "1",           "atomic",
                                "end",         "case",
                                "select",      "a",
                                "copy",        "t",
                                "from",        "stdin",
                                "\\.",         "\r\n",
                                "\\q",         "create",
                                "table",       "unique",
                                ".",           "as",
                                "function",    "é",
                                "\xFF",        "\\restrict x",
                                "savepoint a", "rollback to a"};
    std::mt19937 random{20240607};
    std::uniform_int_distribution<std::size_t> pick{0, pieces.size() - 1};
    for (int round = 0; round < 2000; ++round) {
        std::string sql;
        for (int i = 0; i < 24; ++i) {
            sql += pieces.at(pick(random));
            if (round % 2 == 0) sql += ' ';
        }
        ASSERT_EQ(broken_invariant(sql), "") << sql;
    }
}

}  // namespace pgmeta::sqltext
