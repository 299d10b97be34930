// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "store.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

// Users of a tenant from the command line, and that no password is seen anywhere.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class TenantUsers : public Store {
protected:
    TenantUsers() : Store{"auth-storage"} {}

    std::vector<std::string> bootstrap(const std::string& text) {
        write_file(dir / "users.yaml", text);
        return {"tenant-users", "bootstrap", "--file", (dir / "users.yaml").string()};
    }

    void make_ada() {
        done(bootstrap("users:\n  - {handle: ada, email: ada@example.com, role: admin,"
                       " password_env: PW}\n"),
             {.env = {{"PW", "first-password"}}});
    }

    std::string session_of_ada() {
        return db.value(
            "INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)"
            " SELECT tenant_id, id, now() + '1 day', now() + '1 day' FROM auth.users"
            " WHERE handle = 'ada' RETURNING id");
    }

    std::string value(const std::string& column) {
        return db.value("SELECT " + column + " FROM auth.users WHERE handle = 'ada'");
    }

    bool may_enter(const std::string& password) {
        db.query("CREATE EXTENSION IF NOT EXISTS pgcrypto");
        // pgcrypto knows the older name of the same hash.
        return db.value(fmt::format("SELECT crypt('{}', h) = h FROM (SELECT replace(password_hash,"
                                    " '$2b$', '$2a$') AS h FROM auth.users WHERE handle = 'ada') u",
                                    password)) == "t";
    }

    TempDir dir;
};

TEST_F(TenantUsers, ComeFromAFileAndAreTheSameWhenItIsReadAgain) {
    const auto words = bootstrap(
        "users:\n"
        "  - {handle: Ada, email: Ada@Example.com, role: admin, password_file: '-'}\n"
        "  - {handle: bob, email: bob@example.com, role: viewer, password_file: bob.secret}\n");
    write_file(dir / "bob.secret", "bobs-password\n");
    const ProcessOptions input{.stdin_text = "adas-password\n"};
    EXPECT_THAT(done(words, input), HasSubstr("2 created, 0 updated, 0 unchanged."));
    EXPECT_TRUE(may_enter("adas-password"));
    const auto hash = value("password_hash");
    EXPECT_THAT(done(words, input), HasSubstr("0 created, 2 updated, 0 unchanged."));
    EXPECT_EQ(value("password_hash"), hash);
    auto kept = words;
    kept.emplace_back("--no-update");
    EXPECT_THAT(done(kept, {.stdin_text = "another\n"}), HasSubstr("2 unchanged."));
    EXPECT_TRUE(may_enter("adas-password"));
}

TEST_F(TenantUsers, AreAllWrittenOrNone) {
    // Two handles, one address: the second user fails in the database.
    const auto result =
        pgmeta(bootstrap("users:\n"
                         "  - {handle: a, email: x@y, role: r, password_env: PW}\n"
                         "  - {handle: b, email: x@y, role: r, password_env: PW}\n"),
               {.env = {{"PW", "secret"}}});
    EXPECT_EQ(result.exit_code, 4);
    EXPECT_THAT(result.err, HasSubstr("error[duplicate-value]"));
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.users"), "0");
}

TEST_F(TenantUsers, GetAPasswordFromTheStandardInput) {
    make_ada();
    session_of_ada();
    const auto out =
        done({"tenant-users", "set-password", "ada"}, {.stdin_text = "second\nmore\n"});
    EXPECT_THAT(out, HasSubstr("The password of ada is set."));
    EXPECT_THAT(out, HasSubstr("1 session goes on"));
    EXPECT_TRUE(may_enter("second"));
    EXPECT_THAT(
        done({"tenant-users", "set-password", "ada", "--end-sessions"}, {.stdin_text = "second\n"}),
        HasSubstr("1 session ended."));
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.sessions"), "0");
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.audit_events WHERE type = 'PASSWORD_CHANGED'"),
              "1");
}

TEST_F(TenantUsers, AreLockedOutAndLetInAgain) {
    make_ada();
    session_of_ada();
    done({"tenant-users", "lock", "ada", "--reason", "lost laptop", "--yes"});
    EXPECT_EQ(value("concat(is_locked, lock_reason, locked_at IS NOT NULL)"), "tlost laptopt");
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.sessions"), "0");
    EXPECT_THAT(done({"tenant-users", "lock", "ada", "--yes"}), HasSubstr("Nothing to do"));
    EXPECT_THAT(done({"tenant-users", "list"}), HasSubstr("locked"));
    done({"tenant-users", "unlock", "ada"});
    EXPECT_EQ(value("concat(is_locked, lock_reason, locked_at)"), "f");
    EXPECT_THAT(done({"tenant-users", "audit", "--json"}), HasSubstr("\"USER_UNLOCKED\""));
    EXPECT_THAT(done({"tenant-users", "audit", "--type", "USER_LOCKED"}), HasSubstr("USER_LOCKED"));
}

TEST_F(TenantUsers, AreLeftAloneWhenTheAnswerIsNo) {
    make_ada();
    const auto result = pgmeta({"tenant-users", "lock", "ada"}, {.stdin_text = "n\n", .pty = true});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_THAT(result.out, HasSubstr("error[declined]"));
    EXPECT_EQ(value("is_locked"), "f");
}

TEST_F(TenantUsers, SessionsAreShownByTheBeginningOfTheirIdAndEndedByIt) {
    make_ada();
    const auto id = session_of_ada();
    const auto kept = session_of_ada();
    const auto shown = done({"tenant-users", "sessions", "list"}) +
                       done({"tenant-users", "sessions", "list", "--user", "ada", "--json"});
    EXPECT_THAT(shown, HasSubstr(id.substr(0, 8)));
    EXPECT_THAT(shown, Not(HasSubstr(id)));
    const auto revoke = [&](const std::string& session) {
        return pgmeta({"tenant-users", "sessions", "revoke", "--session", session, "--yes"});
    };
    EXPECT_THAT(revoke(id.substr(0, 7)).err, HasSubstr("error[session-not-found]"));
    EXPECT_EQ(revoke(id.substr(0, 8)).exit_code, 0);
    EXPECT_EQ(db.value("SELECT id FROM auth.sessions"), kept);
    EXPECT_THAT(done({"tenant-users", "sessions", "revoke", "--user", "ada", "--yes"}),
                HasSubstr("1 session ended."));
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.audit_events WHERE type = 'SESSION_DESTROYED'"),
              "2");
}

TEST_F(TenantUsers, OneSessionIsNotGuessedAmongSeveral) {
    make_ada();
    for (const auto* end : {"1", "2"})
        db.query(
            fmt::format("INSERT INTO auth.sessions (id, tenant_id, user_id, expires, expires_at)"
                        " SELECT '660e8400-e29b-41d4-a716-44665544000{}', tenant_id, id,"
                        " now() + '1 day', now() + '1 day' FROM auth.users WHERE handle = 'ada'",
                        end));
    const auto revoke = [&](const std::string& session) {
        return pgmeta({"tenant-users", "sessions", "revoke", "--session", session, "--yes"});
    };
    const auto result = revoke("660e8400");
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[session-ambiguous]: 2 live sessions"));
    EXPECT_EQ(db.value("SELECT count(*) FROM auth.sessions"), "2");
    EXPECT_EQ(revoke("660e8400-e29b-41d4-a716-446655440002").exit_code, 0);
    EXPECT_EQ(db.value("SELECT id FROM auth.sessions"), "660e8400-e29b-41d4-a716-446655440001");
}

TEST_F(TenantUsers, OfAnotherTenantAreNotThere) {
    make_ada();
    const auto other =
        ProcessOptions{.env = {{"PGMETA_TENANT", "99999999-9999-4999-8999-999999999999"}}};
    EXPECT_THAT(done({"tenant-users", "list"}, other), HasSubstr("The tenant has no users."));
    const auto result = pgmeta({"tenant-users", "lock", "ada", "--yes"}, other);
    EXPECT_EQ(result.exit_code, 2);
    EXPECT_THAT(result.err, HasSubstr("error[user-not-found]"));
    EXPECT_EQ(value("is_locked"), "f");
}

TEST_F(TenantUsers, PasswordsAndHashesAreSeenNowhere) {
    const std::string secret = "Xq7-must-never-be-seen";
    db.query("ALTER DATABASE \"" + db.name() + "\" SET log_statement = 'all'");
    const auto mark = server_log_mark();
    std::string output;
    const auto say = [&](std::vector<std::string> words, ProcessOptions options = {}) {
        const auto result = pgmeta(std::move(words), std::move(options));
        output += result.out + result.err;
    };
    auto words =
        bootstrap("users:\n  - {handle: ada, email: a@b, role: admin, password_env: PW}\n");
    words.emplace_back("--json");
    say(words, {.env = {{"PW", secret}}});
    say({"tenant-users", "set-password", "ada", "--json"}, {.stdin_text = secret + "2\n"});
    say({"tenant-users", "list", "--json"});
    say({"tenant-users", "audit", "--json"});
    // Refusals repeat what was given, but not this.
    say({"tenant-users", "set-password", "eve"}, {.stdin_text = secret + "\n"});
    say(bootstrap("users:\n  - {handle: ada, email: a@b, role: r, password: " + secret + "}\n"));
    say(bootstrap("users:\n  - {handle: ada, email: a@b, role: r, password_hash: " + secret +
                  "}\n"));
    EXPECT_TRUE(may_enter(secret + "2"));
    EXPECT_THAT(output, HasSubstr("\"action\""));
    EXPECT_THAT(output, Not(HasSubstr(secret)));
    EXPECT_THAT(output, Not(HasSubstr("$2b$12$")));
    const auto log = server_log_since(mark);
    EXPECT_THAT(log.substr(0, log.find("pgcrypto")), Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace pgmeta::test
