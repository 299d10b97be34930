// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// What `status` and `log` tell.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Status : public Behaviour {
protected:
    void SetUp() override {
        ws.package("b", {"a"}).change("four");
        ws.package("a").change("one").tag("v1").change("two").change("three").tag("v2");
        ws.write();
    }

    Json package(std::string_view name) const {
        const auto run = json({"status"});
        for (const auto& package : run["packages"])
            if (package.at("package") == name) return package;
        ADD_FAILURE() << "no package " << name;
        return Json::object();
    }
};

TEST_F(Status, SaysThatNothingIsDeployedWithoutALedger) {
    const auto run = json({"status"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_EQ(run["ledger"], "absent");
    EXPECT_EQ(run["up_to_date"], false);
    ASSERT_EQ(run["packages"].size(), 2U);
    EXPECT_EQ(run["packages"][0].at("package"), "a");
    EXPECT_EQ(run["packages"][1].at("package"), "b");
    EXPECT_THAT(names(run["packages"][0].at("pending")), ElementsAre("a:one", "a:two", "a:three"));
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_namespace WHERE nspname ~ '^pg(pm|meta)'"), "0");
}

TEST_F(Status, CountsWhatIsDeployedAndPending) {
    deploy({"a:two"});
    const auto a = package("a");
    EXPECT_EQ(a.at("deployed"), 2);
    EXPECT_THAT(names(a.at("pending")), ElementsAre("a:three"));
    EXPECT_EQ(a.at("last_change"), "two");
    EXPECT_EQ(a.at("last_tag"), "v1");
    EXPECT_EQ(a.at("last_deployed_by"), "postgres");
    EXPECT_THAT(
        a.at("last_deployed_at").get<std::string>(),
        testing::StartsWith(db.value("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-')")));
    const auto b = package("b");
    EXPECT_EQ(b.at("deployed"), 0);
    EXPECT_EQ(b.at("last_change"), "");
    EXPECT_EQ(b.at("last_tag"), "");
}

TEST_F(Status, IsUpToDateAfterADeploy) {
    deploy();
    const auto run = json({"status", "--exit-code"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_EQ(run["up_to_date"], true);
    EXPECT_EQ(run["ledger"], "complete");
    EXPECT_EQ(package("a").at("last_tag"), "v2");
    EXPECT_THAT(pgmeta({"status"}).out, HasSubstr("Nothing to deploy."));
}

TEST_F(Status, TellsByItsExitCodeThatSomethingIsPending) {
    EXPECT_EQ(pgmeta({"status", "--exit-code"}).exit_code, 4);
    EXPECT_EQ(pgmeta({"status"}).exit_code, 0);
    deploy({"a"});
    EXPECT_EQ(pgmeta({"status", "--exit-code"}).exit_code, 4);
}

TEST_F(Status, NamesModifiedChanges) {
    deploy();
    write_file(ws.package_dir("a") / "deploy" / "two.sql", "CREATE TABLE other (a int);\n");
    const auto run = json({"status", "--exit-code"});
    EXPECT_EQ(run.exit_code(), 4);
    EXPECT_THAT(names(package("a").at("modified")), ElementsAre("a:two"));
    EXPECT_EQ(package("a").at("deployed"), 3);
}

TEST_F(Status, DoesNotCallAReformattedChangeModified) {
    deploy();
    write_file(ws.package_dir("a") / "deploy" / "two.sql",
               "CREATE TABLE\n  \"a/two\" (id int); -- comment\n");
    EXPECT_EQ(pgmeta({"status", "--exit-code"}).exit_code, 0);
    EXPECT_THAT(package("a").at("modified"), IsEmpty());
}

TEST_F(Status, NamesWhatThePlanDoesNotKnow) {
    deploy();
    WorkspaceBuilder{dir.path()}.package("a").change("one").change("three").write();
    std::filesystem::remove_all(ws.package_dir("b"));
    const auto run = json({"status"});
    EXPECT_THAT(names(package("a").at("unknown")), ElementsAre("a:two"));
    EXPECT_EQ(run["foreign_packages"], (Json{"b"}));
}

TEST_F(Status, WorksForARoleThatMayOnlyRead) {
    deploy();
    const auto role = unique_name("reader");
    db.query("CREATE ROLE " + role + " LOGIN; GRANT USAGE ON SCHEMA pgpm_migrate TO " + role +
             "; GRANT SELECT ON ALL TABLES IN SCHEMA pgpm_migrate TO " + role);
    for (const auto* command : {"status", "log", "verify"}) {
        const auto run = json_as(role, {command});
        EXPECT_EQ(run.exit_code(), std::string_view{command} == "verify" ? 1 : 0) << command;
    }
    EXPECT_EQ(json_as(role, {"status"})["up_to_date"], true);
    drop_roles(db, {role});
}

TEST_F(Status, SaysWhatARoleLacksThatMayNotRead) {
    deploy();
    const auto role = unique_name("nobody");
    db.query("CREATE ROLE " + role + " LOGIN");
    const auto run = json_as(role, {"status"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("id"), "ledger-unreadable");
    EXPECT_THAT(hints(run.error()), HasSubstr("GRANT"));
    drop_roles(db, {role});
}

TEST_F(Status, WorksOnAReadOnlySession) {
    deploy();
    db.query("ALTER DATABASE " + db.name() + " SET default_transaction_read_only = on");
    EXPECT_EQ(json({"status"})["up_to_date"], true);
    EXPECT_EQ(json({"log"}).exit_code(), 0);
    EXPECT_EQ(json({"verify"}).exit_code(), 0);
}

TEST_F(Status, HasEveryDocumentedField) {
    const auto run = json({"status"});
    for (const auto* field :
         {"ok", "command", "target", "ledger", "up_to_date", "packages", "foreign_packages"})
        EXPECT_TRUE(run.json.contains(field)) << field;
    for (const auto* field : {"package", "deployed", "pending", "modified", "unknown",
                              "last_change", "last_tag", "last_deployed_at", "last_deployed_by"})
        EXPECT_TRUE(run["packages"][0].contains(field)) << field;
}

TEST_F(Status, ShowsATableToPeople) {
    deploy({"a:two"});
    const auto text = pgmeta({"status"}).out;
    EXPECT_THAT(text, AllOf(HasSubstr("package"), HasSubstr("pending"), HasSubstr("@v1"),
                            HasSubstr("a:three"), HasSubstr("b:four")));
    EXPECT_THAT(text, testing::Not(HasSubstr("\x1b[")));
}

class Log : public Status {};

TEST_F(Log, IsEmptyWithoutALedger) {
    const auto run = json({"log"});
    EXPECT_EQ(run.exit_code(), 0);
    EXPECT_THAT(run["events"], IsEmpty());
}

TEST_F(Log, ShowsTheNewestFirst) {
    deploy({"a:two"});
    ASSERT_EQ(pgmeta({"revert", "a:one", "--yes"}).exit_code, 0);
    write_file(ws.package_dir("a") / "deploy" / "two.sql", "SELECT 1/0;\n");
    EXPECT_EQ(json({"deploy"}).exit_code(), 1);
    const auto events = json({"log"})["events"];
    ASSERT_EQ(events.size(), 4U);
    EXPECT_EQ(events[0].at("type"), "deploy");
    EXPECT_EQ(events[0].at("change"), "two");
    EXPECT_EQ(events[0].at("error_code"), "22012");
    EXPECT_EQ(events[0].at("error_message"), "division by zero");
    EXPECT_EQ(events[1].at("type"), "revert");
    EXPECT_EQ(events[1].at("change"), "two");
    EXPECT_EQ(events[2].at("change"), "two");
    EXPECT_EQ(events[3].at("change"), "one");
    EXPECT_EQ(events[3].at("error_code"), "");
    EXPECT_GT(events[0].at("id"), events[3].at("id"));
    for (const auto* field :
         {"id", "type", "package", "change", "occurred_at", "error_message", "error_code"})
        EXPECT_TRUE(events[0].contains(field)) << field;
}

TEST_F(Log, ShowsAsManyAsAsked) {
    deploy();
    const auto events = json({"log", "--limit", "2"})["events"];
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].at("change"), "four");
    EXPECT_EQ(json({"log", "--limit", "0"}).exit_code(), 2);
}

TEST_F(Log, ShowsATableToPeople) {
    deploy();
    const auto text = pgmeta({"log"}).out;
    EXPECT_THAT(text, AllOf(HasSubstr("deploy"), HasSubstr("a:one"), HasSubstr("b:four")));
    EXPECT_LT(text.find("b:four"), text.find("a:one"));
}

}  // namespace
}  // namespace pgmeta::test
