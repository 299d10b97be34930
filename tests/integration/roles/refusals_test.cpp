// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "roles_world.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

// Wrong input, and what a role may not do: each is refused by name, before anything is changed.

namespace pgmeta::test {

namespace {

using testing::HasSubstr;
using testing::Not;

class Refusal : public RolesTest {
protected:
    Refusal() {
        done({"bootstrap"});
        database.query("CREATE ROLE ops LOGIN CREATEROLE");
    }

    static void expect_refused(const std::string& id,
                               const std::vector<std::string>& arguments,
                               const std::string& words = {},
                               const ProcessOptions& options = {}) {
        const auto result = roles(arguments, options);
        EXPECT_NE(result.exit_code, 0) << result.out;
        EXPECT_THAT(result.err, HasSubstr("error[" + id + "]"));
        EXPECT_THAT(result.err, HasSubstr(words));
    }

    /// `add --username app` and these.
    static void expect_add_refused(const std::string& id,
                                   std::vector<std::string> more,
                                   const std::string& words = {},
                                   const ProcessOptions& options = {}) {
        more.insert(more.begin(), {"add", "--username", "app"});
        expect_refused(id, more, words, options);
    }

    const ProcessOptions as_ops_{.env = {{"PGUSER", "ops"}}};
};

TEST_F(Refusal, OfNamesSaysWhatIsWrongWithThem) {
    const auto add = [](const std::string& name) {
        return std::vector<std::string>{"add", "--username", name, "--no-password"};
    };
    expect_refused("option-value", add(""), "`--username` expects a value, and found an empty one");
    expect_refused("bad-role-name", add("app\r"), "control character");
    expect_refused("bad-role-name", add("two\nlines"), "line end");
    expect_refused("bad-role-name", add("none"), "reserves");
    expect_refused("bad-role-name", {"rotate", "--username", "pg_monitor", "--generate"}, "pg_");
    expect_refused("bad-role-name", {"remove", "--username", std::string(64, 'x'), "--yes"}, "63");
    expect_refused("bad-role-name", {"grant", std::string(64, 'x'), "ops"}, "64 bytes");
    expect_refused("bad-role-names", {"bootstrap", "--role-names", "anonymous=authenticated"},
                   "twice");
    expect_refused("bad-role-name", {"bootstrap", "--role-names", "anonymous=pg_x"}, "pg_");
    expect_refused("argument-missing", {"rotate", "--generate"}, "`--username NAME`");
    expect_refused("argument-missing", {"remove", "--yes"}, "`--username NAME`");
}

TEST_F(Refusal, OfNamesInAFileSaysWhere) {
    TempDir folder;
    const auto file = folder / "users.yaml";
    write_file(file,
               "users:\n  - username: \"a\\0b\"\n  - username: ''\n"
               "  - {username: app, grants: ['']}\n  - {username: app, connection_limit: many}\n");
    const auto result = roles({"add", "--file", file.string()});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("users.yaml:2:5: error[bad-role-name]"));
    EXPECT_THAT(result.err, HasSubstr("NUL"));
    EXPECT_THAT(result.err, HasSubstr("users.yaml:3:5: error[bad-role-name]"));
    EXPECT_THAT(result.err, HasSubstr("users.yaml:4:5: error[bad-role-name]"));
    EXPECT_THAT(result.err, HasSubstr("error[users-file-duplicate]"));
    EXPECT_THAT(result.err, HasSubstr("expected a number from -1 on, found `many`"));
    write_file(file, "users:\n  - {username: app, valid_until: soon}\n");
    expect_refused("bad-timestamp", {"add", "--file", file.string()}, "for user app");
    write_file(file, "users:\n  - {username: app, password_file: missing}\n");
    expect_refused("file-unreadable", {"add", "--file", file.string()}, "missing");
}

TEST_F(Refusal, OfPasswordsSaysWhatWasFound) {
    TempDir folder;
    const auto file = [&](const std::string& name, const std::string& text) {
        write_file(folder / name, text);
        return (folder / name).string();
    };
    expect_add_refused("bad-password", {"--password-file", file("empty", "")}, "empty");
    expect_add_refused("bad-password", {"--password-file", file("end", "\nnext\n")}, "empty");
    expect_add_refused("bad-password", {"--password-file", file("nul", std::string("a\0b", 3))},
                       "NUL");
    expect_add_refused("file-unreadable", {"--password-file", folder.path().string()},
                       "Is a directory");
    expect_add_refused("bad-password", {"--password-env", "TWO"}, "line end",
                       {.env = {{"TWO", "one\ntwo"}}});
    expect_add_refused("password-missing", {"--password-env", "NONE"}, "`NONE`",
                       {.env = {{"NONE", ""}}});
    expect_add_refused("password-missing", {}, "`--password-file -`", {.stdin_text = "piped\n"});
    expect_add_refused("option-value", {"--password", ""}, "`--password` expects a value");
    expect_add_refused("options-contradict", {"--password-file", "-", "--generate"},
                       "`--password-file` and `--generate`");
    expect_add_refused("file-unwritable", {"--generate", "--output", "/no/such/folder/secret"});
    expect_add_refused("options-contradict", {"--no-password", "--update-password"});
    EXPECT_EQ(shape("app"), "");
}

TEST_F(Refusal, OfOptionsThatWouldDoNothing) {
    expect_refused("options-contradict", {"bootstrap", "--client-timeout", "20s"}, "`--client`");
    expect_add_refused("options-contradict", {"--no-password", "--allow-test-users"}, "`--test`");
    expect_refused("options-contradict", {"add", "--test", "--generate"});
    expect_refused("options-contradict", {"audit", "--dry-run"}, "`--fix`");
    expect_refused("options-contradict", {"remove", "--test", "--username", "app"});
    expect_refused("options-contradict",
                   {"remove", "--username", "app", "--reassign-to", "app", "--yes"});
}

TEST_F(Refusal, OfValuesThatTheServerRefusesLeavesNothing) {
    expect_add_refused("statement-failed", {"--no-password", "--in-database", "no_such_db"},
                       "no_such_db");
    expect_add_refused("statement-failed", {"--no-password", "--set", "work_mem=lots"}, "lots");
    expect_add_refused("bad-setting", {"--no-password", "--set", "a b=1"}, "`a b`");
    EXPECT_EQ(shape("app"), "");
}

TEST_F(Refusal, OfAGrantOfConnectThatOnlyWarnsIsAFailure) {
    expect_add_refused("role-privilege", {"--no-password", "--in-database", "postgres"},
                       "CONNECT with GRANT OPTION", as_ops_);
    EXPECT_EQ(shape("app"), "");
    database.query("CREATE ROLE app LOGIN; GRANT CONNECT ON DATABASE postgres TO app");
    expect_refused("role-privilege", {"remove", "--username", "app", "--yes"}, "database postgres",
                   as_ops_);
    EXPECT_EQ(shape("app"), "L:");
}

TEST_F(Refusal, WithoutCreateroleSaysWhatEachStepNeeds) {
    database.query("CREATE ROLE weak LOGIN");
    const ProcessOptions as_weak{.env = {{"PGUSER", "weak"}}};
    expect_add_refused("role-privilege", {"--no-password"},
                       "`create role app: LOGIN` needs CREATEROLE", as_weak);
    expect_refused("role-privilege", {"grant", "anonymous", "weak"},
                   "ADMIN OPTION on role anonymous", as_weak);
    expect_refused("role-privilege", {"rotate", "--username", "postgres", "--generate"},
                   "superuser, because postgres is one", as_ops_);
}

TEST_F(Refusal, ToRemoveOneselfOrTheFirstSuperuserChangesNothing) {
    database.query("CREATE ROLE boss LOGIN SUPERUSER");
    const ProcessOptions as_boss{.env = {{"PGUSER", "boss"}}};
    expect_refused("role-in-use", {"remove", "--username", "boss", "--terminate", "--yes"}, "boss",
                   as_boss);
    expect_refused("role-is-system", {"remove", "--username", "postgres", "--terminate", "--yes"},
                   "postgres", as_boss);
    EXPECT_EQ(shape("boss"), "LS:");
    EXPECT_EQ(database.value("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'postgres'"), "t");
}

TEST_F(Refusal, ToEndSessionsOrGiveAwayComesBeforeAnythingIsChanged) {
    database.query(
        "CREATE ROLE app LOGIN; CREATE ROLE heir; CREATE TABLE mine(); ALTER TABLE mine OWNER TO app");
    expect_refused("role-privilege",
                   {"remove", "--username", "app", "--reassign-to", "heir", "--yes"},
                   "membership in both roles", as_ops_);
    database.query("DROP TABLE mine");
    auto session = database.connect("app");
    expect_refused("role-privilege", {"remove", "--username", "app", "--terminate", "--yes"},
                   "pg_signal_backend", as_ops_);
    EXPECT_EQ(shape("app"), "L:");
    EXPECT_EQ(session.value("SELECT 1"), "1");
}

TEST_F(Refusal, OfADatabaseOutOfReachComesBeforeTheFirstIsChanged) {
    TestDatabase closed;
    database.query(
        "CREATE ROLE app LOGIN; CREATE ROLE heir; CREATE TABLE mine(); ALTER TABLE mine OWNER TO app");
    closed.query("CREATE TABLE his(); ALTER TABLE his OWNER TO app");
    database.query("ALTER DATABASE " + closed.name() + " ALLOW_CONNECTIONS false");
    expect_refused("role-has-dependents", {"remove", "--username", "app", "--yes"},
                   closed.name() + ": 1 object (the database cannot be reached)");
    expect_refused("database-unreachable",
                   {"remove", "--username", "app", "--reassign-to", "heir", "--yes"},
                   closed.name());
    EXPECT_EQ(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"), "app");
    database.query("ALTER DATABASE " + closed.name() + " ALLOW_CONNECTIONS true");
    closed.query("DROP TABLE his");
}

TEST_F(Refusal, GivesSqlThatMeansTheRoleAndNotAKeyWord) {
    database.query(
        "CREATE ROLE \"user\" LOGIN; CREATE TABLE mine(); ALTER TABLE mine OWNER TO \"user\"");
    expect_refused("role-has-dependents", {"remove", "--username", "user", "--yes"},
                   "DROP OWNED BY \"user\"");
}

TEST_F(Refusal, IsOneObjectWithJson) {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"add", "--username", "pg_x"},
             {"add", "--username", "app", "--no-password", "--grant", "nobody"},
             {"remove", "--username", "app"},
             {"add", "--username", "app", "--generate"},
             {"audit", "--dry-run"}}) {
        auto with_json = words;
        with_json.emplace_back("--json");
        const auto object = nlohmann::json::parse(roles(with_json).out);
        EXPECT_FALSE(object["ok"].get<bool>()) << object;
        EXPECT_FALSE(object["error"]["id"].get<std::string>().empty()) << object;
    }
}

TEST_F(Refusal, RevokeNamesWhatIsNotThere) {
    EXPECT_THAT(done({"revoke", "no_group", "ops"}), HasSubstr("role no_group does not exist"));
    EXPECT_THAT(done({"revoke", "anonymous", "nobody"}), HasSubstr("role nobody does not exist"));
}

TEST_F(Refusal, OfOthersTestPasswordIsSaid) {
    database.query("CREATE ROLE app_user LOGIN PASSWORD 'mine'");
    EXPECT_THAT(done({"add", "--test"}), HasSubstr("the password of app_user is left as it is"));
    EXPECT_TRUE(can_log_in("app_user", "mine"));
}

}  // namespace

}  // namespace pgmeta::test
