// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Transcripts: commands and what they print, in a file of their own or in a document.
//
//     # deploying twice is a no-op
//     $ pgmeta deploy
//     2 changes deployed in <duration>
//     $ pgmeta deploy --to nowhere
//     ! error[change-unknown]: …
//     [exit 2]
//
// `$ ` begins a command, `> ` continues it, `# ` is a comment. What follows a command is what it is
// expected to print: stdout, then stderr with `! ` before each line, then `[exit N]` unless N is 0.
// A line of output that begins like one of these has a backslash before it. `<duration>` and other
// named patterns stand for what differs from run to run.
//
// In a document the blocks fenced as ```console are read in the same way, except that stderr is not
// told from stdout, and a line `...` stands for any number of lines.

namespace pgmeta::test {

enum class TranscriptKind { transcript, markdown };

/// A command and where its expected output stands.
struct Step {
    std::string command;
    std::size_t line = 0;   ///< 0-based, of the command
    std::size_t begin = 0;  ///< first line of the expected output
    std::size_t end = 0;    ///< one past its last line
};

/// What a command did.
struct Observed {
    std::string out;
    std::string err;  ///< empty for markdown, where out holds both
    int exit_code = 0;
};

class Transcript {
public:
    Transcript(std::string_view text, TranscriptKind kind);

    [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

    /// The expected lines of a step.
    [[nodiscard]] std::vector<std::string> expected(const Step& step) const;

    /// True when the lines are what the step expects.
    [[nodiscard]] bool matches(const Step& step, const std::vector<std::string>& actual) const;

    /// The file's text with these lines as the expected output of the steps that do not match;
    /// expected lines with patterns stay where they match.
    [[nodiscard]] std::string updated(const std::vector<std::vector<std::string>>& actual) const;

private:
    void parse_markdown();
    void parse_steps(std::size_t begin, std::size_t end);

    TranscriptKind kind_;
    std::vector<std::string> lines_;
    std::vector<Step> steps_;
};

/// The observed output as a transcript spells it.
std::vector<std::string> transcript_lines(const Observed& observed);

/// True when `actual` is the expected line, named patterns included.
bool line_matches(std::string_view expected, std::string_view actual);

}  // namespace pgmeta::test
