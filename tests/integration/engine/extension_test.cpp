// SPDX-License-Identifier: MIT
#include "behaviour.hpp"

// Extensions that packages name and no package provides.

namespace pgmeta::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Extensions : public Behaviour {
protected:
    Words installed() {
        Words result;
        for (const auto& row : db.query("SELECT extname FROM pg_extension ORDER BY 1"))
            result.push_back(row[0]);
        return result;
    }
};

TEST_F(Extensions, AreCreatedBeforeTheirFirstRequirer) {
    ws.package("a", {"plpgsql", "hstore"});
    change("one", "CREATE TABLE one (a hstore);");
    ws.package("b", {"a", "uuid-ossp"});
    change("two", "CREATE TABLE two (a uuid DEFAULT uuid_generate_v4());");
    ws.write();
    const auto run = deploy();
    EXPECT_EQ(run["extensions"], (Json{"hstore", "uuid-ossp"}));
    EXPECT_THAT(installed(), ElementsAre("hstore", "plpgsql", "uuid-ossp"));
}

TEST_F(Extensions, BringWhatTheyNeedThemselves) {
    ws.package("a", {"earthdistance"}).change("one");
    ws.write();
    deploy();
    EXPECT_THAT(installed(), ElementsAre("cube", "earthdistance", "plpgsql"));
}

TEST_F(Extensions, AreRolledBackWithTheRest) {
    ws.package("a", {"hstore"});
    change("bad", "SELECT 'a=>1'::hstore; SELECT 1/0;");
    ws.write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(run["extensions"], IsEmpty());
    EXPECT_THAT(installed(), ElementsAre("plpgsql"));
}

TEST_F(Extensions, ThatAreInstalledStayAsTheyAre) {
    db.query("CREATE SCHEMA ext; CREATE EXTENSION hstore SCHEMA ext");
    const auto oid = db.value("SELECT oid FROM pg_extension WHERE extname = 'hstore'");
    ws.package("a", {"hstore"});
    change("one", "CREATE TABLE one (a ext.hstore);");
    ws.write();
    EXPECT_THAT(deploy()["extensions"], IsEmpty());
    EXPECT_EQ(db.value("SELECT oid FROM pg_extension WHERE extname = 'hstore'"), oid);
}

TEST_F(Extensions, ThatTheServerLacksAreReportedTogetherWithEverythingElse) {
    ws.package("a", {"no_such_one", "hstore", "no_such_two"}).change("one");
    ws.package("b", {"a"});
    change("two", "VACUUM;");
    change("three", "SELECT 'open;");
    ws.change("four", "SELECT 1;", "SELECT 1;").without_deploy();
    ws.write();
    const auto before = dump_schema(db.name());
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 3);
    const auto found = ids(run["problems"]);
    EXPECT_EQ(found.size(), 5U) << run["problems"];
    EXPECT_THAT(found, AllOf(Contains("extension-unavailable").Times(2),
                             Contains("refuses-transaction"), Contains("script-missing")));
    std::string all = run["problems"].dump();
    EXPECT_THAT(all, AllOf(HasSubstr("`no_such_one`"), HasSubstr("`no_such_two`"), HasSubstr("`a`"),
                           HasSubstr("a.control")));
    EXPECT_EQ(dump_schema(db.name()), before);
}

TEST_F(Extensions, ThatTheServerLacksAreAnEnvironmentsFaultAlone) {
    ws.package("a", {"no_such_one"}).change("one");
    ws.write();
    const auto run = json({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(ids(run["problems"]), ElementsAre("extension-unavailable"));
    EXPECT_EQ(run["problems"][0].at("location").at("line"), 4);
}

TEST_F(Extensions, OfAPackageWithNothingPendingAreMadeGood) {
    ws.package("a", {"hstore"}).change("one");
    ws.write();
    deploy();
    db.query("DROP EXTENSION hstore");
    const auto run = deploy();
    EXPECT_EQ(run["extensions"], (Json{"hstore"}));
    EXPECT_THAT(names(run["deployed"]), IsEmpty());
    EXPECT_THAT(installed(), Contains("hstore"));
}

TEST_F(Extensions, OfPackagesThatAreNotDeployedNowAreLeftOut) {
    ws.package("a").change("one").package("b", {"no_such_one"}).change("two");
    ws.write();
    EXPECT_THAT(names(deploy({"a"})["deployed"]), ElementsAre("a:one"));
}

TEST_F(Extensions, CommitWithThePackageThatNeedsThem) {
    ws.package("a", {"citext"}).change("one").package("b", {"a", "hstore"});
    change("bad", "SELECT 1/0;");
    ws.write();
    const auto run = json({"deploy", "--tx=package"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(ledger(), ElementsAre("a:one"));
    EXPECT_EQ(run["extensions"], (Json{"citext"}));
    EXPECT_THAT(installed(), ElementsAre("citext", "plpgsql"));
}

TEST_F(Extensions, MayBeCreatedByARoleThatMayCreateTrustedOnes) {
    const auto role = unique_name("deployer");
    db.query("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON DATABASE " + db.name() + " TO " +
             role);
    ws.package("a", {"hstore"});
    change("one", "CREATE SCHEMA mine;");
    ws.write();
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(installed(), Contains("hstore"));
    drop_roles(db, {role});
}

TEST_F(Extensions, ThatTheRoleMayNotCreateFailBeforeAnyScript) {
    const auto role = unique_name("deployer");
    db.query("CREATE ROLE " + role + " LOGIN; GRANT CREATE ON DATABASE " + db.name() + " TO " +
             role);
    ws.package("a", {"file_fdw"});
    change("one", "CREATE SCHEMA mine;");
    ws.write();
    const auto run = json_as(role, {"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_THAT(run.json.dump(), HasSubstr("file_fdw"));
    EXPECT_EQ(
        db.value("SELECT count(*) FROM pg_namespace WHERE nspname IN ('mine', 'pgpm_migrate')"),
        "0");
    drop_roles(db, {role});
}

}  // namespace
}  // namespace pgmeta::test
