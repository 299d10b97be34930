// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"

#include "pgmeta/sqltext/script.hpp"
#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgmeta::sqltext {

namespace {

struct Pair {
    std::string a;
    std::string b;
};

void PrintTo(const Pair& value, std::ostream* out) {
    *out << test::printable_name(value.a + " or " + value.b);
}

}  // namespace

class SameTokens : public ::testing::TestWithParam<Pair> {};

TEST_P(SameTokens, HaveTheSameDigest) {
    EXPECT_EQ(token_digest(GetParam().a), token_digest(GetParam().b));
}

INSTANTIATE_TEST_SUITE_P(
    TokenDigest,
    SameTokens,
    ::testing::Values(Pair{"select 1;", "-- x\r\nselect\t/* y */ 1 ;\n-- z"},
                      Pair{"select a.b", "select a . b"},
                      Pair{"f(1,2)", "f ( 1 , 2 )"},
                      Pair{"\xEF\xBB\xBFselect 1", "select 1"},
                      Pair{"select 'a'\n'b'", "select 'a' -- x\n\n   'b'"},
                      Pair{"a>=1", "a >= 1"},
                      Pair{"copy t from stdin;\n1\n\\.\nselect 1",
                           "copy  t /**/ from stdin ; -- x\n1\n\\.\n\n select  1"},
                      Pair{"", " -- nothing"}));

class OtherTokens : public ::testing::TestWithParam<Pair> {};

TEST_P(OtherTokens, HaveAnotherDigest) {
    EXPECT_NE(token_digest(GetParam().a), token_digest(GetParam().b));
}

INSTANTIATE_TEST_SUITE_P(
    TokenDigest,
    OtherTokens,
    ::testing::Values(Pair{"a b", "ab"},
                      Pair{"select 1", "select 2"},
                      Pair{"select 1", "SELECT 1"},
                      Pair{"select 1", "select 1;"},
                      Pair{"select 'a  b'", "select 'a b'"},
                      Pair{"select 'a' 'b'", "select 'a'\n'b'"},
                      Pair{"select 'a''b'", "select 'a' 'b'"},
                      Pair{"select 'a' /* \n */ 'b'", "select 'a'\n'b'"},
                      Pair{"select $$ a$$", "select $$a$$"},
                      Pair{"select $$a$$", "select $x$a$x$"},
                      Pair{"select \"a\"", "select a"},
                      Pair{"a >= 1", "a > = 1"},
                      Pair{"u&'a'", "u & 'a'"},
                      Pair{"begin; a; commit;", "a;"},
                      Pair{"copy t from stdin;\n1 2\n\\.\n", "copy t from stdin;\n1  2\n\\.\n"},
                      Pair{"copy t from stdin;\n-- 1\n\\.\n", "copy t from stdin;\n\\.\n"},
                      Pair{"\\restrict a", "\\restrict b"}));

TEST(TokenDigest, IsSha256OverTokensAsDocumented) {
    using namespace std::string_literals;
    EXPECT_EQ(token_digest("select 'a'\n'b'>=1; -- x"),
              sha256_hex("select\0'a'\0\n\0'b'\0>=\0001\0;\0"s));
}

TEST(TokenDigest, CoversTextsLargerThanItsBuffer) {
    const std::string big(200'000, 'x');
    EXPECT_NE(token_digest("select '" + big + "', 1"), token_digest("select '" + big + "', 2"));
    EXPECT_NE(token_digest("select 1, '" + big + "'"), token_digest("select 1, '" + big + "x'"));
}

}  // namespace pgmeta::sqltext
