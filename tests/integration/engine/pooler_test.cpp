// SPDX-License-Identifier: MIT
#include "../pg/pgbouncer.hpp"
#include "behaviour.hpp"

// Deploying through PgBouncer in transaction mode, whose server sessions are shared by all clients.

namespace pgmeta::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Pooler : public Behaviour {
protected:
    void SetUp() override { bouncer.emplace(); }

    JsonRun through(Words words) const {
        words.insert(words.end(), {"--json", "--target", bouncer->url(db.name())});
        return parsed(run_plain(std::move(words)));
    }

    std::optional<PgBouncer> bouncer;
};

TEST_F(Pooler, DeploysVerifiesAndReverts) {
    ws.package("a", {"hstore"}).change("one").change("two").package("b", {"a"}).change("three");
    ws.write();
    const auto run = through({"deploy"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_THAT(names(run["deployed"]), ElementsAre("a:one", "a:two", "b:three"));
    EXPECT_EQ(through({"deploy"})["already"], 3);
    EXPECT_EQ(through({"verify"})["passed"].size(), 3U);
    EXPECT_EQ(through({"status"})["up_to_date"], true);
    EXPECT_EQ(through({"revert", "--yes"}).exit_code(), 0);
    EXPECT_THAT(ledger(), IsEmpty());
}

TEST_F(Pooler, KeepsTheLimitsAndTheEncodingInEveryScript) {
    ws.package("a");
    change("one",
           "RESET ALL; SET statement_timeout = '1h'; SET client_encoding = 'LATIN1';"
           "SET search_path = pg_catalog;");
    change("two",
           "CREATE TABLE seen AS SELECT current_setting('lock_timeout') l, "
           "current_setting('statement_timeout') s, length('é') n, "
           "current_setting('search_path') p;");
    ws.write();
    const auto run = through({"deploy", "--lock-timeout=7s", "--statement-timeout=90s"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(db.query("SELECT l, s, n, p FROM seen"),
              (Rows{{"7s", "90s", "1", "\"$user\", public"}}));
}

TEST_F(Pooler, KeepsTheSettingsOfADeploymentPlan) {
    ws.package("a").change("one").change(
        "two",
        "CREATE TABLE public.seen AS SELECT current_setting('search_path') p, "
        "current_setting('var.tier') t;",
        "DROP TABLE public.seen;");
    ws.file("plans/p.yaml",
            "packages: [a]\nvariables: {tier: it's; gold}\n"
            "settings: {search_path: 'public, pg_temp', work_mem: 5MB}\n");
    ws.write();
    const auto run = through({"deploy", "--plan", "p"});
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(db.query("SELECT p, t FROM public.seen"), (Rows{{"public, pg_temp", "it's; gold"}}));
    Session next{bouncer->url(db.name())};
    EXPECT_EQ(next.value("SELECT current_setting('work_mem')"), "4MB");
}

TEST_F(Pooler, LeavesNothingInTheSharedSession) {
    const auto role = unique_name("other");
    db.query("CREATE ROLE " + role);
    ws.package("a");
    change("one", "SET search_path = pg_catalog; SET work_mem = '77MB'; SET ROLE " + role +
                      "; SELECT set_config('lock_timeout', '3s', false);");
    ws.write();
    EXPECT_EQ(through({"deploy", "--lock-timeout=7s"}).exit_code(), 0);
    Session next{bouncer->url(db.name())};
    EXPECT_EQ(next.query("SELECT current_setting('search_path'), current_setting('work_mem'), "
                         "current_setting('lock_timeout'), current_user, "
                         "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' "
                         "AND pid = pg_backend_pid())"),
              (Rows{{"\"$user\", public", "4MB", "0", "postgres", "0"}}));
    drop_roles(db, {role});
}

TEST_F(Pooler, RollsAFailureBackAndRecordsIt) {
    ws.package("a").change("one");
    ws.write();
    ASSERT_EQ(through({"deploy"}).exit_code(), 0);
    change("two", "CREATE TABLE two (a int);");
    change("bad", "SELECT 1/0;");
    ws.write();
    const auto run = through({"deploy"});
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("change"), "a:bad");
    EXPECT_FALSE(exists("two"));
    EXPECT_EQ(db.value("SELECT error_code FROM pgpm_migrate.events ORDER BY event_id DESC LIMIT 1"),
              "22012");
}

}  // namespace
}  // namespace pgmeta::test
