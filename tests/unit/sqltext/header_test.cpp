// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/header.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::sqltext {

namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

auto requirement(const std::string& text, int line, int column) {
    return AllOf(Field("text", &HeaderRequirement::text, text),
                 Field("line", &HeaderRequirement::line, line),
                 Field("column", &HeaderRequirement::column, column));
}

}  // namespace

TEST(HeaderRequirements, AreReadInTheirOrderWithTheirPlaces) {
    EXPECT_THAT(header_requirements("-- Deploy a to pg\n-- made with love\n\n"
                                    "-- requires: schemas/x\n--requires:other:y\n\nbegin;"),
                ElementsAre(requirement("schemas/x", 4, 14), requirement("other:y", 5, 12)));
}

TEST(HeaderRequirements, CountColumnsInCharacters) {
    EXPECT_THAT(header_requirements("--\u00A0\n--  requires:  é/b  \n"),
                ElementsAre(requirement("é/b", 2, 16)));
}

TEST(HeaderRequirements, EndWithTheLeadingComment) {
    EXPECT_THAT(header_requirements("-- requires: a\nselect 1;\n-- requires: b\n"),
                ElementsAre(requirement("a", 1, 14)));
    EXPECT_THAT(header_requirements("/*\n-- requires: a\n*/"), IsEmpty());
    EXPECT_THAT(header_requirements("do $$\n-- requires: a\n$$"), IsEmpty());
}

TEST(HeaderRequirements, TolerateByteOrderMarksAndDosLineEnds) {
    EXPECT_THAT(header_requirements("\xEF\xBB\xBF-- requires: a\r\n\r\n-- requires: b\r\n"),
                ElementsAre(requirement("a", 1, 14), requirement("b", 3, 14)));
}

TEST(HeaderRequirements, LeaveOutOtherComments) {
    EXPECT_THAT(header_requirements("-- requires nothing\n-- Requires: a\n-- requires:\n--"),
                IsEmpty());
    EXPECT_THAT(header_requirements(""), IsEmpty());
}

}  // namespace pgmeta::sqltext
