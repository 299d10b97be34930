// SPDX-License-Identifier: MIT
#include "issues.hpp"
#include "pgmeta/workspace/workspace.hpp"
#include "pgmeta_test/files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::workspace {

namespace {

using test::Issues;
using testing::HasSubstr;
using testing::Not;

struct Loaded {
    Config config;
    Diagnostics problems;
};

Loaded load_files(std::string_view yaml, std::string_view json = {}) {
    const test::TempDir dir;
    if (!yaml.empty()) test::write_file(dir / "pgmeta.yaml", yaml);
    if (!json.empty()) test::write_file(dir / "pgpm.json", json);
    Loaded result;
    result.config = load_config(dir.path(), result.problems);
    return result;
}

Issues issues_of(std::string_view yaml, std::string_view json = {}) {
    return test::issues(load_files(yaml, json).problems);
}

std::string message_of(std::string_view yaml) {
    return test::only_message(load_files(yaml).problems);
}

}  // namespace

TEST(Config, ReadsEveryKeyOfYaml) {
    const auto [config, problems] = load_files(
        "packages:\n"
        "  - packages/*\n"
        "  - libs/**\n"
        "extensions_dir: vendor\n"
        "default_target: test\n"
        "targets:\n"
        "  test: {url: 'postgresql://ada@localhost/test'}\n"
        "  prod:\n"
        "    url: service=prod\n"
        "    protected: true\n"
        "roles:\n"
        "  anonymous: anon\n"
        "  authenticated: auth\n"
        "  administrator: admin\n"
        "  authenticated_client: client\n"
        "registry: https://registry.example.com\n"
        "deploy:\n"
        "  tx: package\n"
        "  verify: false\n"
        "  lock_wait: 60s\n"
        "  lock_timeout: 5000\n"
        "  statement_timeout: 10 min\n"
        "variables:\n"
        "  schema: app\n"
        "  size: 3\n");
    EXPECT_EQ(test::issues(problems), Issues{});
    EXPECT_EQ(config.file.filename(), "pgmeta.yaml");
    EXPECT_EQ(config.packages.value, (std::vector<std::string>{"packages/*", "libs/**"}));
    EXPECT_EQ(config.extensions_dir.value, "vendor");
    EXPECT_EQ(config.default_target.value, "test");
    ASSERT_NE(config.find_target("prod"), nullptr);
    EXPECT_EQ(config.find_target("prod")->url, "service=prod");
    EXPECT_TRUE(config.find_target("prod")->is_protected);
    EXPECT_FALSE(config.find_target("test")->is_protected);
    EXPECT_EQ(config.find_target("nowhere"), nullptr);
    EXPECT_EQ(config.role_anonymous.value, "anon");
    EXPECT_EQ(config.role_authenticated_client.value, "client");
    EXPECT_EQ(config.registry.value, "https://registry.example.com");
    EXPECT_EQ(config.deploy_tx.value, "package");
    EXPECT_EQ(config.deploy_verify.value, false);
    EXPECT_EQ(config.lock_wait.value, "60s");
    EXPECT_EQ(config.lock_timeout.value, "5000");
    EXPECT_EQ(config.statement_timeout.value, "10 min");
    EXPECT_EQ(config.variables.at("size"), "3");
}

TEST(Config, KnowsWhereAValueCameFrom) {
    const auto loaded =
        load_files("# first\ndefault_target: dev\n", "{\n  \"extensionsDir\": \"x\"}");
    EXPECT_EQ(loaded.config.default_target.where.line, 2);
    EXPECT_EQ(loaded.config.default_target.where.column, 17);
    EXPECT_EQ(loaded.config.extensions_dir.where.line, 2);
    EXPECT_EQ(loaded.config.extensions_dir.where.column, 3);
    EXPECT_THAT(loaded.config.extensions_dir.where.file, testing::EndsWith("pgpm.json"));
    EXPECT_EQ(loaded.config.role_anonymous.where.file, "");
}

TEST(Config, HasDefaultsWithoutAnyFile) {
    const auto loaded = load_files("");
    EXPECT_EQ(test::issues(loaded.problems), Issues{});
    EXPECT_TRUE(loaded.config.file.empty());
    EXPECT_EQ(loaded.config.packages.value, std::vector<std::string>{"packages/*"});
    EXPECT_EQ(loaded.config.extensions_dir.value, "extensions");
    EXPECT_EQ(loaded.config.role_administrator.value, "administrator");
    EXPECT_EQ(loaded.config.deploy_verify.value, std::nullopt);
}

TEST(Config, MayBeEmpty) {
    EXPECT_EQ(issues_of("# nothing\n"), Issues{});
    EXPECT_EQ(issues_of("", "{}"), Issues{});
}

TEST(Config, ReadsPackagesExtensionsAndRolesOfPgpmJson) {
    const auto [config, problems] = load_files(
        "",
        R"({"name": "w", "packages": ["a/*"], "extensionsDir": "ext", "deployment": {"fast": true},
            "db": {"roles": {"anonymous": "an", "authenticated": "au", "administrator": "ad",
                             "authenticatedClient": "ac", "default": "x"}}})");
    EXPECT_EQ(test::issues(problems), Issues{});
    EXPECT_EQ(config.file.filename(), "pgpm.json");
    EXPECT_EQ(config.packages.value, std::vector<std::string>{"a/*"});
    EXPECT_EQ(config.extensions_dir.value, "ext");
    EXPECT_EQ(config.role_anonymous.value, "an");
    EXPECT_EQ(config.role_authenticated.value, "au");
    EXPECT_EQ(config.role_administrator.value, "ad");
    EXPECT_EQ(config.role_authenticated_client.value, "ac");
}

TEST(Config, LetsYamlOutrankJsonKeyByKey) {
    const auto loaded = load_files("roles: {anonymous: from_yaml}\n",
                                   R"({"packages": ["from/json"],
                                       "db": {"roles": {"anonymous": "j", "administrator": "k"}}})");
    EXPECT_EQ(loaded.config.packages.value, std::vector<std::string>{"from/json"});
    EXPECT_EQ(loaded.config.role_anonymous.value, "from_yaml");
    EXPECT_EQ(loaded.config.role_administrator.value, "k");
    const auto both = load_files("packages: [y]\n", R"({"packages": ["j"]})");
    EXPECT_EQ(both.config.packages.value, std::vector<std::string>{"y"});
}

TEST(Config, RefusesAnUnknownKeyWithASuggestion) {
    EXPECT_EQ(issues_of("packages: []\ndefault_taget: dev\n"), Issues{"2:1 config-unknown-key"});
    EXPECT_THAT(message_of("default_taget: dev\n"), HasSubstr("did you mean `default_target`?"));
    EXPECT_EQ(issues_of("deploy:\n  verfy: true\n"), Issues{"2:3 config-unknown-key"});
    EXPECT_EQ(issues_of("targets:\n  a:\n    url: x\n    prtected: true\n"),
              Issues{"4:5 config-unknown-key"});
}

TEST(Config, SaysWhichTypeItExpected) {
    EXPECT_EQ(issues_of("packages: packages/*\n"), Issues{"1:11 config-type"});
    EXPECT_EQ(issues_of("packages: [[a]]\n"), Issues{"1:12 config-type"});
    EXPECT_EQ(issues_of("targets: [a]\n"), Issues{"1:10 config-type"});
    EXPECT_EQ(issues_of("targets: {a: b}\n"), Issues{"1:14 config-type"});
    EXPECT_EQ(issues_of("targets: {a: {protected: true}}\n"), Issues{"1:14 config-type"});
    EXPECT_EQ(issues_of("deploy: {verify: perhaps}\n"), Issues{"1:18 config-type"});
    EXPECT_EQ(issues_of("extensions_dir: ''\n"), Issues{"1:17 config-type"});
    EXPECT_EQ(issues_of("- a\n"), Issues{"1:1 config-type"});
    EXPECT_THAT(message_of("extensions_dir: {a: b}\n"),
                HasSubstr("expected text for `extensions_dir`, found a map"));
}

TEST(Config, SaysWhichValuesItExpected) {
    EXPECT_EQ(issues_of("deploy: {tx: packages}\n"), Issues{"1:14 config-value"});
    EXPECT_THAT(message_of("deploy: {tx: packages}\n"), HasSubstr("did you mean `package`?"));
    EXPECT_EQ(issues_of("deploy: {lock_wait: soon}\n"), Issues{"1:21 config-value"});
    EXPECT_EQ(issues_of("packages: ['{a,b}']\n"), Issues{"1:11 config-value"});
    EXPECT_EQ(issues_of("packages: ['!a']\n"), Issues{"1:11 config-value"});
}

TEST(Config, RefusesAKeyWrittenTwice) {
    EXPECT_EQ(issues_of("default_target: a\ndefault_target: b\n"),
              Issues{"2:1 config-duplicate-key"});
}

TEST(Config, ReportsYamlThatDoesNotParse) {
    EXPECT_EQ(issues_of("packages: [a\nroles: {}\n"), Issues{"2:6 config-syntax"});
    EXPECT_EQ(issues_of("packages: [a]\n---\nx: y\n"), Issues{"3:1 config-syntax"});
}

TEST(Config, ReportsJsonThatDoesNotParse) {
    EXPECT_EQ(issues_of("", "{\n  \"packages\": [,]\n}"), Issues{"2:16 json-syntax"});
    EXPECT_EQ(issues_of("", "[]"), Issues{"1:1 json-type"});
}

TEST(Config, ReportsWrongTypesInPgpmJsonAtTheirKey) {
    EXPECT_EQ(issues_of("", "{\"x\": {\"packages\": 1},\n \"packages\": \"a\"}"),
              Issues{"2:2 config-type"});
    EXPECT_EQ(issues_of("", "{\"packages\": [1]}"), Issues{"1:2 config-type"});
    EXPECT_EQ(issues_of("", "{\"db\": {\n\"roles\": {\n \"anonymous\": 5}}}"),
              Issues{"3:2 config-type"});
}

class PasswordInUrl : public testing::TestWithParam<std::string_view> {};

TEST_P(PasswordInUrl, IsRefusedAndNeverShown) {
    const auto yaml = fmt::format("targets:\n  a:\n    url: \"{}\"\n", GetParam());
    const auto loaded = load_files(yaml);
    EXPECT_EQ(test::issues(loaded.problems), Issues{"3:10 config-password"});
    EXPECT_THAT(test::only_message(loaded.problems), Not(HasSubstr("s3cret")));
    EXPECT_EQ(loaded.config.find_target("a")->url, "");
}

INSTANTIATE_TEST_SUITE_P(Config,
                         PasswordInUrl,
                         testing::Values("postgresql://ada:s3cret@localhost/x",
                                         "postgres://ada:s3cret@a,b:5433/x",
                                         "postgresql:///x?user=ada&password=s3cret",
                                         "postgresql:///x?pass%77ord=s3cret",
                                         "host=x password=s3cret",
                                         "host=x PASSWORD = s3cret",
                                         "host=x sslpassword=s3cret"));

TEST(Config, AcceptsUrlsWithoutAPassword) {
    EXPECT_EQ(issues_of("targets:\n"
                        "  a: {url: 'postgresql://ada@localhost:5432/x?passfile=/f'}\n"
                        "  b: {url: 'host=/run/postgresql dbname=x'}\n"
                        "  c: {url: 'postgresql://[::1]:5432/password'}\n"),
              Issues{});
}

TEST(Config, RefusesPasswordsOutsideUrlsToo) {
    EXPECT_EQ(issues_of("default_target: postgresql://a:s3cret@h/x\n"),
              Issues{"1:17 config-password"});
    EXPECT_EQ(issues_of("registry: https://u:s3cret@h/\n"), Issues{"1:11 config-password"});
    EXPECT_EQ(issues_of("targets:\n  a: {url: x, password: s3cret}\n"),
              Issues{"2:15 config-password"});
    EXPECT_THAT(message_of("targets:\n  a: {url: x, password: s3cret}\n"),
                Not(HasSubstr("s3cret")));
}

}  // namespace pgmeta::workspace
