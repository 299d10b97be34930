// SPDX-License-Identifier: MIT
#include "../engine/behaviour.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <set>

// `db prepare|list|drop|gc` and `deploy --createdb --cached`.

namespace {

using namespace pgmeta::test;

class PreparedDatabases : public Behaviour {
protected:
    PreparedDatabases() {
        // A change of its own name gives every test templates of its own.
        ws.package(unique_name("p"));
        ws.change("base", "CREATE TABLE t (id int); INSERT INTO t VALUES (1);\n", "DROP TABLE t;\n",
                  "SELECT id FROM t WHERE false;\n");
        ws.write();
    }

    ~PreparedDatabases() override {
        Session session = db.connect();
        for (const auto& name : {first_, second_})
            session.query("DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
        for (const auto& row : ours()) {
            session.query("ALTER DATABASE \"" + row + "\" IS_TEMPLATE false");
            session.query("DROP DATABASE \"" + row + "\" WITH (FORCE)");
        }
    }

    /// Every database whose comment names this test's package.
    Words ours() {
        Words result;
        for (const auto& row :
             db.query("SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') "
                      "LIKE '%packages=%" +
                      ws_package() + "%' ORDER BY 1"))
            result.push_back(row[0]);
        return result;
    }

    std::string ws_package() const {
        for (const auto& entry : std::filesystem::directory_iterator(dir.path() / "packages"))
            return entry.path().filename();
        return {};
    }

    std::string template_of(const JsonRun& run) { return run["template"]; }

    JsonRun prepare(const std::string& name, Words more = {}) {
        more.insert(more.begin(), {"db", "prepare", name});
        return json(std::move(more));
    }

    static std::string value(const std::string& database, const std::string& sql) {
        return Session{"dbname='" + database + "' user=postgres"}.value(sql);
    }

    std::string first_ = unique_name("first");
    std::string second_ = unique_name("second");
};

TEST_F(PreparedDatabases, AreDeployedOnceAndThenCopied) {
    const auto one = prepare(first_);
    ASSERT_EQ(one.exit_code(), 0) << one.process.out << one.process.err;
    const auto two = prepare(second_);
    ASSERT_EQ(two.exit_code(), 0) << two.process.out << two.process.err;
    EXPECT_EQ(one["built"], true);
    EXPECT_EQ(two["built"], false);
    EXPECT_EQ(one["template"], two["template"]);
    EXPECT_EQ(value(second_, "SELECT count(*) FROM t"), "1");
    EXPECT_EQ(value(second_, "SELECT count(*) FROM pgpm_migrate.changes"), "1");
}

TEST_F(PreparedDatabases, GetATemplateOfTheirOwnWhenAScriptDiffers) {
    const auto one = prepare(first_);
    ws.change("more", "CREATE TABLE u (id int);\n", "DROP TABLE u;\n");
    ws.write();
    const auto two = prepare(second_);
    EXPECT_EQ(two["built"], true);
    EXPECT_NE(one["template"], two["template"]);
    EXPECT_EQ(value(second_, "SELECT count(*) FROM u"), "0");
}

TEST_F(PreparedDatabases, TemplatesTakeNoConnections) {
    const auto run = prepare(first_);
    EXPECT_THROW(value(run["template"], "SELECT 1"), std::runtime_error);
}

TEST_F(PreparedDatabases, ATemplateThatWasOpenedIsMadeAnew) {
    const std::string name = prepare(first_)["template"];
    db.query("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS true");
    value(name, "INSERT INTO t VALUES (2)");
    const auto again = prepare(second_);
    EXPECT_EQ(again["built"], true);
    EXPECT_EQ(value(second_, "SELECT count(*) FROM t"), "1");
}

TEST_F(PreparedDatabases, ATemplateWhoseLedgerDriftedIsMadeAnew) {
    const std::string name = prepare(first_)["template"];
    db.query("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS true");
    value(name, "DELETE FROM pgpm_migrate.changes");
    db.query("ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS false");
    const auto again = prepare(second_);
    ASSERT_EQ(again.exit_code(), 0) << again.process.out;
    EXPECT_EQ(again["built"], true);
    EXPECT_EQ(value(second_, "SELECT count(*) FROM pgpm_migrate.changes"), "1");
}

TEST_F(PreparedDatabases, SixteenAtOnceDeployOneTemplate) {
    ws.change("slow", "SELECT pg_sleep(1);\n", "SELECT 1;\n");
    ws.write();
    std::vector<Process> running;
    ProcessOptions options;
    options.cwd = dir.path();
    std::vector<std::string> names;
    for (int i = 0; i < 16; ++i) {
        names.push_back(unique_name("many"));
        running.emplace_back(
            pgmeta_argv({"db", "prepare", names.back(), "--json", "--target", db.url()}), options);
    }
    int built = 0;
    std::set<std::string> templates;
    for (auto& process : running) {
        const auto result = process.wait();
        ASSERT_EQ(result.exit_code, 0) << result.out << result.err;
        const auto object = Json::parse(result.out);
        built += object.at("built") == true ? 1 : 0;
        templates.insert(object.at("template"));
    }
    EXPECT_EQ(built, 1);
    EXPECT_EQ(templates.size(), 1U);
    for (const auto& name : names)
        EXPECT_EQ(value(name, "SELECT count(*) FROM t"), "1");
}

TEST_F(PreparedDatabases, NeedNoMoreThanCreatedb) {
    const auto role = unique_name("maker");
    db.query("CREATE ROLE " + role + " LOGIN CREATEDB");
    const auto one = json_as(role, {"db", "prepare", first_, "--spares", "1"});
    ASSERT_EQ(one.exit_code(), 0) << one.process.out << one.process.err;
    const auto two = json_as(role, {"db", "prepare", second_});
    EXPECT_EQ(two["spare"], true);
    for (const auto& name : {first_, second_})
        EXPECT_EQ(json_as(role, {"db", "drop", name}).exit_code(), 0);
    for (const auto& name : ours()) {
        db.query("ALTER DATABASE \"" + name + "\" IS_TEMPLATE false");
        db.query("DROP DATABASE \"" + name + "\"");
    }
    db.query("DROP ROLE " + role);
}

TEST_F(PreparedDatabases, ADeploymentThatFailsLeavesNothing) {
    ws.change("broken", "SELECT no_such_column FROM t;\n", "SELECT 1;\n");
    ws.write();
    const auto run = prepare(first_);
    EXPECT_EQ(run.exit_code(), 1);
    EXPECT_EQ(run.error().at("sqlstate"), "42703");
    EXPECT_FALSE(database_exists(first_));
    EXPECT_TRUE(ours().empty());
}

TEST_F(PreparedDatabases, AKilledBuilderHoldsUpNobody) {
    ws.change("slow", "SELECT pg_sleep(30.125);\n", "SELECT 1;\n");
    ws.write();
    ProcessOptions options;
    options.cwd = dir.path();
    {
        Process builder{pgmeta_argv({"db", "prepare", first_, "--target", db.url()}), options};
        ASSERT_TRUE(eventually(db,
                               "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE "
                               "'%pg_sleep(30.125)%' AND pid <> pg_backend_pid())"));
        builder.kill(9);
        builder.wait();
    }
    db.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE "
        "'%pg_sleep(30.125)%' AND pid <> pg_backend_pid()");
    write_file(ws.package_dir(ws_package()) / "deploy/slow.sql", "SELECT 30;\n");
    const auto run = prepare(first_);
    EXPECT_EQ(run.exit_code(), 0) << run.process.out;
    EXPECT_EQ(run["built"], true);
}

TEST_F(PreparedDatabases, SparesAreMadeAheadAndTakenByName) {
    prepare(first_, {"--spares", "1"});
    const auto run = prepare(second_);
    EXPECT_EQ(run["spare"], true);
    EXPECT_EQ(value(second_, "SELECT count(*) FROM t"), "1");
}

TEST_F(PreparedDatabases, ADatabaseThatIsThereIsRefusedUnlessReplaced) {
    prepare(first_);
    value(first_, "INSERT INTO t VALUES (2)");
    const auto refused = prepare(first_);
    EXPECT_EQ(refused.exit_code(), 4);
    EXPECT_EQ(refused.error().at("id"), "database-exists");
    const auto replaced = prepare(first_, {"--replace"});
    EXPECT_EQ(replaced.exit_code(), 0);
    EXPECT_EQ(value(first_, "SELECT count(*) FROM t"), "1");
}

TEST_F(PreparedDatabases, DropAndReplaceLeaveAloneWhatIsNotOurs) {
    const auto dropped = json({"db", "drop", db.name()});
    EXPECT_EQ(dropped.exit_code(), 4);
    EXPECT_EQ(dropped.error().at("id"), "database-not-ours");
    const auto replaced = prepare(db.name(), {"--replace"});
    EXPECT_EQ(replaced.error().at("id"), "database-not-ours");
    EXPECT_EQ(db.value("SELECT 1"), "1");
}

TEST_F(PreparedDatabases, DropRefusesWhileSomebodyIsConnected) {
    prepare(first_);
    Session session{"dbname='" + first_ + "' user=postgres"};
    const auto refused = json({"db", "drop", first_});
    EXPECT_EQ(refused.error().at("id"), "database-in-use");
    EXPECT_EQ(json({"db", "drop", first_, "--force"}).exit_code(), 0);
    EXPECT_FALSE(database_exists(first_));
}

TEST_F(PreparedDatabases, AreListed) {
    prepare(first_);
    const auto run = json({"db", "list"});
    std::string kinds;
    for (const auto& item : run["databases"])
        if (item.at("packages") == ws_package()) kinds += item.at("kind").get<std::string>() + " ";
    EXPECT_EQ(kinds, "clone template ");
}

TEST_F(PreparedDatabases, GarbageIsWhatNobodyUsed) {
    const std::string name = prepare(first_)["template"];
    json({"db", "gc", "--unused-for", "1h"});
    EXPECT_TRUE(database_exists(name));
    // As if the template had been used for the last time two hours ago.
    db.query("DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS %L', '" + name +
             "', regexp_replace(regexp_replace(shobj_description((SELECT oid FROM pg_database "
             "WHERE datname = '" +
             name +
             "'), 'pg_database'), 'used=\\d+', 'used=' || extract(epoch FROM now() - interval '2 "
             "hours')::bigint), 'created=\\d+', 'created=0')); END $$");
    const auto run = json({"db", "gc", "--unused-for", "1h"});
    EXPECT_THAT(run["dropped"].get<Words>(), testing::Contains(name));
    EXPECT_FALSE(database_exists(name));
    EXPECT_TRUE(database_exists(first_));
}

TEST_F(PreparedDatabases, DeployCachedCopiesAndDeploysNothing) {
    const auto url = [&](const std::string& name) {
        auto text = db.url();
        return text.replace(text.find(db.name()), db.name().size(), name);
    };
    const auto deploy_to = [&](const std::string& name) {
        return parsed(
            run_plain({"deploy", "--createdb", "--cached", "--json", "--target", url(name)}));
    };
    const auto one = deploy_to(first_);
    ASSERT_EQ(one.exit_code(), 0) << one.process.out;
    EXPECT_EQ(one["already"], 1);
    const auto two = deploy_to(second_);
    EXPECT_EQ(two["database_created"], true);
    EXPECT_EQ(two["already"], 1);
    EXPECT_THAT(two.process.err, testing::HasSubstr("copy of the prepared database"));
    // A database that is there gets what it lacks.
    ws.change("more", "CREATE TABLE u (id int);\n", "DROP TABLE u;\n");
    ws.write();
    const auto three = deploy_to(second_);
    EXPECT_EQ(three["database_created"], false);
    EXPECT_EQ(three["deployed"].size(), 1U);
}

TEST_F(PreparedDatabases, CachedNeedsCreatedb) {
    const auto run = json({"deploy", "--cached"});
    EXPECT_EQ(run.exit_code(), 2);
    EXPECT_EQ(run.error().at("id"), "option-value");
}

}  // namespace
