// SPDX-License-Identifier: MIT
#include "pgmeta/ledger/array.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::ledger {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ParseArray, ReadsBareAndQuotedElements) {
    EXPECT_THAT(parse_array(R"({text,"a b","c,d","q\"uote","back\\slash",""})"),
                ElementsAre("text", "a b", "c,d", "q\"uote", "back\\slash", ""));
}

TEST(ParseArray, ReadsNoElements) {
    EXPECT_THAT(parse_array("{}"), IsEmpty());
}

TEST(ParseArray, TellsNullFromItsSpelling) {
    EXPECT_THAT(parse_array(R"({NULL,"NULL"})"), ElementsAre("NULL"));
}

TEST(ParseArray, RefusesTextThatEndsEarlyOrLate) {
    for (const auto* text : {"", "{", "{a", "{\"a", "{\"a\\", "{a,}", "{a}b", "a}"})
        EXPECT_FAILS("bad-array", Fault::internal, parse_array(text));
}

TEST(ArrayText, IsReadBackAsItWas) {
    const std::vector<std::string> values{"", "NULL", "a,b", "{x}", "q\"\\", "é", " "};
    EXPECT_EQ(parse_array(array_text(values)), values);
}

}  // namespace
}  // namespace pgmeta::ledger
