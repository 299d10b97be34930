// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgmeta {

namespace {

const std::vector<std::string> commands{"deploy", "revert", "verify", "status"};

LineColumn at(int line, int column) {
    return {line, column};
}

}  // namespace

bool operator==(const LineColumn& a, const LineColumn& b) {
    return a.line == b.line && a.column == b.column;
}

void PrintTo(const LineColumn& place, std::ostream* out) {
    *out << place.line << ":" << place.column;
}

TEST(Nearest, FindsTheWordMeant) {
    EXPECT_EQ(nearest("deplyo", commands), "deploy");
    EXPECT_EQ(nearest("rever", commands), "revert");
    EXPECT_EQ(nearest("statuss", commands), "status");
    EXPECT_EQ(nearest("verify", commands), "verify");
}

TEST(Nearest, FindsNothingInFarWords) {
    EXPECT_EQ(nearest("install", commands), "");
    EXPECT_EQ(nearest("x", commands), "");
    EXPECT_EQ(nearest("", commands), "");
    EXPECT_EQ(nearest("deploy", {}), "");
}

TEST(Nearest, PrefersTheNearerOfTwo) {
    const std::vector<std::string> names{"users", "user", "use"};
    EXPECT_EQ(nearest("usr", names), "user");
}

TEST(DidYouMean, AsksOnlyWhenSomethingIsNear) {
    EXPECT_EQ(did_you_mean("deplyo", commands), "did you mean `deploy`?");
    EXPECT_EQ(did_you_mean("install", commands), "");
}

TEST(Utf8Length, CountsCharacters) {
    EXPECT_EQ(utf8_length(""), 0U);
    EXPECT_EQ(utf8_length("aé€😀"), 4U);
}

TEST(Utf8Offset, FindsTheByteOfACharacter) {
    const std::string text = "aé€😀b";
    EXPECT_EQ(utf8_offset(text, 0), 0U);
    EXPECT_EQ(utf8_offset(text, 2), 3U);
    EXPECT_EQ(utf8_offset(text, 4), 10U);
    EXPECT_EQ(utf8_offset(text, 5), text.size());
    EXPECT_EQ(utf8_offset(text, 99), text.size());
    EXPECT_EQ(utf8_offset("", 0), 0U);
}

TEST(IsUtf8, AcceptsWellFormedText) {
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8("plain text that is longer than eight bytes"));
    EXPECT_TRUE(
        is_utf8("é€😀 \xC2\x80 \xE0\xA0\x80 \xED\x9F\xBF \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF"));
}

TEST(IsUtf8, RefusesWhatTheStandardForbids) {
    EXPECT_FALSE(is_utf8("\x80")) << "continuation alone";
    EXPECT_FALSE(is_utf8("12345678\xFF")) << "no lead byte";
    EXPECT_FALSE(is_utf8("\xC3")) << "cut short";
    EXPECT_FALSE(is_utf8("\xE2\x82")) << "cut short";
    EXPECT_FALSE(is_utf8("\xC3(")) << "lead without continuation";
    EXPECT_FALSE(is_utf8("\xF0\x9F\x98(")) << "third continuation missing";
    EXPECT_FALSE(is_utf8("\xC0\x80")) << "overlong";
    EXPECT_FALSE(is_utf8("\xE0\x9F\xBF")) << "overlong";
    EXPECT_FALSE(is_utf8("\xF0\x8F\xBF\xBF")) << "overlong";
    EXPECT_FALSE(is_utf8("\xED\xA0\x80")) << "surrogate";
    EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80")) << "past the last code point";
}

TEST(LineColumn, CountsLinesAndCharactersFromOne) {
    const std::string text = "ab\né€x\r\ny";
    EXPECT_EQ(line_column(text, 0), at(1, 1));
    EXPECT_EQ(line_column(text, 2), at(1, 3));
    EXPECT_EQ(line_column(text, 3), at(2, 1));
    EXPECT_EQ(line_column(text, 8), at(2, 3));
    EXPECT_EQ(line_column(text, 11), at(3, 1));
}

TEST(LineColumn, StaysInsideTheText) {
    EXPECT_EQ(line_column("", 5), at(1, 1));
    EXPECT_EQ(line_column("a\n", 99), at(2, 1));
}

TEST(LineAt, GivesTheLineWithoutItsEnd) {
    const std::string text = "one\r\ntwo\n\nthree";
    EXPECT_EQ(line_at(text, 0), "one");
    EXPECT_EQ(line_at(text, 4), "one") << "the line feed belongs to the line it ends";
    EXPECT_EQ(line_at(text, 5), "two");
    EXPECT_EQ(line_at(text, 9), "");
    EXPECT_EQ(line_at(text, 12), "three");
    EXPECT_EQ(line_at(text, 99), "three");
    EXPECT_EQ(line_at("", 0), "");
}

TEST(CountOf, SpellsSingularAndPlural) {
    EXPECT_EQ(count_of(0, "change"), "0 changes");
    EXPECT_EQ(count_of(1, "change"), "1 change");
    EXPECT_EQ(count_of(2, "change"), "2 changes");
    EXPECT_EQ(count_of(2, "dependency", "dependencies"), "2 dependencies");
}

TEST(Join, PutsSeparatorsBetween) {
    EXPECT_EQ(join({}, ", "), "");
    EXPECT_EQ(join(std::vector<std::string>{"a"}, ", "), "a");
    EXPECT_EQ(join(std::vector<std::string>{"a", "", "c"}, ", "), "a, , c");
}

TEST(Trim, TakesWhiteSpaceOffBothEnds) {
    EXPECT_EQ(trim(" \t\r\n\f\va b\n "), "a b");
    EXPECT_EQ(trim(" \n"), "");
    EXPECT_EQ(trim(""), "");
}

}  // namespace pgmeta
