// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace pgmeta::sqltext {

namespace {

std::string id_of_failure(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.id();
    }
    return "no error";
}

}  // namespace

TEST(QuoteIdentifier, AlwaysQuotes) {
    EXPECT_EQ(quote_identifier("users"), R"("users")");
    EXPECT_EQ(quote_identifier("Ünser \"Name\""), R"("Ünser ""Name""")");
}

TEST(QuoteIdentifier, RefusesWhatCannotBeAName) {
    EXPECT_EQ(id_of_failure([] { quote_identifier(""); }), "bad-identifier");
    EXPECT_EQ(id_of_failure([] { quote_identifier({"a\0b", 3}); }), "bad-identifier");
}

TEST(QuoteLiteral, DoublesQuotes) {
    EXPECT_EQ(quote_literal(""), "''");
    EXPECT_EQ(quote_literal("it's $$ \"fine\""), R"('it''s $$ "fine"')");
}

TEST(QuoteLiteral, EscapesBackslashesInAnEscapeString) {
    EXPECT_EQ(quote_literal(R"(a\'b)"), R"(E'a\\''b')");
}

TEST(QuoteLiteral, IsOneTokenWhateverTheText) {
    for (const std::string text : {"\\", "'", "\\'", "a;b", "'; drop table t; --", "\\\\''"}) {
        const auto script = scan("select " + quote_literal(text) + "; select 2");
        EXPECT_EQ(script.statements.size(), 2U) << text;
        EXPECT_EQ(script.end_state, EndState::clean) << text;
    }
}

TEST(QuoteLiteral, RefusesNulBytes) {
    EXPECT_EQ(id_of_failure([] { quote_literal({"a\0b", 3}); }), "bad-literal");
}

}  // namespace pgmeta::sqltext
