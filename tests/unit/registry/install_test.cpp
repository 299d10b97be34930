// SPDX-License-Identifier: MIT
#include "pgmeta/registry/install.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"
#include "tarball.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <sys/wait.h>
#include <unistd.h>

namespace pgmeta::registry {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::map<std::string, std::string> files_below(const fs::path& root) {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator{root})
        result[entry.path().lexically_relative(root).string()] =
            entry.is_directory() ? "/" : read_file(entry.path());
    return result;
}

test::Tarball package(const std::string& version) {
    return test::Tarball{}
        .file("package/package.json",
              fmt::format(R"({{"name":"@x/other","version":"{}"}})", version))
        .file("package/pgpm.plan", "%project=other\none\n")
        .file("package/other.control", "default_version = '1'\n")
        .file("package/deploy/one.sql", "SELECT 1;\n");
}

class InstallTest : public testing::Test {
protected:
    void SetUp() override {
        test::WorkspaceBuilder{root()}
            .package("own", {"plpgsql"})
            .change("a")
            .file("packages/own/package.json",
                  "{\n  \"version\": \"1.0.0\",\n  \"name\": \"own\"\n}")
            .write();
        test::write_file(dir_ / "other.tgz", package("1.0.0").gzip());
        test::write_file(dir_ / "newer.tgz", package("2.0.0").gzip());
        test::write_file(dir_ / "more.tgz", test::Tarball{}
                                                .file("package/package.json",
                                                      R"({"name":"@y/more","version":"1.0.0"})")
                                                .file("package/pgpm.plan", "%project=more\n")
                                                .gzip());
        settings_.cache = dir_ / "cache";
    }

    [[nodiscard]] fs::path root() const { return dir_ / "w"; }

    [[nodiscard]] workspace::Workspace load() const {
        Diagnostics problems;
        return workspace::load(root(), problems);
    }

    InstallReport put(const std::string& spec, const std::string& into = {}) {
        const auto workspace = load();
        return install(workspace, into.empty() ? nullptr : &workspace.get(into), {spec}, settings_,
                       {});
    }

    test::TempDir dir_;
    Settings settings_;
};

TEST_F(InstallTest, PutsAnArchiveInPlaceAndTellsEveryFileThatMustKnow) {
    const auto report = put((dir_ / "other.tgz").string(), "own");
    ASSERT_EQ(report.installed.size(), 1U);
    EXPECT_EQ(read_file(root() / "extensions/@x/other/deploy/one.sql"), "SELECT 1;\n");
    EXPECT_TRUE(load().get("other").installed);
    EXPECT_EQ(read_file(root() / "packages/own/package.json"),
              "{\n  \"version\": \"1.0.0\",\n  \"name\": \"own\",\n  \"dependencies\": {\n    "
              "\"@x/other\": \"1.0.0\"\n  }\n}");
    EXPECT_THAT(read_file(root() / "packages/own/own.control"), HasSubstr("'plpgsql,other'"));
    const auto lock = read_lock(load());
    EXPECT_EQ(lock.packages.at("@x/other").version, "1.0.0");
    EXPECT_THAT(lock.packages.at("@x/other").integrity, testing::StartsWith("sha512-"));
}

TEST_F(InstallTest, OfTheWorkspaceIsRecordedInItsManifest) {
    put((dir_ / "other.tgz").string());
    EXPECT_THAT(read_file(root() / "pgpm.json"), HasSubstr("\"@x/other\": \"1.0.0\""));
    EXPECT_THAT(read_file(root() / "packages/own/own.control"), Not(HasSubstr("other")));
}

TEST_F(InstallTest, TwiceChangesNothing) {
    put((dir_ / "other.tgz").string());
    const auto before = files_below(root());
    EXPECT_EQ(put((dir_ / "other.tgz").string()).unchanged, 1U);
    EXPECT_EQ(files_below(root()), before);
}

TEST_F(InstallTest, ReplacesAnotherVersionWholly) {
    put((dir_ / "other.tgz").string());
    test::write_file(root() / "extensions/@x/other/leftover", "x");
    const auto report = put((dir_ / "newer.tgz").string());
    EXPECT_EQ(report.installed.at(0).before, "1.0.0");
    EXPECT_FALSE(fs::exists(root() / "extensions/@x/other/leftover"));
    EXPECT_EQ(load().get("other").version, "2.0.0");
}

TEST_F(InstallTest, LeavesEverythingAsItWasWhenItFails) {
    put((dir_ / "other.tgz").string());
    // The last file to be written cannot be: package.json is not JSON.
    test::write_file(root() / "packages/own/package.json", "nonsense");
    auto before = files_below(root());
    Diagnostics problems;
    const auto workspace = workspace::load(root(), problems);
    EXPECT_FAILS(
        "manifest-malformed", Fault::workspace,
        install(workspace, &workspace.get("own"), {(dir_ / "newer.tgz").string()}, settings_, {}));
    EXPECT_EQ(files_below(root()), before);
    fs::remove(root() / "packages/own/package.json");
    before = files_below(root());
    test::write_file(dir_ / "evil.tgz", package("3.0.0").file("package/../../evil", "x").gzip());
    EXPECT_FAILS("archive-unsafe", Fault::environment, put((dir_ / "evil.tgz").string()));
    EXPECT_EQ(files_below(root()), before);
}

/// Runs `act` in a process that ends, without tidying up, before its `steps`th visible step; false
/// when it came to its end.
bool dies_at(int steps, const std::function<void(InstallOptions)>& act) {
    const auto child = ::fork();
    if (child == 0) {
        InstallOptions options;
        options.before_step = [&] {
            if (steps-- == 0) ::_exit(9);
        };
        try {
            act(options);
        } catch (const std::exception&) {
            ::_exit(1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_NE(WEXITSTATUS(status), 1);
    return WEXITSTATUS(status) == 9;
}

TEST_F(InstallTest, IsTakenBackWhereverItsProcessEnded) {
    put((dir_ / "other.tgz").string(), "own");
    const auto before = files_below(root());
    int steps = 0;
    while (dies_at(steps, [&](const InstallOptions& options) {
        const auto workspace = load();
        install(workspace, &workspace.get("own"),
                {(dir_ / "newer.tgz").string(), (dir_ / "more.tgz").string()}, settings_, options);
    })) {
        Diagnostics found;
        check_installed(root(), root() / "extensions", found);
        EXPECT_TRUE(found.has_errors()) << "step " << steps;
        EXPECT_TRUE(take_back_interrupted(load())) << "step " << steps;
        ASSERT_EQ(files_below(root()), before) << "step " << steps;
        ++steps;
    }
    EXPECT_GE(steps, 6) << "two packages, one of them replaced, and three files";
    EXPECT_FALSE(take_back_interrupted(load()));
    EXPECT_EQ(load().get("other").version, "2.0.0");
    EXPECT_TRUE(fs::exists(root() / "extensions/@y/more"));
}

TEST_F(InstallTest, TheFirstOneIsTakenBackToNothing) {
    const auto before = files_below(root());
    int steps = 0;
    while (dies_at(steps, [&](const InstallOptions& options) {
        install(load(), nullptr, {(dir_ / "more.tgz").string()}, settings_, options);
    })) {
        EXPECT_TRUE(take_back_interrupted(load())) << "step " << steps;
        ASSERT_EQ(files_below(root()), before) << "step " << steps;
        ++steps;
    }
    EXPECT_GE(steps, 3);
}

TEST_F(InstallTest, FindsEveryFileThatWasEdited) {
    put((dir_ / "other.tgz").string());
    Diagnostics none;
    check_installed(root(), root() / "extensions", none);
    EXPECT_TRUE(none.empty());
    const auto folder = root() / "extensions/@x/other";
    test::write_file(folder / "deploy/one.sql", "SELECT 2;\n");
    test::write_file(folder / "new.sql", "");
    fs::remove(folder / "other.control");
    Diagnostics found;
    check_installed(root(), root() / "extensions", found);
    std::vector<std::string> what;
    for (const auto& problem : found.sorted())
        what.push_back(problem.id + " " + fs::path{problem.where.file}.filename().string());
    EXPECT_THAT(what, ElementsAre("installed-changed one.sql", "installed-changed new.sql",
                                  "installed-changed other.control"));
}

TEST_F(InstallTest, UninstallsFromEveryFileThatKnew) {
    const auto control = read_file(root() / "packages/own/own.control");
    put((dir_ / "other.tgz").string(), "own");
    EXPECT_THAT(uninstall(load(), {"@x/other"}).removed, ElementsAre("@x/other"));
    EXPECT_FALSE(fs::exists(root() / "extensions/@x"));
    EXPECT_THAT(read_file(root() / "packages/own/package.json"), Not(HasSubstr("@x/other")));
    EXPECT_THAT(read_file(root() / "packages/own/own.control"), Not(HasSubstr("other")));
    EXPECT_TRUE(read_lock(load()).packages.empty());
    EXPECT_FAILS("package-not-installed", Fault::usage, uninstall(load(), {"@x/other"}));
}

TEST_F(InstallTest, NeedsARegistryForNames) {
    EXPECT_FAILS("registry-missing", Fault::usage, put("@x/other"));
    EXPECT_FAILS("npm-name", Fault::usage, put("a b"));
}

TEST(Lockfile, IsTheSameBytesForTheSameContent) {
    Lockfile lock;
    lock.requested["b"] = "^1";
    lock.packages["b"] = {"1.0.0", "sha512-x", {{"a", "*"}}, {{"f", "00"}}, ""};
    lock.packages["a"] = {"2.0.0", "sha512-y", {}, {}, "../a"};
    const auto text = to_text(lock);
    EXPECT_EQ(to_text(parse_lockfile(text, "pgmeta.lock")), text);
    EXPECT_LT(text.find("\"a\": {"), text.find("\"b\": {"));
    EXPECT_FAILS("lockfile-malformed", Fault::workspace, parse_lockfile("{}", "pgmeta.lock"));
    EXPECT_FAILS("lockfile-malformed", Fault::workspace,
                 parse_lockfile(R"({"lockfileVersion":2})", "pgmeta.lock"));
}

TEST(Settings, AreNpms) {
    test::TempDir dir;
    test::write_file(
        dir / ".npmrc",
        "; comment\nregistry = https://npm.example.com/a\n@x:registry=https://x.example.com\n"
        "//x.example.com/:_authToken=${TOKEN}\nstrict-ssl=false\n"
        "proxy=http://proxy.example.com:1\nhttps-proxy=null\nnoproxy=x.example.com\n");
    const Environment environment = [](const char* name) -> std::optional<std::string> {
        if (std::string_view{name} == "TOKEN") return "secret";
        if (std::string_view{name} == "npm_config_@y:registry") return "https://y.example.com/";
        if (std::string_view{name} == "npm_config_//y.example.com/:_authToken") return "other";
        return std::nullopt;
    };
    const auto settings = read_settings(dir.path(), std::nullopt, environment);
    EXPECT_EQ(settings.registry_of("a"), "https://npm.example.com/a/");
    EXPECT_EQ(settings.registry_of("@x/a"), "https://x.example.com/");
    EXPECT_EQ(settings.registry_of("@y/a"), "https://y.example.com/");
    EXPECT_EQ(settings.token_for("https://y.example.com/@y%2fa"), "other");
    EXPECT_EQ(settings.token_for("https://x.example.com/@x%2fa"), "secret");
    EXPECT_EQ(settings.token_for("https://npm.example.com/a/b"), "");
    EXPECT_EQ(settings.token_for("https://x.example.com.evil.example.com/a"), "");
    EXPECT_FALSE(settings.http.verify_tls);
    EXPECT_EQ(settings.http.https_proxy, "http://proxy.example.com:1");
    EXPECT_EQ(settings.http.no_proxy, "x.example.com");
    EXPECT_EQ(read_settings(dir.path(), "https://y.example.com", environment).registry_of("a"),
              "https://y.example.com/");
    EXPECT_EQ(shown_url("https://user:pw@x.example.com/a?token=1"), "https://x.example.com/a");
}

}  // namespace
}  // namespace pgmeta::registry
