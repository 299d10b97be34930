// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "roles_world.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <sys/stat.h>

// What each command does, option by option, and what it refuses.

namespace pgmeta::test {

namespace {

using testing::HasSubstr;
using testing::Not;

class AdminUsers : public RolesTest {
protected:
    static void expect_refused(const std::string& id,
                               int status,
                               const std::vector<std::string>& arguments,
                               const ProcessOptions& options = {}) {
        const auto result = roles(arguments, options);
        EXPECT_EQ(result.exit_code, status) << result.out << result.err;
        EXPECT_THAT(result.err, HasSubstr("error[" + id + "]"));
    }

    /// As role `ops`, which may make roles and nothing else.
    ProcessOptions as_ops() {
        database.query(
            "DO $$ BEGIN CREATE ROLE ops LOGIN CREATEROLE;"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        return {.env = {{"PGUSER", "ops"}}};
    }
};

TEST_F(AdminUsers, BootstrapTakesNoTransactionIdWhenNothingDiffers) {
    done({"bootstrap", "--client"});
    const auto xid = "SELECT pg_snapshot_xmax(pg_current_snapshot())";
    const auto before = database.value(xid);
    EXPECT_THAT(done({"bootstrap", "--client"}), HasSubstr("Nothing to do"));
    const auto pasted = psql(done({"bootstrap", "--client", "--print-sql"}));
    EXPECT_EQ(pasted.exit_code, 0) << pasted.err;
    EXPECT_EQ(database.value(xid), before);
}

TEST_F(AdminUsers, BootstrapRepairsOnlyWhatDiffers) {
    done({"bootstrap"});
    database.query("ALTER ROLE anonymous LOGIN CREATEDB; ALTER ROLE administrator NOBYPASSRLS");
    const auto out = done({"bootstrap"});
    EXPECT_THAT(out, HasSubstr("+ alter role anonymous: NOLOGIN NOCREATEDB\n"));
    EXPECT_THAT(out, HasSubstr("+ alter role administrator: BYPASSRLS\n"));
    EXPECT_THAT(out, Not(HasSubstr("authenticated")));
}

TEST_F(AdminUsers, BootstrapTakesNamesFromOptionAndConfiguration) {
    TempDir folder;
    write_file(folder / "pgmeta.yaml", "roles:\n  anonymous: web_anon\n");
    done({"bootstrap", "--role-names", "administrator=Boss of \"all\"", "-C",
          folder.path().string()});
    EXPECT_EQ(shape("web_anon"), ":");
    EXPECT_EQ(shape("Boss of \"all\""), "B:");
    EXPECT_EQ(shape("anonymous"), "");
    expect_refused("bad-role-names", 2, {"bootstrap", "--role-names", "anon=x"});
    expect_refused("bad-role-names", 2, {"bootstrap", "--role-names", "anonymous="});
}

TEST_F(AdminUsers, BootstrapTakesNamesOfPgpmsConfiguration) {
    TempDir folder;
    write_file(folder / "pgpm.json",
               R"({"packages": [], "db": {"roles": {"authenticated": "web_user"}}})");
    done({"bootstrap", "-C", folder.path().string()});
    EXPECT_EQ(shape("web_user"), ":");
    EXPECT_EQ(shape("authenticated"), "");
}

TEST_F(AdminUsers, TheClientRoleHasItsTimeout) {
    done({"bootstrap", "--client"});
    const auto timeout = "SELECT rolconfig FROM pg_roles WHERE rolname = 'authenticated_client'";
    EXPECT_EQ(database.value(timeout), "{statement_timeout=15s}");
    done({"bootstrap", "--client", "--client-timeout", "20s"});
    EXPECT_EQ(database.value(timeout), "{statement_timeout=20s}");
    EXPECT_EQ(roles({"audit", "--client"}).exit_code, 0) << "a timeout of one's own is no drift";
}

TEST_F(AdminUsers, EveryChangingCommandTellsWhatItDidInJson) {
    const std::vector<std::vector<std::string>> commands{
        {"bootstrap"},
        {"add", "--username", "app", "--no-password"},
        {"add", "--test"},
        {"grant", "administrator", "app"},
        {"revoke", "administrator", "app"},
        {"rotate", "--username", "app", "--password-env", "PW"},
        {"remove", "--username", "app", "--yes"}};
    for (auto words : commands) {
        words.emplace_back("--json");
        const auto object = nlohmann::json::parse(done(words, {.env = {{"PW", "secret"}}}));
        EXPECT_TRUE(object["ok"].get<bool>()) << object;
        EXPECT_TRUE(object["changed"].get<bool>()) << object;
        EXPECT_EQ(object["command"], "admin-users " + words.front());
        EXPECT_FALSE(object["done"].empty()) << object;
        EXPECT_THAT(object.dump(), Not(HasSubstr("secret")));
    }
}

TEST_F(AdminUsers, ADryRunOfEveryChangingCommandChangesNothing) {
    done({"bootstrap"});
    database.query(
        "CREATE ROLE app LOGIN CONNECTION LIMIT 7; CREATE ROLE heir; GRANT anonymous TO app");
    const auto xid = "SELECT pg_snapshot_xmax(pg_current_snapshot())";
    const auto before = database.value(xid);
    const std::vector<std::vector<std::string>> commands{
        {"bootstrap", "--client"},
        {"add", "--username", "app", "--no-password", "--connection-limit", "8"},
        {"add", "--test"},
        {"grant", "administrator", "app"},
        {"revoke", "anonymous", "app"},
        {"rotate", "--username", "app"},
        {"remove", "--username", "app", "--terminate", "--reassign-to", "heir"}};
    for (auto words : commands) {
        words.emplace_back("--dry-run");
        EXPECT_THAT(done(words), HasSubstr("would "));
    }
    EXPECT_EQ(database.value(xid), before);
}

TEST_F(AdminUsers, BootstrapSaysWhichAttributeNeedsWhat) {
    const auto result = roles({"bootstrap"}, as_ops());
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[role-privilege]"));
    EXPECT_THAT(result.err, HasSubstr("create role administrator"));
    EXPECT_THAT(result.err, HasSubstr("BYPASSRLS"));
    EXPECT_EQ(shape("anonymous"), "") << "a part of the transaction stayed";
}

TEST_F(AdminUsers, BootstrapNeedsNoSuperuserWhereNothingNeedsIt) {
    done({"bootstrap"});
    done({"bootstrap"}, as_ops());
    database.query("DROP ROLE anonymous");
    done({"bootstrap"}, as_ops());
    EXPECT_EQ(shape("anonymous"), ":");
}

TEST_F(AdminUsers, DryRunChangesNothing) {
    const auto out = done({"bootstrap", "--dry-run"});
    EXPECT_THAT(out, HasSubstr("would create role anonymous"));
    EXPECT_EQ(shape("anonymous"), "");
}

TEST_F(AdminUsers, AddMakesALoginRoleWithEverythingAskedFor) {
    done({"bootstrap"});
    done({"add", "--username", "app", "--admin", "--password-env", "PW", "--valid-until",
          "2035-01-31", "--connection-limit", "3", "--comment", "it's $do$", "--set",
          "statement_timeout=3s", "--set", "search_path=\"$user\", Shop", "--in-database",
          database.name()},
         {.env = {{"PW", "secret"}}});
    EXPECT_EQ(shape("app"), "L:administrator,anonymous,authenticated");
    EXPECT_TRUE(can_log_in("app", "secret"));
    const auto row = database.query(
        "SELECT rolconnlimit, rolvaliduntil::date, shobj_description(oid, 'pg_authid'),"
        " rolconfig, has_database_privilege('app', current_database(), 'CONNECT')"
        " FROM pg_roles WHERE rolname = 'app'")[0];
    EXPECT_THAT(row, testing::ElementsAre(
                         "3", "2035-01-31", "it's $do$",
                         R"({statement_timeout=3s,"search_path=\"$user\", \"Shop\""})", "t"));
}

TEST_F(AdminUsers, AddAgainWithTheSameOptionsWritesNothing) {
    done({"bootstrap"});
    const std::vector<std::string> words{"add",           "--username",       "app",
                                         "--no-password", "--valid-until",    "2035-01-31 12:00",
                                         "--set",         "search_path=a, B", "--in-database",
                                         "postgres"};
    done(words);
    EXPECT_THAT(done(words), HasSubstr("Nothing to do"));
}

TEST_F(AdminUsers, AddFailsBeforeItWritesWhenABaseRoleIsMissing) {
    const auto result = roles({"add", "--username", "app", "--no-password"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[role-missing]"));
    EXPECT_THAT(result.err, HasSubstr("admin-users bootstrap"));
    EXPECT_EQ(shape("app"), "");
}

TEST_F(AdminUsers, AddLeavesAnExistingPasswordUnlessTold) {
    done({"bootstrap"});
    done({"add", "--username", "app", "--password", "first"});
    const auto kept = done({"add", "--username", "app", "--password", "second"});
    EXPECT_THAT(kept, HasSubstr("left as it is"));
    EXPECT_TRUE(can_log_in("app", "first"));
    done({"add", "--username", "app", "--password", "second", "--update-password"});
    EXPECT_TRUE(can_log_in("app", "second"));
    const auto again =
        done({"add", "--username", "app", "--password", "second", "--update-password"});
    EXPECT_THAT(again, HasSubstr("unchanged"));
    EXPECT_THAT(again, Not(HasSubstr("set the password")));
}

TEST_F(AdminUsers, AddGrantsTheRolesGivenInsteadOfTheDefaults) {
    done({"bootstrap"});
    database.query("CREATE ROLE team; CREATE ROLE other");
    done({"add", "--username", "app", "--no-password", "--grant", "team", "--grant", "other"});
    EXPECT_EQ(shape("app"), "L:other,team");
}

TEST_F(AdminUsers, PasswordsOfEveryKindWork) {
    done({"bootstrap"});
    const std::vector<std::string> passwords{"$do$",
                                             "a$$b",
                                             "o'brien\"s\\path\\",
                                             "Grüße 世界",
                                             "\xE2\x85\xA8",  // SASLprep: IX
                                             std::string(1024, 'x'),
                                             "$pgmeta$ :'verifier'"};
    for (std::size_t i = 0; i < passwords.size(); ++i) {
        const auto user = "user" + std::to_string(i);
        done({"add", "--username", user, "--password-file", "-"},
             {.stdin_text = passwords[i] + "\n"});
        EXPECT_TRUE(can_log_in(user, passwords[i])) << passwords[i];
    }
    EXPECT_TRUE(can_log_in("user4", "IX"));
}

TEST_F(AdminUsers, NamesOfEveryKindWork) {
    done({"bootstrap"});
    for (const std::string name :
         {"O'Brien", "say \"x\"", "back\\slash", "select", "$pgmeta$", "%I", "Ünïcode", "-dash"}) {
        done({"add", "--username=" + name, "--password", "pw"});
        EXPECT_EQ(database.value("SELECT count(*) FROM pg_roles WHERE rolname = E'" +
                                 (name == "O'Brien"       ? "O\\'Brien"
                                  : name == "back\\slash" ? "back\\\\slash"
                                                          : name) +
                                 "'"),
                  "1")
            << name;
        EXPECT_TRUE(can_log_in(name, "pw")) << name;
        done({"remove", "--username=" + name, "--yes"});
    }
}

TEST_F(AdminUsers, NamesThatCannotBeAreRefused) {
    for (const auto& name : {std::string(64, 'x'), std::string{"pg_x"}, std::string{"public"}})
        expect_refused("bad-role-name", 2, {"add", "--username", name, "--no-password"});
    expect_refused("option-value", 2, {"add", "--username", ""});
    expect_refused("argument-missing", 2, {"add"});
    expect_refused("role-is-base", 2, {"add", "--username", "anonymous", "--no-password"});
    expect_refused("role-is-base", 2, {"remove", "--username", "administrator", "--yes"});
}

TEST_F(AdminUsers, WrongOptionsAreRefused) {
    done({"bootstrap"});
    const auto add = [](std::vector<std::string> more) {
        more.insert(more.begin(), {"add", "--username", "app"});
        return more;
    };
    expect_refused("options-contradict", 2, add({"--no-password", "--password", "x"}));
    expect_refused("options-contradict", 2, add({"--test"}));
    expect_refused("options-contradict", 2, add({"--no-password", "--output", "x"}));
    expect_refused("password-missing", 2, add({}));
    expect_refused("password-missing", 2, add({"--password-env", "NO_SUCH_VARIABLE"}));
    expect_refused("bad-password", 2, add({"--password-file", "-"}));
    expect_refused("file-unreadable", 1, add({"--password-file", "no-such-file"}));
    expect_refused("option-value", 2, add({"--no-password", "--connection-limit", "many"}));
    expect_refused("bad-timestamp", 2, add({"--no-password", "--valid-until", "soon"}));
    expect_refused("bad-setting", 2, add({"--no-password", "--set", "x"}));
    expect_refused("bad-setting", 2, add({"--no-password", "--set", "no_such_setting=1"}));
    expect_refused("role-missing", 1, add({"--no-password", "--grant", "nobody"}));
    EXPECT_EQ(shape("app"), "");
}

TEST_F(AdminUsers, APasswordFileIsNeverPutInThePlaceOfADevice) {
    const TempDir folder;
    const auto pipe = folder.path() / "pipe";
    done({"bootstrap"});
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    expect_refused("file-unwritable", 1,
                   {"add", "--username", "app", "--generate", "--output", pipe.string()});
    EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST_F(AdminUsers, AGeneratedPasswordIsShownOnceOrWritten) {
    done({"bootstrap"});
    const auto out = done({"add", "--username", "app", "--generate"});
    const auto at = out.find("password of app: ");
    ASSERT_NE(at, std::string::npos) << out;
    EXPECT_TRUE(can_log_in("app", out.substr(at + 17, 32)));

    TempDir folder;
    const auto file = folder / "secret";
    const auto pgpass = folder / "pgpass";
    const auto written = done({"rotate", "--username", "app", "--generate", "--output",
                               file.string(), "--write-pgpass", "--json"},
                              {.env = {{"PGPASSFILE", pgpass.string()}}});
    const auto mode = [](const std::filesystem::path& path) {
        return std::filesystem::status(path).permissions() & std::filesystem::perms::all;
    };
    EXPECT_EQ(mode(file), std::filesystem::perms{0600});
    EXPECT_EQ(mode(pgpass), std::filesystem::perms{0600});
    const auto secret = run({"cat", file.string()}).out.substr(0, 32);
    EXPECT_TRUE(can_log_in("app", secret));
    EXPECT_THAT(run({"cat", pgpass.string()}).out, HasSubstr(":*:app:" + secret + "\n"));
    EXPECT_THAT(written, Not(HasSubstr(secret)));
}

TEST_F(AdminUsers, ThePromptAsksTwiceWithoutEcho) {
    done({"bootstrap"});
    const auto ask = [](const std::string& second) {
        Process process{pgmeta_argv({"admin-users", "add", "--username", "app"}), {.pty = true}};
        EXPECT_TRUE(process.wait_for("Password for app: "));
        process.write("s3cret-typed\n");
        EXPECT_TRUE(process.wait_for("Again: "));
        process.write(second + "\n");
        return process.wait();
    };
    const auto different = ask("else");
    EXPECT_EQ(different.exit_code, 2);
    EXPECT_THAT(different.out, HasSubstr("passwords-differ"));
    const auto same = ask("s3cret-typed");
    EXPECT_EQ(same.exit_code, 0) << same.out;
    EXPECT_THAT(same.out, Not(HasSubstr("s3cret-typed")));
    EXPECT_TRUE(can_log_in("app", "s3cret-typed"));
}

TEST_F(AdminUsers, TestUsersAreAsPgpmMakesThem) {
    done({"bootstrap"});
    done({"add", "--test"});
    EXPECT_EQ(shape("app_user"), "L:anonymous,authenticated");
    EXPECT_EQ(shape("app_admin"), "L:administrator");
    EXPECT_EQ(shape("administrator"), "B:anonymous,authenticated");
    EXPECT_TRUE(can_log_in("app_user", "app_password"));
    EXPECT_TRUE(can_log_in("app_admin", "admin_password"));
    done({"remove", "--test", "--yes"});
    EXPECT_EQ(shape("app_user") + shape("app_admin"), "");
}

TEST_F(AdminUsers, TestUsersAreRefusedOnAProtectedTarget) {
    TempDir folder;
    write_file(folder / "pgmeta.yaml",
               "targets:\n  live:\n    url: " + database.url() + "\n    protected: true\n");
    done({"bootstrap"});
    const auto at = folder.path().string();
    expect_refused("test-users-refused", 2, {"add", "--test", "-t", "live", "-C", at});
    done({"add", "--test", "--allow-test-users", "-t", "live", "-C", at});
}

TEST_F(AdminUsers, AFileAddsManyInOneTransaction) {
    done({"bootstrap"});
    TempDir folder;
    write_file(folder / "pw", "from-file\n");
    const auto yaml = folder / "users.yaml";
    write_file(yaml,
               "users:\n"
               "  - username: one\n    password_env: ONE\n    connection_limit: 2\n"
               "  - username: two\n    password_file: pw\n    admin: true\n"
               "    settings: {statement_timeout: 9s}\n"
               "  - {username: three, grants: [authenticated]}\n");
    const ProcessOptions world{.env = {{"ONE", "from-env"}}};
    done({"add", "--file", yaml.string()}, world);
    EXPECT_EQ(shape("three"), "L:authenticated");
    EXPECT_TRUE(can_log_in("one", "from-env"));
    EXPECT_TRUE(can_log_in("two", "from-file"));
    EXPECT_THAT(done({"add", "--file", yaml.string()}, world), Not(HasSubstr("+ ")));
    EXPECT_EQ(roles({"audit", "--file", yaml.string()}).exit_code, 0);

    write_file(yaml, "users:\n  - {username: four}\n  - {username: five, grants: [nobody]}\n");
    expect_refused("role-missing", 1, {"add", "--file", yaml.string()});
    EXPECT_EQ(shape("four"), "");
}

TEST_F(AdminUsers, AFileWithAPasswordOrUnknownKeysIsRefusedWithItsPlace) {
    TempDir folder;
    write_file(folder / "users.yaml",
               "users:\n  - username: one\n    password: secret\n    admn: true\n");
    const auto result = roles({"add", "--file", (folder / "users.yaml").string()});
    EXPECT_EQ(result.exit_code, 3);
    EXPECT_THAT(result.err, HasSubstr("users.yaml:3:5: error[users-file-password]"));
    EXPECT_THAT(result.err, HasSubstr("users.yaml:4:5: error[users-file-key]"));
    EXPECT_THAT(result.err, HasSubstr("`admin`"));
    EXPECT_THAT(result.err, Not(HasSubstr("secret")));
}

TEST_F(AdminUsers, RemoveOfAnAbsentRoleIsDone) {
    EXPECT_THAT(done({"remove", "--username", "nobody", "--yes"}), HasSubstr("does not exist"));
}

TEST_F(AdminUsers, RemoveAsksAndTakesNoForAnAnswer) {
    done({"bootstrap"});
    done({"add", "--username", "app", "--no-password"});
    expect_refused("confirmation-needed", 2, {"remove", "--username", "app"});
    Process process{pgmeta_argv({"admin-users", "remove", "--username", "app"}), {.pty = true}};
    EXPECT_TRUE(process.wait_for("[y/N]"));
    process.write("n\n");
    EXPECT_EQ(process.wait().exit_code, 1);
    EXPECT_EQ(shape("app"), "L:anonymous,authenticated");
}

TEST_F(AdminUsers, RemoveListsWhatDependsInEveryDatabase) {
    TestDatabase second;
    done({"bootstrap"});
    done({"add", "--username", "leaver", "--no-password", "--in-database", "postgres"});
    database.query("CREATE TABLE mine(id int); ALTER TABLE mine OWNER TO leaver");
    second.query("CREATE TABLE \"Odd name\"(id int); GRANT SELECT ON \"Odd name\" TO leaver");
    const auto result = roles({"remove", "--username", "leaver", "--yes"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.err, HasSubstr("error[role-has-dependents]"));
    EXPECT_THAT(result.err, HasSubstr("database " + database.name() + ": table mine (owner)"));
    EXPECT_THAT(result.err,
                HasSubstr("database " + second.name() + ": table \"Odd name\" (privilege)"));
    EXPECT_THAT(result.err, HasSubstr("--reassign-to ROLE"));
    EXPECT_THAT(result.err,
                HasSubstr(R"(REASSIGN OWNED BY "leaver" TO ROLE; DROP OWNED BY "leaver")"));

    expect_refused("role-missing", 1,
                   {"remove", "--username", "leaver", "--reassign-to", "heir", "--yes"});
    database.query("CREATE ROLE heir");
    const auto plan =
        done({"remove", "--username", "leaver", "--reassign-to", "heir", "--dry-run"});
    EXPECT_THAT(plan, HasSubstr("would in database " + second.name()));
    const auto sql =
        done({"remove", "--username", "leaver", "--reassign-to", "heir", "--print-sql"});
    EXPECT_EQ(database.value("SELECT count(*) FROM pg_roles WHERE rolname = 'leaver'"), "1");
    const auto pasted = psql(sql);
    EXPECT_EQ(pasted.exit_code, 0) << pasted.err;
    EXPECT_EQ(shape("leaver"), "");
    EXPECT_EQ(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"), "heir");
}

TEST_F(AdminUsers, RemoveWithReassignToDoesItInEveryDatabase) {
    TestDatabase second;
    done({"bootstrap"});
    done({"add", "--username", "leaver", "--no-password"});
    database.query("CREATE ROLE heir; CREATE TABLE mine(id int); ALTER TABLE mine OWNER TO leaver");
    second.query(
        "CREATE TABLE his(id int); ALTER TABLE his OWNER TO leaver;"
        "GRANT ALL ON SCHEMA public TO leaver");
    const auto result = roles({"remove", "--username", "leaver", "--reassign-to", "heir", "--yes"});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("would in database " + second.name())) << "the plan";
    EXPECT_EQ(shape("leaver"), "");
    EXPECT_EQ(database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'mine'"), "heir");
    EXPECT_EQ(second.value("SELECT tableowner FROM pg_tables WHERE tablename = 'his'"), "heir");
}

TEST_F(AdminUsers, RemoveTerminatesSessionsWhenTold) {
    done({"bootstrap"});
    done({"add", "--username", "busy", "--no-password"});
    auto session = database.connect("busy");
    const auto out = done({"remove", "--username", "busy", "--terminate", "--yes"});
    EXPECT_THAT(out, HasSubstr("end 1 session of busy"));
    EXPECT_EQ(shape("busy"), "");
    EXPECT_THROW(session.value("SELECT 1"), std::runtime_error);
}

TEST_F(AdminUsers, ARoleCannotRemoveItself) {
    done({"bootstrap"});
    database.query("CREATE ROLE ops LOGIN SUPERUSER");
    expect_refused("role-in-use", 1, {"remove", "--username", "ops", "--yes"},
                   {.env = {{"PGUSER", "ops"}}});
}

TEST_F(AdminUsers, GrantAndRevokeAreDoneOnce) {
    done({"bootstrap"});
    done({"add", "--username", "app", "--no-password"});
    done({"grant", "administrator", "app"});
    EXPECT_THAT(done({"grant", "administrator", "app"}), HasSubstr("Nothing to do"));
    EXPECT_EQ(shape("app"), "L:administrator,anonymous,authenticated");
    done({"grant", "pg_read_all_data", "app"});
    done({"revoke", "administrator", "app"});
    EXPECT_THAT(done({"revoke", "administrator", "app"}), HasSubstr("Nothing to do"));
    EXPECT_EQ(shape("app"), "L:anonymous,authenticated,pg_read_all_data");
    expect_refused("role-missing", 1, {"grant", "administrator", "nobody"});
    expect_refused("argument-missing", 2, {"grant", "administrator"});
}

TEST_F(AdminUsers, RotateNeedsTheRoleAndSetsANewPassword) {
    done({"bootstrap"});
    expect_refused("role-missing", 1, {"rotate", "--username", "app", "--password", "x"});
    done({"add", "--username", "app", "--password", "old"});
    done({"rotate", "--username", "app", "--password", "new"});
    EXPECT_TRUE(can_log_in("app", "new"));
    EXPECT_FALSE(can_log_in("app", "old"));
    EXPECT_THAT(done({"rotate", "--username", "app", "--password", "new"}), HasSubstr("unchanged"));
}

TEST_F(AdminUsers, Md5IsStoredOnlyWhenServerAndUserAskForIt) {
    done({"bootstrap"});
    database.query("ALTER DATABASE postgres SET password_encryption = 'md5'");
    const auto kind = [&] {
        return database.value("SELECT left(rolpassword, 3) FROM pg_authid WHERE rolname = 'app'");
    };
    done({"add", "--username", "app", "--password", "pw"});
    EXPECT_EQ(kind(), "SCR");
    done({"rotate", "--username", "app", "--password", "other", "--allow-md5"});
    EXPECT_EQ(kind(), "md5");
    EXPECT_THAT(roles({"audit"}).out, HasSubstr("[md5-verifier]"));
    database.query("ALTER DATABASE postgres RESET password_encryption");
}

TEST_F(AdminUsers, ListTellsAttributesMembershipsAndSessions) {
    done({"bootstrap"});
    done({"add", "--username", "app", "--no-password", "--valid-until", "2035-01-31"});
    auto session = database.connect("app");
    const auto list = nlohmann::json::parse(done({"list", "--json"}));
    for (const auto& role : list["roles"]) {
        if (role["name"] != "app") continue;
        EXPECT_TRUE(role["login"]);
        EXPECT_EQ(role["sessions"], 1);
        EXPECT_EQ(role["member_of"].size(), 2U);
        EXPECT_EQ(role["member_of"][0]["role"], "anonymous");
        EXPECT_EQ(role["password"], "none");
        return;
    }
    FAIL() << list;
}

TEST_F(AdminUsers, AuditFindsDriftAndFixRepairsBaseRoles) {
    done({"bootstrap"});
    EXPECT_EQ(roles({"audit"}).exit_code, 0);
    database.query("ALTER ROLE anonymous LOGIN; DROP ROLE authenticated");
    const auto result = roles({"audit", "--json"});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_EQ(nlohmann::json::parse(result.out)["findings"].size(), 2U);
    expect_refused("confirmation-needed", 2, {"audit", "--fix"});
    EXPECT_EQ(roles({"audit", "--fix", "--dry-run"}).exit_code, 4);
    done({"audit", "--fix", "--yes"});
    EXPECT_EQ(shape("anonymous"), ":");
}

TEST_F(AdminUsers, AuditSaysUnknownWithoutRightsOnPgAuthid) {
    done({"bootstrap"});
    const auto result = roles({"audit", "--json"}, as_ops());
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    EXPECT_THAT(result.out, HasSubstr("md5-verifier"));
}

TEST_F(AdminUsers, AMaintenanceDatabaseThatRefusesIsSaidAndGoneOn) {
    done({"bootstrap"});
    const auto result = roles({"add", "--username", "app", "--no-password", "--maintenance-db",
                               "no_such_database", "--database", database.name()});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_THAT(result.err, HasSubstr("maintenance-database-closed"));
    EXPECT_EQ(shape("app"), "L:anonymous,authenticated");
}

TEST_F(AdminUsers, ALockThatIsNotHadEndsWithItsOwnStatus) {
    done({"bootstrap"});
    auto other = Session{"dbname=postgres"};
    other.query("BEGIN; LOCK TABLE pg_authid IN ROW EXCLUSIVE MODE");
    expect_refused("lock-not-had", 6,
                   {"add", "--username", "app", "--no-password", "--lock-wait", "200ms"});
}

TEST_F(AdminUsers, AliasRolesAndJsonErrorsWork) {
    const auto result =
        run_pgmeta({"roles", "rotate", "--username", "x", "--password", "y", "--json"});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(nlohmann::json::parse(result.out)["error"]["id"], "role-missing");
}

}  // namespace

}  // namespace pgmeta::test
