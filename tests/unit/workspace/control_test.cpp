// SPDX-License-Identifier: MIT
#include "issues.hpp"
#include "pgmeta/workspace/package.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace {

using test::Issues;
using Names = std::vector<std::string>;

struct Read {
    Control control;
    Issues issues;
    bool has_errors = false;
    Names names;
};

Read read(std::string_view text) {
    Diagnostics problems;
    Read result;
    result.control = parse_control("x.control", text, problems);
    result.issues = test::issues(problems);
    result.has_errors = problems.has_errors();
    for (const auto& name : result.control.requirements)
        result.names.push_back(name.name);
    return result;
}

}  // namespace

TEST(Control, ReadsWhatPgpmWrites) {
    const auto result = read(
        "# shop extension\n"
        "comment = 'shop extension'\n"
        "default_version = '0.15.5'\n"
        "module_pathname = '$libdir/shop'\n"
        "requires = 'plpgsql,uuid-ossp,pgpm-verify'\n"
        "relocatable = false\n"
        "superuser = false\n"
        "schema = shop\n"
        "  \n");
    EXPECT_EQ(result.issues, Issues{});
    EXPECT_EQ(result.control.comment, "shop extension");
    EXPECT_EQ(result.control.default_version, "0.15.5");
    EXPECT_EQ(result.control.schema, "shop");
    EXPECT_EQ(result.names, (Names{"plpgsql", "uuid-ossp", "pgpm-verify"}));
}

TEST(Control, RequiresNothingWhenTheListIsEmpty) {
    EXPECT_EQ(read("requires = ''\n").names, Names{});
    EXPECT_EQ(read("requires = '  '\n").names, Names{});
    EXPECT_EQ(read("requires = ''\n").issues, Issues{});
}

TEST(Control, ReadsSpacesDoubleQuotesAndComments) {
    EXPECT_EQ(read("  requires='a , \"b-c\",\"d\"\"e\"'  # all three\n").names,
              (Names{"a", "b-c", "d\"e"}));
}

TEST(Control, ReadsAListWithoutQuotes) {
    EXPECT_EQ(read("requires = a, b # c\n").names, (Names{"a", "b"}));
}

TEST(Control, ReadsAssignmentsWithoutEqualsSignAndKeysInAnyCase) {
    EXPECT_EQ(read("Requires 'a'\r\n").names, Names{"a"});
}

TEST(Control, UnderstandsDoubledAndEscapedQuotes) {
    EXPECT_EQ(read("comment = 'it''s \\'fine\\''\n").control.comment, "it's 'fine'");
}

TEST(Control, IsNotMisledByANumberSignInQuotes) {
    EXPECT_EQ(read("comment = 'issue #7'\n").control.comment, "issue #7");
}

TEST(Control, KnowsWhereEveryNameStands) {
    const auto result = read("comment = 'ü'\nrequires = 'ä, \"b\",c'\n");
    ASSERT_EQ(result.control.requirements.size(), 3U);
    EXPECT_EQ(result.control.requirements[0].line, 2);
    EXPECT_EQ(result.control.requirements[0].column, 13);
    EXPECT_EQ(result.control.requirements[1].column, 16);
    EXPECT_EQ(result.control.requirements[2].column, 20);
}

TEST(Control, ReportsAnEmptyNameInTheList) {
    EXPECT_EQ(read("requires = 'a,,b'\n").issues, Issues{"1:15 control-syntax"});
    EXPECT_EQ(read("requires = 'a,'\n").issues, Issues{"1:15 control-syntax"});
    EXPECT_TRUE(read("requires = 'a,'\n").has_errors);
}

TEST(Control, ReportsAListThatDoesNotEnd) {
    EXPECT_EQ(read("requires = 'a,b\nschema = x\n").issues, Issues{"1:16 control-syntax"});
    EXPECT_TRUE(read("requires = 'a,b\n").has_errors);
    EXPECT_EQ(read("requires = '\"a'\n").issues, Issues{"1:13 control-syntax"});
}

TEST(Control, ReportsANameWithSpaces) {
    EXPECT_EQ(read("requires = 'a b'\n").issues, Issues{"1:13 control-syntax"});
}

TEST(Control, OnlyWarnsOfWhatNobodyReads) {
    const auto result = read("comment = 'it's'\n= x\nrequires = 'a'\n");
    EXPECT_EQ(result.issues, (Issues{"1:15 control-syntax", "2:1 control-syntax"}));
    EXPECT_FALSE(result.has_errors);
    EXPECT_EQ(result.names, Names{"a"});
}

TEST(Control, WarnsOfAMisspelledKey) {
    Diagnostics problems;
    parse_control("x.control", "require = 'a'\n", problems);
    EXPECT_EQ(test::issues(problems), Issues{"1:1 control-unknown-key"});
    EXPECT_THAT(test::only_message(problems), testing::HasSubstr("did you mean `requires`?"));
    EXPECT_FALSE(problems.has_errors());
}

TEST(Control, LetsTheLastOfTwoValuesCountAndWarns) {
    const auto result = read("requires = 'a'\nrequires = 'b'\n");
    EXPECT_EQ(result.names, Names{"b"});
    EXPECT_EQ(result.issues, Issues{"2:1 control-duplicate-key"});
}

TEST(Control, ToleratesAByteOrderMark) {
    EXPECT_EQ(read("\xEF\xBB\xBFrequires = 'a'").names, Names{"a"});
}

}  // namespace pgmeta::workspace
