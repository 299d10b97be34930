// SPDX-License-Identifier: MIT
#include "output/help.hpp"

#include "command.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/paths.hpp"
#include "run_cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <set>

// What holds for every command of the table.

namespace {

using pgmeta::cli::Command;
using pgmeta::test::run_cli;
using testing::HasSubstr;
using testing::IsEmpty;

std::string first_word(const Command& command) {
    return std::string{command.name.substr(0, command.name.find(' '))};
}

std::vector<std::string> words_of(const Command& command) {
    std::vector<std::string> result{first_word(command)};
    if (result.front().size() < command.name.size())
        result.emplace_back(command.name.substr(result.front().size() + 1));
    return result;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> result;
    std::istringstream stream{std::string{text}};
    for (std::string line; std::getline(stream, line);)
        result.push_back(line);
    return result;
}

class EveryCommand : public testing::TestWithParam<const Command*> {};

TEST_P(EveryCommand, HasASummaryInOurForm) {
    const auto summary = GetParam()->summary;
    EXPECT_LE(summary.size(), 60U);
    EXPECT_FALSE(summary.ends_with('.'));
    EXPECT_TRUE(std::isupper(static_cast<unsigned char>(summary.front())));
}

TEST_P(EveryCommand, HelpHasUsageAndExamples) {
    auto words = words_of(*GetParam());
    words.emplace_back("--help");
    const auto result = run_cli(words);
    EXPECT_EQ(result.status, 0);
    EXPECT_THAT(result.out, HasSubstr("Usage: pgmeta " + std::string{GetParam()->name}));
    EXPECT_THAT(result.out, HasSubstr("\nExamples\n"));
    EXPECT_THAT(result.err, IsEmpty());
}

TEST_P(EveryCommand, HelpCommandSaysTheSameAsTheOption) {
    auto with_option = words_of(*GetParam());
    with_option.emplace_back("-h");
    auto with_command = words_of(*GetParam());
    with_command.insert(with_command.begin(), "help");
    EXPECT_EQ(run_cli(with_option).out, run_cli(with_command).out);
}

TEST_P(EveryCommand, HelpFitsATerminal) {
    const auto text = pgmeta::cli::help_text(*GetParam());
    // Examples are command lines to copy, which are never broken.
    for (const auto& line : lines_of(text.substr(0, text.find("\nExamples\n"))))
        EXPECT_LE(line.size(), 80U) << line;
}

TEST_P(EveryCommand, ExamplesUseTheCommand) {
    EXPECT_THAT(lines_of(GetParam()->examples), testing::Not(IsEmpty()));
    for (const auto& line : lines_of(GetParam()->examples))
        EXPECT_THAT(line, HasSubstr("pgmeta")) << line;
}

TEST_P(EveryCommand, JsonFieldsAreDocumentedOnePerLine) {
    for (const auto& line : lines_of(GetParam()->json))
        EXPECT_THAT(line, HasSubstr(": ")) << line;
}

// PGMETA_UPDATE=1 writes the pages instead.
TEST_P(EveryCommand, ReferencePageIsUpToDate) {
    const auto word = first_word(*GetParam());
    const auto file = pgmeta::test::source_dir() / "docs/reference/commands" / (word + ".md");
    const auto page = pgmeta::cli::reference_page(word);
    if (std::getenv("PGMETA_UPDATE") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        pgmeta::write_file_atomically(file, page);
    }
    EXPECT_EQ(pgmeta::read_file_if_exists(file).value_or("(no such page)"), page);
}

INSTANTIATE_TEST_SUITE_P(Table,
                         EveryCommand,
                         testing::ValuesIn(pgmeta::cli::command_table().begin(),
                                           pgmeta::cli::command_table().end()),
                         [](const testing::TestParamInfo<const Command*>& tested) {
                             std::string name{tested.param->name};
                             std::replace_if(
                                 name.begin(), name.end(),
                                 [](char c) { return c == ' ' || c == '-'; }, '_');
                             return name;
                         });

TEST(Help, OverviewListsEveryCommand) {
    const auto text = run_cli({"--help"}).out;
    for (const auto* command : pgmeta::cli::command_table())
        EXPECT_THAT(text, HasSubstr("  " + std::string{command->name} + " "));
}

TEST(Help, OfAWordWithSeveralCommandsListsThem) {
    EXPECT_THAT(run_cli({"dev", "--help"}).out, HasSubstr("dev status"));
    EXPECT_EQ(run_cli({"dev", "--help"}).status, 0);
}

TEST(Help, OfWordsThatBeginCommandsOfThreeListsThese) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"spaces", "permissions", "--help"},
          std::vector<std::string>{"help", "spaces", "permissions"}}) {
        const auto result = run_cli(words);
        EXPECT_EQ(result.status, 0);
        EXPECT_THAT(result.out, HasSubstr("spaces permissions explain"));
        EXPECT_THAT(result.out, testing::Not(HasSubstr("credentials")));
    }
}

TEST(Help, OfAnUnknownCommandIsAnError) {
    EXPECT_EQ(run_cli({"help", "delpoy"}).status, 2);
    EXPECT_THAT(run_cli({"help", "delpoy"}).err, HasSubstr("did you mean `deploy`?"));
}

TEST(Reference, HasNoPageOfACommandThatIsGone) {
    std::set<std::string> expected;
    for (const auto* command : pgmeta::cli::command_table())
        expected.insert(first_word(*command) + ".md");
    std::set<std::string> found;
    const auto folder = pgmeta::test::source_dir() / "docs/reference/commands";
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        found.insert(entry.path().filename().string());
    EXPECT_EQ(found, expected);
}

}  // namespace
