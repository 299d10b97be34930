// SPDX-License-Identifier: MIT
#include "pgmeta/tenant/backup_codes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace pgmeta::tenant {
namespace {

using testing::MatchesRegex;

constexpr auto legacy = "1635c8525afbae58c37bede3c9440844e9143727cc7c160bed665ec378d8a262";
constexpr auto bcrypt = "$2b$04$abcdefghijklmnopqrstuutJROKt7UOakzPG3ZpWCNjV2GbJk06sW";

TEST(BackupCodes, AreTenUnlessAskedOtherwise) {
    EXPECT_EQ(generate_backup_codes().size(), 10U);
    EXPECT_EQ(generate_backup_codes(3).size(), 3U);
}

TEST(BackupCodes, AreTwoGroupsOfFourAndAllDiffer) {
    const auto codes = generate_backup_codes(100);
    std::set<std::string> seen;
    for (const auto& code : codes) {
        EXPECT_THAT(std::string{code.view()}, MatchesRegex("[A-Z0-9]{4}-[A-Z0-9]{4}"));
        seen.emplace(code.view());
    }
    EXPECT_EQ(seen.size(), 100U);
}

TEST(BackupCodes, UseTheWholeAlphabet) {
    std::set<char> letters;
    for (const auto& code : generate_backup_codes(200))
        letters.insert(code.view().begin(), code.view().end());
    EXPECT_EQ(letters.size(), 37U);  // with the dash
}

TEST(BackupCodes, MatchWhateverTheirCaseAndSeparators) {
    for (const auto* code : {"ABCD-1234", "abcd1234", " abcd 1234 ", "AB-CD-12-34"}) {
        EXPECT_TRUE(matches_backup_code(legacy, code)) << code;
        EXPECT_TRUE(matches_backup_code(bcrypt, code)) << code;
    }
    for (const auto* code : {"ABCD-1235", "", "-"}) {
        EXPECT_FALSE(matches_backup_code(legacy, code)) << code;
        EXPECT_FALSE(matches_backup_code(bcrypt, code)) << code;
    }
}

TEST(BackupCodes, MatchNoTextThatIsNoHash) {
    EXPECT_FALSE(matches_backup_code("", "ABCD-1234"));
    EXPECT_FALSE(matches_backup_code("ABCD1234", "ABCD-1234"));
}

TEST(BackupCodeSet, HashesEachCodeAndNoneIsUsed) {
    const auto codes = generate_backup_codes(2);
    const auto set = backup_code_set(codes, 4);
    ASSERT_EQ(set.codes.size(), 2U);
    EXPECT_TRUE(set.codes[0].hash.starts_with("$2b$04$"));
    EXPECT_EQ(set.codes[0].id.size(), 32U);
    EXPECT_NE(set.codes[0].id, set.codes[1].id);
    EXPECT_FALSE(set.codes[0].used);
    EXPECT_EQ(find_backup_code(set, codes[1].view()), 1U);
}

TEST(BackupCodeSet, DoesNotFindUsedAndOtherCodes) {
    BackupCodeSet set;
    set.codes = {{"a", legacy, true}, {"b", legacy, false}};
    EXPECT_EQ(find_backup_code(set, "ABCD-1234"), 1U);
    EXPECT_EQ(find_backup_code(set, "ZZZZ-9999"), std::nullopt);
    set.codes[1].used = true;
    EXPECT_EQ(find_backup_code(set, "ABCD-1234"), std::nullopt);
}

TEST(BackupCodeSet, SaysWhenItIsTimeForNewCodes) {
    BackupCodeSet set;
    set.codes.assign(4, {"id", legacy, false});
    set.codes[0].used = true;
    EXPECT_EQ(remaining_backup_codes(set), 3U);
    EXPECT_FALSE(should_regenerate_backup_codes(set));
    set.codes[1].used = true;
    EXPECT_TRUE(should_regenerate_backup_codes(set));
    EXPECT_EQ(remaining_backup_codes(std::nullopt), 0U);
    EXPECT_TRUE(should_regenerate_backup_codes(std::nullopt));
}

TEST(BackupCodes, HaveAFormThatIsChecked) {
    EXPECT_TRUE(is_backup_code("ABCD-1234"));
    EXPECT_TRUE(is_backup_code("abcd-1234"));
    for (const auto* text : {"ABCD1234", "ABC-12345", "ABCDE-1234", "ABCD-123", "ABCD-12 4", ""})
        EXPECT_FALSE(is_backup_code(text)) << text;
}

TEST(BackupCodes, AreNumberedForPrinting) {
    const auto lines = numbered_backup_codes(generate_backup_codes(12));
    EXPECT_TRUE(lines.front().view().starts_with("01. "));
    EXPECT_TRUE(lines.back().view().starts_with("12. "));
}

}  // namespace
}  // namespace pgmeta::tenant
