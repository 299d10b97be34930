// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "roles_world.hpp"

#include <gmock/gmock.h>

// What `--print-sql` prints goes through the real psql: it does what the command does, a second
// time it does nothing more, and eight pastes at once all succeed.

namespace pgmeta::test {

namespace {

using testing::HasSubstr;
using testing::Not;

const std::string verifier =
    "SCRAM-SHA-256$4096:iC29nkEgAXnSINZ8sP8HeA==$mGWNQ7cqiLgTzdqvjpYL/4EYhI8NKJkXAIfoAQzDAwc=:"
    "Pl7cPJeaVVhNMWq0kx2YRGWzlmuobpmpTlIZNC0rhCE=";

struct Shape {
    std::string name;
    std::vector<std::string> command;
    std::string before;  ///< SQL, on top of the base roles
    std::string role;    ///< to look at
    std::string after;   ///< its shape then
    bool again = false;  ///< writes at every paste: a new password is a new one
};

void PrintTo(const Shape& shape, std::ostream* stream) {
    *stream << shape.name;
}

const std::string app = "CREATE ROLE app LOGIN; GRANT anonymous, authenticated TO app;";

const std::vector<Shape> shapes{
    {"bootstrap",
     {"bootstrap", "--client"},
     "DROP ROLE anonymous",
     "authenticated_client",
     ":authenticated"},
    {"fix", {"audit", "--fix"}, "ALTER ROLE anonymous LOGIN CREATEDB BYPASSRLS", "anonymous", ":"},
    {"add_without_password",
     {"add", "--username", "app", "--no-password", "--admin", "--valid-until", "2035-01-31",
      "--connection-limit", "3", "--comment", "it's $do$ :'x' \\q", "--set",
      "search_path=\"a b\", c", "--in-database", "postgres"},
     "",
     "app",
     "L:administrator,anonymous,authenticated"},
    {"add_with_password",
     {"add", "--username", "app", "--generate"},
     "",
     "app",
     "L:anonymous,authenticated"},
    {"add_test", {"add", "--test"}, "", "app_admin", "L:administrator"},
    {"add_file",
     {"add", "--file", "users.yaml"},
     "",
     "two",
     "L:administrator,anonymous,authenticated"},
    {"grant",
     {"grant", "administrator", "app"},
     app,
     "app",
     "L:administrator,anonymous,authenticated"},
    {"revoke", {"revoke", "anonymous", "app"}, app, "app", "L:authenticated"},
    {"rotate", {"rotate", "--username", "app"}, app, "app", "L:anonymous,authenticated", true},
    {"remove",
     {"remove", "--username", "app"},
     app + "GRANT CONNECT ON DATABASE postgres TO app",
     "app",
     ""},
    {"remove_and_terminate", {"remove", "--username", "app", "--terminate"}, app, "app", ""},
    {"remove_and_reassign",
     {"remove", "--username", "app", "--reassign-to", "heir"},
     app + "CREATE ROLE heir; CREATE TABLE mine(); ALTER TABLE mine OWNER TO app;"
           "CREATE TABLE other(); GRANT SELECT ON other TO app",
     "app",
     ""},
};

class PrintedSql : public RolesTest, public testing::WithParamInterface<Shape> {
protected:
    PrintedSql() {
        done({"bootstrap"});
        if (!GetParam().before.empty()) database.query(GetParam().before);
        write_file(
            folder_ / "users.yaml",
            "users:\n  - {username: one, password_env: ONE}\n  - {username: two, admin: true}\n");
        auto command = GetParam().command;
        command.insert(command.end(), {"--print-sql", "-C", folder_.path().string()});
        write_file(folder_ / "pasted.sql", done(command));
    }

    /// The verifier stands in every variable that any of the commands names.
    std::vector<std::string> paste() {
        std::vector<std::string> argv{"psql", "-X",       "-v", "ON_ERROR_STOP=1",
                                      "-d",   "postgres", "-f", (folder_ / "pasted.sql").string()};
        for (const auto* name : {"verifier", "user_verifier", "admin_verifier", "verifier_1"})
            argv.insert(argv.end(), {"-v", std::string{name} + "=" + verifier});
        return argv;
    }

private:
    TempDir folder_;
};

TEST_P(PrintedSql, PastedTwiceDoesItOnce) {
    const auto first = run(paste());
    EXPECT_EQ(first.exit_code, 0) << first.err;
    EXPECT_THAT(first.err, HasSubstr("NOTICE:"));
    EXPECT_THAT(first.out + first.err, Not(HasSubstr("SCRAM-SHA-256$")));
    EXPECT_EQ(shape(GetParam().role), GetParam().after);
    const auto second = run(paste());
    EXPECT_EQ(second.exit_code, 0) << second.err;
    EXPECT_EQ(second.err.find("NOTICE:") != std::string::npos, GetParam().again) << second.err;
    EXPECT_EQ(shape(GetParam().role), GetParam().after);
}

TEST_P(PrintedSql, PastedByEightAtOnceSucceedsForAll) {
    for (const auto& one : run_together(8, paste()))
        EXPECT_EQ(one.exit_code, 0) << one.out << one.err;
    EXPECT_EQ(shape(GetParam().role), GetParam().after);
}

INSTANTIATE_TEST_SUITE_P(Shapes, PrintedSql, testing::ValuesIn(shapes), [](const auto& shape) {
    return shape.param.name;
});

class PrintedAdd : public RolesTest {
protected:
    PrintedAdd() {
        done({"bootstrap"});
        sql_ = done({"add", "--username", "app", "--password", "never-read", "--print-sql"});
    }

    std::string sql_;
};

TEST_F(PrintedAdd, TakesTheVerifierOfAPassword) {
    EXPECT_THAT(sql_, Not(HasSubstr("never-read")));
    done({"add", "--username", "model", "--password", "pw"});
    const auto model = database.value("SELECT rolpassword FROM pg_authid WHERE rolname = 'model'");
    const auto pasted = psql(sql_, {"-v", "verifier=" + model});
    EXPECT_EQ(pasted.exit_code, 0) << pasted.err;
    EXPECT_TRUE(can_log_in("app", "pw"));
}

TEST_F(PrintedAdd, TakesNoPasswordInClearAndNotNothing) {
    for (const std::string wrong : {"secret", "", "SCRAM-SHA-256$secret", "md5secret"}) {
        const auto pasted = psql(sql_, {"-v", "verifier=" + wrong});
        EXPECT_NE(pasted.exit_code, 0) << wrong;
        EXPECT_THAT(pasted.err, HasSubstr("expected the verifier of a password")) << wrong;
    }
    EXPECT_NE(psql(sql_).exit_code, 0) << "without the variable";
    EXPECT_EQ(shape("app"), "");
}

}  // namespace

}  // namespace pgmeta::test
