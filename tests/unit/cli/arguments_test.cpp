// SPDX-License-Identifier: MIT
#include "command.hpp"
#include "options/normalise.hpp"
#include "pgmeta_test/expect.hpp"
#include "run_cli.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using pgmeta::Error;
using pgmeta::Fault;
using pgmeta::test::run_cli;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Words = std::vector<std::string>;

pgmeta::cli::Normalised normalised(std::string_view command, const Words& words) {
    return pgmeta::cli::normalise(*pgmeta::cli::find_command(command), words);
}

std::vector<std::string> hints_of(std::string_view command, const Words& words) {
    try {
        normalised(command, words);
    } catch (const Error& error) {
        return error.hints();
    }
    return {};
}

TEST(Arguments, CamelCaseAndKebabCaseAreTheSameOption) {
    EXPECT_THAT(normalised("deploy", {"--logOnly", "--log-only", "--allowModified"}).words,
                ElementsAre("--log-only", "--log-only", "--allow-modified"));
}

TEST(Arguments, JoinsAnOptionWithItsValue) {
    EXPECT_THAT(normalised("deploy", {"--to", "@v1", "-t", "dev:", "-dapp"}).words,
                ElementsAre("--to=@v1", "--target=dev:", "--database=app"));
}

TEST(Arguments, TxAloneMeansAllAndLeavesTheNextWordAlone) {
    EXPECT_THAT(normalised("deploy", {"--tx", "my-package"}).words,
                ElementsAre("--tx=all", "my-package"));
}

TEST(Arguments, WaitAloneMeansAMinute) {
    EXPECT_THAT(normalised("status", {"--wait"}).words, ElementsAre("--wait=60s"));
}

TEST(Arguments, TxTrueAndFalseMeanAllAndChange) {
    EXPECT_THAT(normalised("deploy", {"--tx=true"}).words, ElementsAre("--tx=all"));
    EXPECT_THAT(normalised("deploy", {"--tx=false"}).words, ElementsAre("--tx=change"));
}

TEST(Arguments, AFlagJoinedWithFalseIsItsNegation) {
    EXPECT_THAT(normalised("deploy", {"--recursive=false"}).words, ElementsAre("--no-recursive"));
    EXPECT_THAT(normalised("deploy", {"--no-verify=false"}).words, ElementsAre("--verify"));
    EXPECT_THAT(normalised("deploy", {"--dry-run=false"}).words, IsEmpty());
}

TEST(Arguments, RefusesAFlagFollowedByFalse) {
    EXPECT_FAILS("option-value", Fault::usage, normalised("deploy", {"--recursive", "false"}));
    EXPECT_THAT(hints_of("deploy", {"--recursive", "false"}),
                ElementsAre("write `--no-recursive`"));
}

TEST(Arguments, RefusesTxFollowedByAMode) {
    EXPECT_FAILS("option-value", Fault::usage, normalised("deploy", {"--tx", "package"}));
    EXPECT_THAT(hints_of("deploy", {"--tx", "package"}), ElementsAre("write `--tx=package`"));
}

TEST(Arguments, RefusesWaitFollowedByANumber) {
    EXPECT_FAILS("option-value", Fault::usage, normalised("deploy", {"--wait", "30"}));
}

TEST(Arguments, AnOptionDoesNotTakeTheNextOptionAsItsValue) {
    EXPECT_FAILS("option-value", Fault::usage, normalised("revert", {"--to", "--yes"}));
    EXPECT_FAILS("option-value", Fault::usage, normalised("revert", {"--to"}));
}

TEST(Arguments, AnEmptyValueDoesNotTakeTheNextOptionEither) {
    for (const Words& words : {Words{"--database", "", "--yes"}, Words{"--database=", "--yes"}})
        EXPECT_FAILS("option-value", Fault::usage, normalised("deploy", words));
}

TEST(Arguments, AnUnknownOptionGetsASuggestion) {
    EXPECT_FAILS("option-unknown", Fault::usage, normalised("deploy", {"--dryrun"}));
    EXPECT_THAT(hints_of("deploy", {"--dryrun"}), testing::Contains("did you mean `--dry-run`?"));
}

TEST(Arguments, AnUnknownShortOptionIsRefused) {
    EXPECT_FAILS("option-unknown", Fault::usage, normalised("deploy", {"-x"}));
    EXPECT_FAILS("option-unknown", Fault::usage, normalised("deploy", {"-yq"}));
}

TEST(Arguments, WordsAfterTwoDashesAreLeftAlone) {
    EXPECT_THAT(normalised("deploy", {"--yes", "--", "--to"}).words,
                ElementsAre("--yes", "--", "--to"));
}

TEST(Arguments, OptionsOfPgpmWithoutEffectAreSaidSo) {
    const auto result = normalised("deploy", {"--fast", "--cache", "--bundled"});
    EXPECT_THAT(result.words, IsEmpty());
    EXPECT_EQ(result.notes.size(), 3U);
    EXPECT_THAT(result.notes.front(), HasSubstr("--fast"));
}

TEST(Arguments, UsingThePlanIsWhatWeDoAndNotUsingItIsRefused) {
    EXPECT_THAT(normalised("deploy", {"--usePlan"}).notes, IsEmpty());
    EXPECT_FAILS("option-refused", Fault::usage, normalised("deploy", {"--no-usePlan"}));
    EXPECT_FAILS("option-refused", Fault::usage, normalised("deploy", {"--usePlan=false"}));
}

TEST(Arguments, TheEngineIsPostgres) {
    EXPECT_THAT(normalised("deploy", {"--engine", "pg", "--engine=pg"}).words, IsEmpty());
    EXPECT_FAILS("option-refused", Fault::usage, normalised("deploy", {"--engine", "pglite"}));
    EXPECT_FAILS("option-refused", Fault::usage, normalised("deploy", {"--pglite"}));
    EXPECT_FAILS("option-refused", Fault::usage, normalised("deploy", {"--driver=some-package"}));
}

TEST(Arguments, OptionsOfPgpmAreUnknownWhereNoDatabaseIsUsed) {
    EXPECT_FAILS("option-unknown", Fault::usage, normalised("check", {"--fast"}));
}

TEST(Arguments, GlobalOptionsStandBeforeOrAfterTheCommand) {
    EXPECT_EQ(run_cli({"-C", "/nowhere/at/all", "check"}).status, 2);
    EXPECT_THAT(run_cli({"-C", "/nowhere/at/all", "check"}).err, HasSubstr("folder-not-found"));
    EXPECT_THAT(run_cli({"check", "--cwd", "/nowhere/at/all"}).err, HasSubstr("folder-not-found"));
}

TEST(Arguments, OptionsOfACommandBeforeItAreRefused) {
    const auto result = run_cli({"--dry-run", "deploy"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("options of a command stand after it"));
}

TEST(Arguments, AnExtraWordIsRefused) {
    const auto result = run_cli({"check", "auth"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("error[argument-unexpected]"));
}

TEST(Arguments, ANumberIsExpectedWhereOneIsMeant) {
    const auto result = run_cli({"log", "--limit", "many"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("error[option-value]"));
}

TEST(Arguments, SayingAnOptionTwiceIsRefused) {
    EXPECT_EQ(run_cli({"deploy", "--to", "a", "--to", "b"}).status, 2);
}

TEST(Arguments, WithoutACommandIsUsage) {
    EXPECT_EQ(run_cli({}).status, 2);
    EXPECT_THAT(run_cli({}).err, HasSubstr("error[command-missing]"));
}

TEST(Arguments, JsonTellsUsageErrorsToo) {
    const auto result = run_cli({"deploy", "--json", "--nonsense"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.out, HasSubstr("\"id\": \"option-unknown\""));
    EXPECT_THAT(result.out, HasSubstr("\"exit_code\": 2"));
    EXPECT_THAT(result.err, IsEmpty());
}

TEST(Arguments, VersionIsPrintedInEverySpelling) {
    for (const auto* spelling : {"--version", "-V", "-v"}) {
        EXPECT_EQ(run_cli({spelling}).status, 0) << spelling;
        EXPECT_THAT(run_cli({spelling}).out, HasSubstr("pgmeta ")) << spelling;
        EXPECT_THAT(run_cli({"deploy", spelling}).out, HasSubstr("pgmeta ")) << spelling;
    }
}

TEST(Verbs, AnUnknownCommandGetsASuggestion) {
    const auto result = run_cli({"delpoy"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("error[command-unknown]"));
    EXPECT_THAT(result.err, HasSubstr("did you mean `deploy`?"));
}

TEST(Verbs, EveryVerbOfPgpmIsOursOrNamesWhatServesInstead) {
    for (const auto* verb :
         {"analyze", "cache",  "clear",         "docker",        "doctor",    "dump",
          "env",     "export", "extension",     "import",        "kill",      "materialize",
          "remove",  "slice",  "sync-versions", "test-packages", "transform", "tune",
          "up",      "update", "migrate"}) {
        const auto result = run_cli({verb});
        EXPECT_EQ(result.status, 2) << verb;
        EXPECT_THAT(result.err, HasSubstr("error[command-refused]")) << verb;
        EXPECT_THAT(result.err, HasSubstr("instead: ")) << verb;
    }
}

TEST(Verbs, PgpmsWordsForWritingPackagesAreOurs) {
    for (const auto* verb : {"add", "init", "package", "regen", "rename", "tag"})
        EXPECT_THAT(run_cli({verb, "--help"}).out, HasSubstr(std::string{"pgmeta "} + verb));
    EXPECT_THAT(run_cli({"init", "module", "--help"}).out, HasSubstr("pgmeta init package"));
}

TEST(Verbs, MigrateStatusAndBaselineAreOurs) {
    EXPECT_THAT(run_cli({"migrate", "status", "--help"}).out, HasSubstr("pgmeta status"));
    EXPECT_THAT(run_cli({"migrate", "baseline", "--help"}).out, HasSubstr("pgmeta baseline"));
}

TEST(Verbs, OtherMigrateVerbsNameOurs) {
    for (const auto* verb : {"init", "list", "deps"}) {
        const auto result = run_cli({"migrate", verb});
        EXPECT_EQ(result.status, 2) << verb;
        EXPECT_THAT(result.err, HasSubstr("error[command-refused]")) << verb;
    }
}

TEST(Verbs, ACommandOfTwoWordsNeedsBoth) {
    const auto result = run_cli({"dev"});
    EXPECT_EQ(result.status, 2);
    EXPECT_THAT(result.err, HasSubstr("error[command-incomplete]"));
    EXPECT_THAT(run_cli({"dev", "strat"}).err, HasSubstr("did you mean `start`?"));
    EXPECT_THAT(run_cli({"plan"}).err, HasSubstr("one of: move, sync, show"));
}

}  // namespace
