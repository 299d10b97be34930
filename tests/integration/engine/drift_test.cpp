// SPDX-License-Identifier: MIT
#include "behaviour.hpp"
#include "pgmeta/ledger/ledger.hpp"

#include <chrono>
#include <thread>

// Plans and scripts that changed after they were deployed.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Drift : public Behaviour {
protected:
    void SetUp() override {
        ws.package("a").change("one", "CREATE TABLE one (a int);\n", "DROP TABLE one;\n");
        ws.write();
        deploy();
        hash_ = db.value("SELECT script_hash FROM pgpm_migrate.changes");
        ws.change("two").package("b").change("three");
        ws.write();
    }

    void edit(std::string_view text) const {
        write_file(ws.package_dir("a") / "deploy" / "one.sql", text);
    }

    std::string hash_;
};

TEST_F(Drift, OfTheTokensIsRefusedNamingFileAndBothDigests) {
    edit("CREATE TABLE one (a bigint);\n");
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 4);
    ASSERT_THAT(ids(run["problems"]), ElementsAre("change-modified"));
    const auto& problem = run["problems"][0];
    EXPECT_THAT(problem.at("location").at("file").get<std::string>(),
                HasSubstr("packages/a/deploy/one.sql"));
    const auto now = db.value(
        "SELECT encode(sha256(convert_to(E'CREATE TABLE one (a bigint);\\n', 'UTF8')), 'hex')");
    EXPECT_THAT(problem.at("message").get<std::string>(), AllOf(HasSubstr(hash_), HasSubstr(now)));
    EXPECT_THAT(hints(problem), HasSubstr("--allow-modified"));
    EXPECT_THAT(ledger(), ElementsAre("a:one"));
}

TEST_F(Drift, OfAFileEditedWhileTheRunWaitedForTheLockIsRefused) {
    // The digests of files are remembered once these are old enough.
    std::this_thread::sleep_for(std::chrono::milliseconds{2'100});
    EXPECT_EQ(json({"status"}).exit_code(), 0);
    auto holder = db.connect();
    holder.query(fmt::format("SELECT pg_advisory_lock({})", ledger::lock_key));
    Process waiting{pgmeta_argv({"deploy", "--json", "--target", db.url()}), {.cwd = dir.path()}};
    std::this_thread::sleep_for(std::chrono::seconds{1});
    edit("CREATE TABLE one (a bigint);\n");
    holder.query(fmt::format("SELECT pg_advisory_unlock({})", ledger::lock_key));
    const auto run = parsed(waiting.wait());
    EXPECT_EQ(run.exit_code(), 4) << run.process.err;
    EXPECT_THAT(ids(run["problems"]), ElementsAre("change-modified"));
}

TEST_F(Drift, IsLeftAloneWhenAllowed) {
    edit("CREATE TABLE one (a bigint);\n");
    const auto run = deploy({"--allow-modified"});
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:two", "b:three"));
    EXPECT_THAT(ids(run["warnings"]), ElementsAre("change-modified"));
    EXPECT_EQ(db.value("SELECT format_type(atttypid, -1) FROM pg_attribute "
                       "WHERE attrelid = 'one'::regclass AND attname = 'a'"),
              "integer");
    EXPECT_EQ(db.value("SELECT script_hash FROM pgpm_migrate.changes WHERE change_name = 'one'"),
              hash_);
}

TEST_F(Drift, OfCommentsAndSpacesIsANote) {
    edit("/* now\n with a comment */ CREATE  TABLE one\n(a int) ; -- yes\n");
    const auto run = deploy();
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:two", "b:three"));
    ASSERT_THAT(ids(run["warnings"]), ElementsAre("change-reformatted"));
    EXPECT_EQ(run["warnings"][0].at("severity"), "note");
}

TEST_F(Drift, OfAnythingIsRefusedWhenAnotherToolDeployedIt) {
    db.query("DELETE FROM pgmeta.deployed_change");
    edit("CREATE TABLE one (a int); -- comment\n");
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 4);
    EXPECT_THAT(ids(run["problems"]), ElementsAre("change-modified"));
}

TEST_F(Drift, DoesNotConcernPackagesThatAreNotDeployedNow) {
    edit("CREATE TABLE one (a bigint);\n");
    EXPECT_THAT(names(deploy({"b"})["deployed"]), ElementsAre("b:three"));
}

TEST_F(Drift, OfRevertAndVerifyScriptsIsNone) {
    write_file(ws.package_dir("a") / "revert" / "one.sql", "DROP TABLE one CASCADE;\n");
    write_file(ws.package_dir("a") / "verify" / "one.sql", "SELECT 1;\n");
    EXPECT_THAT(deploy()["warnings"], IsEmpty());
}

TEST_F(Drift, IsGoneWhenTheOldScriptIsBack) {
    const auto path = ws.package_dir("a") / "deploy" / "one.sql";
    edit("CREATE TABLE one (a bigint);\n");
    EXPECT_EQ(json({"deploy"}).exit_code(), 4);
    write_file(path, "-- Deploy a:one\n\nCREATE TABLE one (a int);\n");
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:two", "b:three"));
}

TEST_F(Drift, OfARevertedChangeIsDeployedAnew) {
    ASSERT_EQ(pgmeta({"revert", "a", "--yes"}).exit_code, 0);
    edit("CREATE TABLE one (a bigint);\n");
    deploy();
    EXPECT_EQ(db.value("SELECT format_type(atttypid, -1) FROM pg_attribute "
                       "WHERE attrelid = 'one'::regclass AND attname = 'a'"),
              "bigint");
}

TEST_F(Drift, IdenticalScriptsInOnePackageAreRefused) {
    ws.change("four", "", "SELECT 1;\n").change("five", "", "SELECT 1;\n");
    ws.write();
    for (const auto* name : {"four", "five"})
        write_file(ws.package_dir("b") / "deploy" / (std::string{name} + ".sql"), "SELECT 1;\n");
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 3);
    ASSERT_THAT(ids(run["problems"]), ElementsAre("script-duplicate"));
    EXPECT_THAT(run["problems"][0].at("message").get<std::string>(),
                AllOf(HasSubstr("`b:five`"), HasSubstr("`four`")));
    EXPECT_THAT(ledger(), ElementsAre("a:one"));
    EXPECT_EQ(pgmeta({"check"}).exit_code, 3);
}

TEST_F(Drift, AScriptLikeADeployedOneIsRefused) {
    write_file(ws.package_dir("a") / "deploy" / "two.sql",
               "-- Deploy a:one\n\nCREATE TABLE one (a int);\n");
    const auto run = json({"deploy", "a"});
    EXPECT_EQ(run.exit_code(), 3);
    EXPECT_THAT(ids(run["problems"]), ElementsAre("script-duplicate"));
}

TEST_F(Drift, IdenticalScriptsOfTwoPackagesAreFine) {
    write_file(ws.package_dir("a") / "deploy" / "two.sql", "SELECT 1;\n");
    write_file(ws.package_dir("b") / "deploy" / "three.sql", "SELECT 1;\n");
    for (const auto* package : {"a", "b"})
        std::filesystem::remove_all(ws.package_dir(package) / "verify");
    EXPECT_THAT(names(deploy()["deployed"]), ElementsAre("a:two", "b:three"));
}

TEST_F(Drift, AChangePutBeforeADeployedOneIsWarnedOf) {
    deploy();
    WorkspaceBuilder{dir.path()}
        .package("a")
        .change("zero")
        .change("one", "CREATE TABLE one (a int);\n", "DROP TABLE one;\n")
        .change("two")
        .write();
    const auto run = deploy();
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:zero"));
    ASSERT_THAT(ids(run["warnings"]), ElementsAre("change-out-of-order"));
    EXPECT_THAT(run["warnings"][0].at("message").get<std::string>(), HasSubstr("`a:zero`"));
    EXPECT_EQ(run["warnings"][0].at("location").at("line"), 5);
}

TEST_F(Drift, AChangeThatLeftThePlanStaysDeployed) {
    deploy();
    WorkspaceBuilder{dir.path()}
        .package("a")
        .change("one", "CREATE TABLE one (a int);\n", "DROP TABLE one;\n")
        .change("new")
        .write();
    EXPECT_THAT(names(deploy({"a"})["deployed"]), ElementsAre("a:new"));
    EXPECT_THAT(ledger(), Contains("a:two"));
    EXPECT_TRUE(exists("\"a/two\""));
}

}  // namespace
}  // namespace pgmeta::test
