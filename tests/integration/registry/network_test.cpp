// SPDX-License-Identifier: MIT
#include "installing.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

// Registries that are slow, broken, lying or shy, and what may never be printed.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class NetworkTest : public Installing {
protected:
    /// What the registry shall answer at first when asked for the archive of @x/a 1.0.0.
    void first_answers(const std::string& answers) {
        registry().answer(R"({"answers": {"/-/x-a-1.0.0.tgz": [)" + answers + "]}}");
    }

    static bool comes_true(const std::function<bool()>& condition) {
        for (int i = 0; i < 3000; ++i) {
            if (condition()) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
        }
        return false;
    }

    [[nodiscard]] std::size_t archive_requests() {
        std::size_t result = 0;
        for (const auto& line : registry().requests())
            if (line.find("/-/x-a-1.0.0.tgz") != std::string::npos) ++result;
        return result;
    }

    /// Fails with `id`, and leaves every byte of the workspace as it was.
    void expect_failure(const std::string& id, std::vector<std::string> arguments) {
        const auto before = files_below(root());
        const auto result = install(std::move(arguments));
        EXPECT_EQ(result.exit_code, 1) << result.out;
        EXPECT_THAT(result.err, HasSubstr("error[" + id + "]"));
        EXPECT_EQ(files_below(root()), before);
    }
};

TEST_F(NetworkTest, WhatMayPassIsTriedAgain) {
    publish("@x/a", "1.0.0");
    first_answers(R"({"status": 500}, {"drop": true}, {"cut": 100})");
    const auto result = install({"@x/a"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(archive_requests(), 4U);
    EXPECT_EQ(pgmeta({"check"}).exit_code, 0);
}

TEST_F(NetworkTest, APauseThatTheRegistryAsksForIsMade) {
    publish("@x/a", "1.0.0");
    first_answers(R"({"status": 429, "headers": {"Retry-After": "2"}})");
    const auto result = install({"@x/a"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(archive_requests(), 2U);
    EXPECT_GE(result.seconds, 1.9);
}

TEST_F(NetworkTest, ASlowAnswerIsWaitedFor) {
    publish("@x/a", "1.0.0");
    first_answers(R"({"stall": 1.5})");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    EXPECT_EQ(archive_requests(), 1U);
}

TEST_F(NetworkTest, FailuresThatStayEndItAndLeaveEverythingAsItWas) {
    publish("@x/a", "1.0.0");
    publish("@x/b", "1.0.0");
    EXPECT_EQ(install({"@x/b"}).exit_code, 0);
    first_answers(R"({"status": 503, "always": true})");
    expect_failure("registry-unreachable", {"@x/a"});
    first_answers(R"({"drop": true, "always": true})");
    expect_failure("registry-unreachable", {"@x/a"});
    first_answers(R"({"cut": 100, "always": true})");
    expect_failure("registry-unreachable", {"@x/a"});
    first_answers(R"({"status": 200, "body": "not an archive", "always": true})");
    expect_failure("integrity-mismatch", {"@x/a"});
    registry().answer(
        R"({"answers": {"/@x%2fa": [{"status": 200, "body": "[]", "always": true}]}})");
    expect_failure("registry-answer", {"@x/a"});
    registry().stop();
    expect_failure("registry-unreachable", {"@x/a"});
}

TEST_F(NetworkTest, APackageThatIsNotThereIsSaidToBe) {
    const auto result = install({"@x/none"});
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, AllOf(HasSubstr("error[package-not-found]"), HasSubstr("`@x/none`")));
}

TEST_F(NetworkTest, LyingAboutIntegrityIsFoundOut) {
    publish("@x/a", "1.0.0");
    registry().answer(R"({"dist": {"@x/a@1.0.0": {"integrity": "sha512-AAAA"}}})");
    expect_failure("integrity-mismatch", {"@x/a"});
    registry().answer(R"({"dist": {"@x/a@1.0.0": {"integrity": "sha1-AAAA"}}})");
    expect_failure("integrity-missing", {"@x/a"});
}

TEST_F(NetworkTest, AVersionThatWasPublishedAnewIsNotWhatWasLocked) {
    publish("@x/a", "1.0.0");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    std::filesystem::remove_all(root() / "extensions");
    forget_cache();
    first_answers(R"({"status": 200, "body": "somebody else's", "always": true})");
    expect_failure("integrity-mismatch", {});
    expect_failure("integrity-mismatch", {"--frozen"});
}

TEST_F(NetworkTest, ADamagedCacheIsNotBelieved) {
    publish("@x/a", "1.0.0");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator{dir() / "cache/pgmeta/archives"})
        write_file(entry.path(), "damaged");
    std::filesystem::remove_all(root() / "extensions");
    EXPECT_THAT(install({"--offline"}).err, HasSubstr("error[offline-missing]"));
    EXPECT_EQ(install({}).exit_code, 0);
    EXPECT_EQ(pgmeta({"check"}).exit_code, 0);
}

class TokenTest : public NetworkTest {
protected:
    static constexpr auto secret = "npm_s3cr3tT0k3n";

    void SetUp() override {
        NetworkTest::SetUp();
        registry().publish({"@x/a", "1.0.0"});
        registry().answer(R"({"tokens": {"/private": "npm_s3cr3tT0k3n"}})");
    }

    [[nodiscard]] std::string key() { return registry().host() + "private/:_authToken"; }

    static void expect_silence(const ProcessResult& result) {
        EXPECT_THAT(result.out, Not(HasSubstr(secret)));
        EXPECT_THAT(result.err, Not(HasSubstr(secret)));
    }
};

TEST_F(TokenTest, AScopedRegistryWithATokenFromNpmrcServes) {
    write_file(root() / ".npmrc",
               fmt::format("@x:registry={}private/\n{}=${{TOKEN}}\n", registry().url(), key()));
    const auto result = install({"@x/a", "--verbose"}, {{"TOKEN", secret}});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_silence(result);
    for (const auto& [path, content] : files_below(dir() / "cache"))
        EXPECT_THAT(content, Not(HasSubstr(secret))) << path;
    EXPECT_THAT(read(root() / "pgmeta.lock"), Not(HasSubstr(secret)));
}

TEST_F(TokenTest, VariablesOfNpmServeAndOutrankFiles) {
    write_file(root() / ".npmrc",
               "registry=http://127.0.0.1:1/\n@x:registry=http://127.0.0.1:1/\n");
    const auto result =
        install({"@x/a", "--json"}, {{"npm_config_@x:registry", registry().url() + "private"},
                                     {"npm_config_" + key(), secret}});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_silence(result);
    EXPECT_EQ(pgmeta({"uninstall", "@x/a"}).exit_code, 0);
    forget_cache();
    write_file(root() / ".npmrc", "registry=http://127.0.0.1:1/\n");
    EXPECT_EQ(install({"@x/a"}, {{"NPM_CONFIG_REGISTRY", registry().url()}}).exit_code, 0);
}

TEST_F(TokenTest, NoTokenOrAWrongOneIsSaidWithoutShowingIt) {
    write_file(root() / ".npmrc", fmt::format("@x:registry={}private/\n", registry().url()));
    const auto none = install({"@x/a"});
    EXPECT_EQ(none.exit_code, 1);
    EXPECT_THAT(none.err, AllOf(HasSubstr("error[registry-denied]"),
                                HasSubstr("none is configured"), HasSubstr("_authToken")));
    write_file(root() / ".npmrc", fmt::format("@x:registry={}private/\n{}=npm_s3cr3tT0k3nWrong\n",
                                              registry().url(), key()));
    const std::vector<std::vector<std::string>> ways{
        {"install", "@x/a"},           {"install", "@x/a", "--verbose"},
        {"install", "@x/a", "--json"}, {"info", "@x/a", "--verbose"},
        {"info", "@x/a", "--json"},    {"config"},
        {"config", "--json"}};
    for (const auto& way : ways)
        expect_silence(pgmeta(way));
    EXPECT_THAT(install({"@x/a"}).err, HasSubstr("does not accept the token"));
    write_file(root() / ".npmrc",
               fmt::format("@x:registry=http://user:{}@127.0.0.1:1/?token={}\n", secret, secret));
    for (const auto& way : ways)
        expect_silence(pgmeta(way));
}

TEST_F(TokenTest, ARedirectToAnotherHostDoesNotGetTheToken) {
    Registry other{dir() / "other"};
    other.publish({"@x/a", "1.0.0"});
    const auto there = "http://localhost" + other.url().substr(other.url().rfind(':'));
    std::filesystem::copy_file(dir() / "registry/x-a-1.0.0.tgz", dir() / "other/x-a-1.0.0.tgz",
                               std::filesystem::copy_options::overwrite_existing);
    registry().answer(fmt::format(
        R"({{"tokens": {{"/private": "{}"}},
             "answers": {{"/private/-/x-a-1.0.0.tgz": [{{"redirect": "{}-/x-a-1.0.0.tgz"}}]}}}})",
        secret, there));
    write_file(root() / ".npmrc",
               fmt::format("@x:registry={}private/\n{}={}\n", registry().url(), key(), secret));
    const auto result = install({"@x/a"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    expect_silence(result);
    const auto requests = other.requests();
    EXPECT_THAT(requests, SizeIs(1));
    EXPECT_THAT(requests, Each(Not(HasSubstr(secret))));
}

TEST_F(NetworkTest, AProxyIsAskedUnlessTheHostIsExcepted) {
    publish("@x/a", "1.0.0");
    write_file(root() / ".npmrc",
               fmt::format("registry=http://npm.example.com/\nproxy={}\n", registry().url()));
    const auto through = install({"@x/a"});
    EXPECT_EQ(through.exit_code, 0) << through.err;
    EXPECT_THAT(registry().requests(), Each(HasSubstr("\"proxied\": true")));
    forget_cache();
    fresh_workspace();
    write_file(root() / ".npmrc", fmt::format("registry={}\nproxy=http://127.0.0.1:1/\n"
                                              "noproxy=example.com,127.0.0.1\n",
                                              registry().url()));
    const auto direct = install({"@x/a"});
    EXPECT_EQ(direct.exit_code, 0) << direct.err;
}

TEST_F(NetworkTest, NpmIsAskedForItsRegistryWhenNothingNamesOne) {
    publish("@x/a", "1.0.0");
    std::filesystem::remove(root() / ".npmrc");
    const auto bin = dir() / "bin";
    const auto nothing = install({"@x/a"}, {{"PATH", bin.string()}});
    EXPECT_EQ(nothing.exit_code, 2);
    EXPECT_THAT(nothing.err,
                AllOf(HasSubstr("error[registry-missing]"), HasSubstr("`registry=URL` in .npmrc")));
    write_file(bin / "npm",
               fmt::format("#!/bin/sh\ntest \"$*\" = 'config get registry' && echo {}\n",
                           registry().url()));
    std::filesystem::permissions(bin / "npm", std::filesystem::perms{0755});
    const auto result = install({"@x/a"}, {{"PATH", bin.string()}});
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(NetworkTest, TheUsersNpmrcAndPgmetaYamlNameARegistryToo) {
    publish("@x/a", "1.0.0");
    std::filesystem::remove(root() / ".npmrc");
    write_file(dir() / "home/.npmrc", "registry = \"" + registry().url() + "\"\n");
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
    EXPECT_EQ(pgmeta({"uninstall", "@x/a"}).exit_code, 0);
    forget_cache();
    write_file(dir() / "home/.npmrc", "registry=http://127.0.0.1:1/\n");
    write_file(root() / "pgmeta.yaml",
               "packages:\n  - packages/*\nregistry: " + registry().url() + "\n");
    const auto result = install({"@x/a"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

TEST_F(NetworkTest, KilledWhileDownloadingLeavesEverythingAsItWas) {
    publish("@x/a", "1.0.0");
    const auto before = files_below(root());
    first_answers(R"({"stall": 20})");
    Process process{pgmeta_argv({"install", "@x/a"}), environment()};
    ASSERT_TRUE(comes_true([&] { return archive_requests() > 0; }));
    process.kill(SIGKILL);
    process.wait();
    EXPECT_EQ(files_below(root()), before);
}

TEST_F(NetworkTest, KilledAtAnyMomentIsTakenBackByTheNextOne) {
    registry().publish({"@x/a", "1.0.0"});
    std::map<std::string, std::string> changes;
    for (int i = 0; i < 300; ++i)
        changes[fmt::format("change{}", i)] = fmt::format("SELECT {};\n", i);
    registry().publish({"@x/a", "2.0.0", {{"@x/b", "*"}}, changes});
    registry().publish({"@x/b", "1.0.0", {}, changes});
    EXPECT_EQ(install({"@x/a@^1", "--package", "own"}).exit_code, 0);
    const auto before = files_below(root());
    EXPECT_EQ(install({"@x/a@^2", "--package", "own"}).exit_code, 0);
    const auto after = files_below(root());
    EXPECT_EQ(install({"@x/a@^1", "--package", "own"}).exit_code, 0);
    ASSERT_EQ(files_below(root()), before);
    for (int milliseconds = 10; milliseconds <= 130; milliseconds += 10) {
        Process process{pgmeta_argv({"install", "@x/a@^2", "--package", "own", "--offline"}),
                        environment()};
        std::this_thread::sleep_for(std::chrono::milliseconds{milliseconds});
        process.kill(SIGKILL);
        process.wait();
        const auto next = install({"--offline"});
        EXPECT_EQ(next.exit_code, 0) << next.err;
        const auto now = files_below(root());
        EXPECT_TRUE(now == before || now == after) << "after " << milliseconds << " ms";
        EXPECT_EQ(install({"@x/a@^1", "--package", "own", "--offline"}).exit_code, 0);
        ASSERT_EQ(files_below(root()), before);
    }
}

TEST_F(NetworkTest, TwoAtOnceDoNotMix) {
    publish("@x/a", "1.0.0");
    first_answers(R"({"stall": 20})");
    Process process{pgmeta_argv({"install", "@x/a"}), environment()};
    ASSERT_TRUE(comes_true([&] { return archive_requests() > 0; }));
    const auto second = install({"@x/a"});
    EXPECT_EQ(second.exit_code, 6);
    EXPECT_THAT(second.err, HasSubstr("error[install-running]"));
    process.kill(SIGKILL);
    process.wait();
    EXPECT_EQ(install({"@x/a"}).exit_code, 0);
}

}  // namespace
}  // namespace pgmeta::test
