// SPDX-License-Identifier: MIT
#include "pgmeta/base/semver.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta_test/paths.hpp"

#include <gtest/gtest.h>

#include <sstream>

namespace pgmeta {
namespace {

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream{text};
    std::vector<std::string> result;
    for (std::string word; stream >> word;)
        result.push_back(word);
    return result;
}

// tests/golden/semver/ranges.txt says what npm makes of each range.
TEST(VersionRange, ContainsWhatNpmSaysItContains) {
    std::istringstream table{read_file(test::source_dir() / "tests/golden/semver/ranges.txt")};
    std::vector<std::string> versions;
    std::size_t compared = 0;
    for (std::string line; std::getline(table, line);) {
        if (line.starts_with("versions: ")) versions = words_of(line.substr(10));
        if (!line.starts_with('"')) continue;
        const auto close = line.find("\" ->");
        const auto text = line.substr(1, close - 1);
        const auto expected = std::string{trim(std::string_view{line}.substr(close + 4))};
        const auto range = VersionRange::parse(text);
        EXPECT_EQ(range.has_value(), expected != "!") << line;
        ++compared;
        if (!range || expected == "!") continue;
        std::vector<std::string> contained;
        for (const auto& version : versions)
            if (range->contains(*Version::parse(version))) contained.push_back(version);
        EXPECT_EQ(join(contained, " "), expected) << "range `" << text << '`';
        compared += versions.size();
    }
    EXPECT_GT(compared, 5000U);
}

TEST(Version, IsOrderedAsTheTableIs) {
    std::istringstream table{read_file(test::source_dir() / "tests/golden/semver/ranges.txt")};
    std::string line;
    while (std::getline(table, line) && !line.starts_with("versions: ")) {
    }
    const auto versions = words_of(line.substr(10));
    for (std::size_t i = 0; i < versions.size(); ++i)
        for (std::size_t j = 0; j < versions.size(); ++j)
            EXPECT_EQ(*Version::parse(versions[i]) <=> *Version::parse(versions[j]), i <=> j)
                << versions[i] << " and " << versions[j];
}

TEST(Version, ReadsWhatIsAVersionAndNothingElse) {
    EXPECT_EQ(Version::parse("v1.2.3-a.1+build.5")->text(), "1.2.3-a.1");
    EXPECT_EQ(Version::parse(" = 1.2.3 ")->text(), "1.2.3");
    for (const auto* text : {"", "1", "1.2", "1.2.x", "1.2.3.4", "01.2.3", "1.2.3-", "1.2.3-01",
                             "a", "1.2.3+", "-1.2.3", "1.2.99999999999999999999"})
        EXPECT_FALSE(Version::parse(text)) << text;
}

}  // namespace
}  // namespace pgmeta
