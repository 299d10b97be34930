// SPDX-License-Identifier: MIT
#include "deployed.hpp"

#include <cstdlib>
#include <ctime>

// Sessions end by the clock of the database; that of the program, and its time zone, do not matter.

namespace pgmeta::tenant {
namespace {

/// The database has a clock of its own that shows a moment far from the program's.
class Clock : public WithStorage {
protected:
    void SetUp() override { user = user_in(tenant_a).id; }

    /// For connections to come: a now() that is found before the server's.
    void show(std::string_view moment) {
        db.query(
            fmt::format("CREATE SCHEMA clock;"
                        "CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE"
                        " AS 'SELECT timestamptz ''{}''';"
                        "ALTER DATABASE {} SET search_path = clock, pg_catalog, public",
                        moment, db.name()));
    }

    /// A session that ends at this moment.
    std::string session_until(std::string_view moment) {
        return db.value(
            fmt::format("INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)"
                        " SELECT tenant_id, id, '{0}', '{0}' FROM auth.users RETURNING id",
                        moment));
    }

    std::string user;
};

TEST_F(Clock, OfTheDatabaseKeepsSessionsThatAreOverByTheProgramsOwn) {
    const auto id = session_until("2001-06-02 00:00 UTC");
    show("2001-06-01 00:00 UTC");
    const AuthStorage there{db.url()};
    EXPECT_TRUE(there.get_session(tenant_a, id));
    EXPECT_EQ(there.get_sessions_by_user(tenant_a, user).size(), 1U);
    EXPECT_EQ(there.get_all_sessions(tenant_a).size(), 1U);
    EXPECT_EQ(there.update_session(tenant_a, id, {.temp_totp_secret = "x"}).id, id);
    EXPECT_EQ(there.cleanup_expired_sessions(tenant_a), 0U);
    EXPECT_EQ(count("sessions", tenant_a), "1");
    EXPECT_EQ(to_iso(there.create_session(tenant_a, user, {}).expires_at),
              "2001-06-08T00:00:00.000Z");
}

TEST_F(Clock, OfTheDatabaseEndsSessionsThatAreLiveByTheProgramsOwn) {
    const auto id = session_until("2999-06-02 00:00 UTC");
    show("2999-06-03 00:00 UTC");
    const AuthStorage there{db.url()};
    EXPECT_FALSE(there.get_session(tenant_a, id));
    EXPECT_TRUE(there.get_sessions_by_user(tenant_a, user).empty());
    EXPECT_TRUE(there.get_all_sessions(tenant_a).empty());
    EXPECT_EQ(count("sessions", tenant_a), "1");
    EXPECT_EQ(there.cleanup_expired_sessions(tenant_a), 1U);
}

TEST_F(Clock, OfAProcessInAnotherTimeZoneReadsTheSameMoments) {
    ::setenv("TZ", "Asia/Tokyo", 1);
    ::tzset();
    const AuthStorage brief{db.url(), {.session_max_age = std::chrono::hours{3}}};
    const auto session = brief.create_session(tenant_a, user, {});
    const auto read = brief.get_session(tenant_a, session.id);
    ASSERT_TRUE(read);
    EXPECT_EQ(db.value("SELECT to_char(expires_at AT TIME ZONE 'UTC',"
                       " 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') FROM auth.sessions"),
              to_iso(read->expires_at));
    EXPECT_EQ(brief.get_all_sessions(tenant_a).size(), 1U);
    ::unsetenv("TZ");
    ::tzset();
}

}  // namespace
}  // namespace pgmeta::tenant
