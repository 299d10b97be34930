// SPDX-License-Identifier: MIT
#include "pgmeta_test/transcript.hpp"

#include <gmock/gmock.h>

namespace pgmeta::test {
namespace {

using testing::ElementsAre;

constexpr std::string_view sample =
    "# a comment\n"
    "$ echo one\n"
    "one\n"
    "\n"
    "# another\n"
    "$ cat <<X\n"
    "> two\n"
    "> X\n"
    "took <duration>\n"
    "! note\n"
    "[exit 3]\n";

TEST(Transcript, ReadsCommandsAndWhatTheyPrint) {
    const Transcript transcript{sample, TranscriptKind::transcript};
    ASSERT_EQ(transcript.steps().size(), 2U);
    EXPECT_EQ(transcript.steps()[1].command, "cat <<X\ntwo\nX");
    EXPECT_THAT(transcript.expected(transcript.steps()[0]), ElementsAre("one"));
    EXPECT_THAT(transcript.expected(transcript.steps()[1]),
                ElementsAre("took <duration>", "! note", "[exit 3]"));
}

TEST(Transcript, SpellsStreamsAndExitCode) {
    EXPECT_THAT(transcript_lines({.out = "a  \n$ b\n", .err = "c\n", .exit_code = 2}),
                ElementsAre("a", "\\$ b", "! c", "[exit 2]"));
}

TEST(Transcript, PatternsStandForOneThingEach) {
    EXPECT_TRUE(line_matches("done in <duration> (pid <pid>)", "done in 1.25 s (pid 42)"));
    EXPECT_TRUE(line_matches("at <time>: <sha>", "at 2024-01-01 10:00:00+00: 0123abcd"));
    EXPECT_TRUE(line_matches("data in <path>", "data in /var/lib/x/data"));
    EXPECT_FALSE(line_matches("done in <duration>", "done in a while"));
    EXPECT_FALSE(line_matches("a.c (1+1)", "abc (1+1)"));
    EXPECT_FALSE(line_matches("done", "done and more"));
}

TEST(Transcript, SeesMissingAndAddedLines) {
    const Transcript transcript{sample, TranscriptKind::transcript};
    const auto& step = transcript.steps()[1];
    EXPECT_TRUE(transcript.matches(step, {"took 3 ms", "! note", "[exit 3]"}));
    EXPECT_FALSE(transcript.matches(step, {"took 3 ms", "! note"}));
    EXPECT_FALSE(transcript.matches(step, {"took 3 ms", "more", "! note", "[exit 3]"}));
}

TEST(Transcript, UpdateKeepsPatternsThatStillMatch) {
    const Transcript transcript{sample, TranscriptKind::transcript};
    EXPECT_EQ(transcript.updated({{"one"}, {"new", "took 4 ms"}}),
              "# a comment\n$ echo one\none\n\n# another\n$ cat <<X\n> two\n> X\n"
              "new\ntook <duration>\n");
}

TEST(Transcript, DocumentsRunTheirConsoleBlocksOnly) {
    const Transcript document{
        "Text.\n```sh\n$ no\n```\n```console\n$ yes\nfirst\n...\nlast\n```\n$ no\n",
        TranscriptKind::markdown};
    ASSERT_EQ(document.steps().size(), 1U);
    const auto& step = document.steps()[0];
    EXPECT_EQ(step.command, "yes");
    EXPECT_TRUE(document.matches(step, {"first", "a", "b", "last"}));
    EXPECT_TRUE(document.matches(step, {"first", "last"}));
    EXPECT_FALSE(document.matches(step, {"first", "a"}));
}

}  // namespace
}  // namespace pgmeta::test
