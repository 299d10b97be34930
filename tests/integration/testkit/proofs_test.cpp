// SPDX-License-Identifier: MIT
#include "../engine/behaviour.hpp"

// `pgmeta test --full-cycle`, `--each-alone`, `--shuffle`, `--mutate`.

namespace {

using namespace pgmeta::test;
using testing::Contains;
using testing::HasSubstr;

class Proofs : public Behaviour {
protected:
    Proofs() {
        ws.package("app");
        ws.change("schema", "CREATE SCHEMA s;\n", "DROP SCHEMA s;\n",
                  "SELECT 1 / count(*) FROM pg_namespace WHERE nspname = 's';\n");
    }

    /// The failures of the one proof.
    Json failures(Words options) {
        ws.write();
        options.insert(options.begin(), "test");
        const auto run = json(std::move(options));
        EXPECT_EQ(run["results"].size(), 1U) << run.process.out;
        const auto found = run["results"].at(0).at("failures");
        EXPECT_EQ(run.exit_code(), found.empty() ? 0 : 1) << run.process.out;
        return found;
    }

    static std::string file(const Json& failure) { return failure.at("file"); }

    static Words lines(const Json& failure) { return failure.at("diagnostics"); }
};

TEST_F(Proofs, FullCycleHoldsWhenEverythingIsUndone) {
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n", {}, {"schema"});
    EXPECT_TRUE(failures({"--full-cycle"}).empty());
}

TEST_F(Proofs, FullCycleBlamesTheChangeThatLeavesSomething) {
    ws.change("t", "CREATE TABLE public.t (id int);\nCREATE TYPE public.e AS ENUM ('a');\n",
              "DROP TABLE public.t;\n", {}, {"schema"});
    ws.change("u", "CREATE TABLE public.u (id int);\n", "DROP TABLE public.u;\n", {}, {"t"});
    const auto found = failures({"--full-cycle"});
    ASSERT_GE(found.size(), 1U);
    EXPECT_TRUE(file(found[0]).ends_with("revert/t.sql")) << found.dump();
    EXPECT_THAT(lines(found[0]), Contains("left: enum public.e"));
}

TEST_F(Proofs, FullCycleFindsWhatAnOldObjectLost) {
    ws.change("grant", "GRANT USAGE ON SCHEMA public TO anonymous;\n",
              "REVOKE ALL ON SCHEMA public FROM PUBLIC, anonymous;\n", {}, {"schema"});
    const auto found = failures({"--full-cycle"});
    ASSERT_GE(found.size(), 1U);
    EXPECT_TRUE(file(found[0]).ends_with("revert/grant.sql"));
    EXPECT_THAT(lines(found[0]), Contains(HasSubstr("changed: schema public")));
}

TEST_F(Proofs, FullCycleTellsOfARevertScriptThatFails) {
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.other;\n", {}, {"schema"});
    const auto found = failures({"--full-cycle"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(file(found[0]).ends_with("revert/t.sql"));
    EXPECT_THAT(found[0].at("got").get<std::string>(), HasSubstr("42P01"));
}

TEST_F(Proofs, EachAloneNamesTheRequirementThatIsMissing) {
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n", {}, {"schema"});
    ws.change("v", "CREATE VIEW s.v AS SELECT id FROM s.t;\n", "DROP VIEW s.v;\n", {}, {"schema"});
    const auto found = failures({"--each-alone"});
    ASSERT_EQ(found.size(), 1U) << found.dump();
    EXPECT_TRUE(file(found[0]).ends_with("deploy/v.sql"));
    EXPECT_THAT(lines(found[0]), Contains("with `t` it can be deployed"));
}

TEST_F(Proofs, EachAloneHoldsWhenRequirementsAreComplete) {
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n", {}, {"schema"});
    ws.change("v", "CREATE VIEW s.v AS SELECT id FROM s.t;\n", "DROP VIEW s.v;\n", {}, {"t"});
    EXPECT_TRUE(failures({"--each-alone"}).empty());
}

TEST_F(Proofs, ShuffleFindsAnOrderThatOnlyThePlanKeeps) {
    // Twelve changes that nothing orders, of which one needs another.
    for (int i = 0; i < 10; ++i)
        ws.change(fmt::format("c{}", i), fmt::format("SELECT {};\n", i),
                  fmt::format("SELECT -{};\n", i));
    ws.change("late", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n");
    bool found = false;
    for (int seed = 0; seed < 5 && !found; ++seed)
        found = !failures({"--shuffle", std::to_string(seed)}).empty();
    EXPECT_TRUE(found);
    EXPECT_EQ(failures({"--shuffle", "3"}), failures({"--shuffle", "3"}));
}

TEST_F(Proofs, MutateNamesWhatNoVerifyScriptNotices) {
    ws.change("t",
              "CREATE TABLE s.t (id int NOT NULL, b int);\nGRANT SELECT ON s.t TO anonymous;\n",
              "DROP TABLE s.t;\n", "SELECT id FROM s.t WHERE false;\n", {"schema"});
    const auto found = failures({"--mutate"});
    ASSERT_EQ(found.size(), 1U) << found.dump();
    EXPECT_TRUE(file(found[0]).ends_with("verify/t.sql"));
    EXPECT_THAT(lines(found[0]), testing::UnorderedElementsAre(
                                     "anonymous has no privileges on table s.t",
                                     "column s.t.id may be null", "column s.t.b is dropped"));
}

TEST_F(Proofs, MutateListsVerifyScriptsThatCannotFail) {
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n", "SELECT 1;\n", {"schema"});
    const auto found = failures({"--mutate"});
    ASSERT_EQ(found.size(), 2U) << found.dump();
    EXPECT_THAT(found[0].at("message").get<std::string>(),
                HasSubstr("passes where the change is not deployed"));
    EXPECT_TRUE(file(found[0]).ends_with("verify/t.sql"));
}

TEST_F(Proofs, AreMadeWhereWhatThePackageNeedsIsDeployed) {
    ws.package("top", {"app", "plpgsql"});
    ws.change("t", "CREATE TABLE s.t (id int);\n", "DROP TABLE s.t;\n",
              "SELECT id FROM s.t WHERE false;\n");
    ws.write();
    const auto run = json({"test", "top", "--full-cycle", "--each-alone"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(run["results"].size(), 2U);
    EXPECT_EQ(db.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'pgmeta\\_proof%' AND "
                       "shobj_description(oid, 'pg_database') LIKE '%packages=top'"),
              "0");
}

}  // namespace
