// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"
#include "roles_world.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>

// A password is nowhere: not in the server's log with everything logged, not in its statistics, not
// in its view of running statements, not in the process list, not in any output.

namespace pgmeta::test {

namespace {

using testing::HasSubstr;
using testing::Not;

const std::string password = "Xq7-this-must-never-be-seen-Zw3";

class Secrecy : public RolesTest {
protected:
    Secrecy() {
        done({"bootstrap"});
        Session postgres{"dbname=postgres"};
        postgres.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        postgres.query("SELECT pg_stat_statements_reset()");
    }
};

/// Looks at what the server runs, and at the process list, until it is stopped.
class Watcher {
public:
    explicit Watcher(std::string connection)
        : thread_{[this, connection = std::move(connection)](const std::stop_token& stop) {
              Session session{connection};
              while (!stop.stop_requested()) {
                  for (const auto& row : session.query("SELECT query FROM pg_stat_activity"))
                      look_at(row[0]);
                  look_at(run({"ps", "axww", "-o", "args"}).out);
                  ++looks_;
              }
          }} {}

    bool seen() {
        thread_.request_stop();
        thread_.join();
        return seen_;
    }

    [[nodiscard]] int looks() const { return looks_; }

private:
    void look_at(const std::string& text) {
        if (text.find(password) != std::string::npos) seen_ = true;
    }

    std::atomic<bool> seen_ = false;
    std::atomic<int> looks_ = 0;
    std::jthread thread_;
};

TEST_F(Secrecy, NoPasswordIsSeenAnywhere) {
    const auto mark = server_log_mark();
    Watcher watcher{"dbname=postgres"};
    const ProcessOptions world{.env = {{"PW", password}}};
    std::string output;
    const auto say = [&](std::vector<std::string> words, const ProcessOptions& options) {
        const auto result = roles(std::move(words), options);
        output += result.out + result.err;
    };
    say({"add", "--username", "app", "--password-env", "PW", "--json"}, world);
    say({"rotate", "--username", "app", "--password-file", "-"}, {.stdin_text = password + "2\n"});
    say({"add", "--username", "app", "--password-env", "PW", "--update-password", "--verbose"},
        world);
    say({"add", "--username", "app", "--password-env", "PW", "--print-sql"}, world);
    say({"add", "--username", "app", "--password-env", "PW", "--update-password", "--dry-run"},
        world);
    // Failures, from the server and from us.
    say({"add", "--username", "other", "--password-env", "PW", "--set", "work_mem=wrong"}, world);
    say({"add", "--username", "other", "--password-env", "PW", "--in-database", "none", "--json"},
        world);
    database.query("CREATE ROLE weak LOGIN");
    say({"rotate", "--username", "app", "--password-env", "PW"},
        {.env = {{"PW", password + "3"}, {"PGUSER", "weak"}}});
    EXPECT_FALSE(watcher.seen());
    EXPECT_GT(watcher.looks(), 3);
    EXPECT_TRUE(can_log_in("app", password));

    EXPECT_THAT(output, Not(HasSubstr(password)));
    EXPECT_THAT(output, Not(HasSubstr("SCRAM-SHA-256$")));
    EXPECT_THAT(server_log_since(mark), Not(HasSubstr(password)));
    EXPECT_EQ(Session{"dbname=postgres"}.value(
                  "SELECT count(*) FROM pg_stat_statements WHERE query LIKE '%" + password + "%'"),
              "0");
}

TEST_F(Secrecy, AsSuperuserEvenTheVerifierStaysOutOfTheLog) {
    const auto mark = server_log_mark();
    done({"add", "--username", "app", "--password-env", "PW"}, {.env = {{"PW", password}}});
    EXPECT_THAT(server_log_since(mark), Not(HasSubstr("SCRAM-SHA-256$")));
}

}  // namespace

}  // namespace pgmeta::test
