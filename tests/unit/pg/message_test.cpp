// SPDX-License-Identifier: MIT
#include "pgmeta/pg/message.hpp"

#include <gtest/gtest.h>

namespace pgmeta::pg {
namespace {

TEST(Message, BeginsWithOneSilentStatementOfItsOwn) {
    const Message message;
    EXPECT_TRUE(message.empty());
    EXPECT_EQ(message.statements(), 1U);
    ASSERT_EQ(message.parts().size(), 1U);
    EXPECT_TRUE(message.parts()[0].own);
}

TEST(Message, EndsAScriptSoThatItsLastCommentSwallowsNothing) {
    Message message;
    message.add_script(1, "SELECT 1 -- done", 0, 0, 1);
    message.add_own(1, "SELECT 2");
    EXPECT_NE(message.text().find("SELECT 1 -- done\n;SELECT 2;"), std::string::npos);
}

TEST(Message, FindsThePartThatHoldsAStatement) {
    Message message;
    message.add_script(7, "a; b; c", 0, 0, 3);  // statements 1 to 3
    message.add_own(7, "d;e", 2);               // 4 and 5
    EXPECT_EQ(message.part_of_statement(0), 0U);
    EXPECT_EQ(message.part_of_statement(1), 1U);
    EXPECT_EQ(message.part_of_statement(3), 1U);
    EXPECT_EQ(message.part_of_statement(4), 2U);
    EXPECT_EQ(message.part_of_statement(5), 2U);
}

TEST(Message, BlamesThePartThatHasAStatementNotAnEmptyOne) {
    Message message;
    message.add_own(1, "", 0);
    message.add_script(1, "SELECT 1", 0, 0, 1);
    EXPECT_EQ(message.part_of_statement(1), 2U);
}

TEST(Message, GivesTheLastPartThatHasStatementsPastTheEnd) {
    Message message;
    message.add_script(1, "SELECT 1", 0, 0, 1);
    message.add_own(1, "", 0);
    EXPECT_EQ(message.part_of_statement(9), 1U);
}

TEST(Message, RemembersWhereAPartStandsInItsScript) {
    Message message;
    message.add_script(3, "COPY t FROM STDIN", 40, 5, 1);
    const auto& part = message.parts().back();
    EXPECT_EQ(part.owner, 3U);
    EXPECT_FALSE(part.own);
    EXPECT_EQ(part.source_offset, 40U);
    EXPECT_EQ(part.first_statement, 5U);
    EXPECT_EQ(message.text().substr(part.begin, part.end - part.begin), "COPY t FROM STDIN");
}

TEST(Message, KeepsCopyDataByTheStatementThatWantsIt) {
    Message message;
    message.add_script(1, "SELECT 1; COPY t FROM STDIN", 0, 0, 2);
    message.add_copy_data("1\n");
    message.add_script(1, "COPY u FROM STDIN", 40, 2, 1);
    message.add_copy_data("2\n");
    ASSERT_EQ(message.copy_data().size(), 2U);
    EXPECT_EQ(message.copy_data()[0].statement, 2U);
    EXPECT_EQ(message.copy_data()[1].statement, 3U);
    EXPECT_EQ(message.copy_data()[1].data, "2\n");
}

}  // namespace
}  // namespace pgmeta::pg
