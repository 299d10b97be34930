// SPDX-License-Identifier: MIT
#include "deployed.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>

namespace pgmeta::tenant {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::Optional;

class Sessions : public WithStorage {
protected:
    void SetUp() override { user = user_in(tenant_a).id; }

    void expire(const std::string& session) {
        db.query("UPDATE auth.sessions SET expires_at = now() - interval '1 day' WHERE id = '" +
                 session + "'");
    }

    std::string user;
};

TEST_F(Sessions, LiveSevenDaysByTheClockOfTheDatabase) {
    const auto session = storage.create_session(tenant_a, user, {});
    EXPECT_EQ(session.expires, session.expires_at);
    EXPECT_EQ(session.expires_at - session.created_at, milliseconds{604'800'000});
    EXPECT_EQ(session.tenant_id, tenant_a);
    EXPECT_EQ(session.user_id, user);
    EXPECT_EQ(storage.get_session(tenant_a, session.id)->id, session.id);
}

TEST_F(Sessions, LiveAsLongAsTheStorageIsTold) {
    const AuthStorage brief{storage.source(), {.session_max_age = milliseconds{1500}}};
    const auto session = brief.create_session(tenant_a, user, {});
    EXPECT_EQ(session.expires_at - session.created_at, milliseconds{1500});
    const AuthStorage none{storage.source(), {.session_max_age = milliseconds{0}}};
    EXPECT_FALSE(storage.get_session(tenant_a, none.create_session(tenant_a, user, {}).id));
    EXPECT_FAILS("invalid-argument", Fault::usage,
                 AuthStorage{storage.source(), {.session_max_age = milliseconds{-1}}});
}

TEST_F(Sessions, ShowTheUserWithTheGapsFilled) {
    const auto bare = storage.create_session(tenant_a, user, {.username = "ada"});
    ASSERT_TRUE(bare.user);
    EXPECT_EQ(bare.user->id, user);
    EXPECT_EQ(bare.user->name, "ada");
    EXPECT_EQ(bare.user->role, "viewer");
    EXPECT_EQ(bare.user->needs_onboarding, std::nullopt);
    const auto full = storage.create_session(tenant_a, user,
                                             {.id = "x",
                                              .username = "ada",
                                              .name = "Ada",
                                              .role = "admin",
                                              .needs_onboarding = true,
                                              .onboarding_step = 2});
    EXPECT_EQ(full.user->id, "x");
    EXPECT_EQ(full.user->name, "Ada");
    EXPECT_THAT(full.user->needs_onboarding, Optional(true));
    EXPECT_THAT(full.user->onboarding_step, Optional(2));
    EXPECT_EQ(db.value("SELECT user_data ->> 'needsOnboarding' FROM auth.sessions WHERE id = '" +
                       full.id + "'"),
              "true");
}

TEST_F(Sessions, KnowTheirClientOrSayUnknown) {
    const auto bare = storage.create_session(tenant_a, user, {});
    EXPECT_EQ(bare.client_ip, "unknown");
    EXPECT_EQ(bare.user_agent, "unknown");
    EXPECT_THAT(bare.device_type, Optional(std::string{"unknown"}));
    EXPECT_EQ(bare.client_ip_masked, std::nullopt);
    const auto full = storage.create_session(tenant_a, user, {},
                                             {.client_ip = "192.168.1.20",
                                              .client_ip_masked = "192.168.*.*",
                                              .user_agent = "browser",
                                              .device_type = "mobile",
                                              .browser_fingerprint = "f",
                                              .geo_location = GeoLocation{"FR", "Paris"}});
    EXPECT_EQ(full.client_ip, "192.168.1.20");
    EXPECT_THAT(full.device_type, Optional(std::string{"mobile"}));
    ASSERT_TRUE(full.geo_location);
    EXPECT_EQ(full.geo_location->country, "FR");
    EXPECT_THAT(full.geo_location->city, Optional(std::string{"Paris"}));
}

TEST_F(Sessions, OfAUserStayWhenAnotherIsMade) {
    storage.create_session(tenant_a, user, {});
    storage.create_session(tenant_a, user, {});
    const auto other = user_in(tenant_a, "bob").id;
    storage.create_session(tenant_a, other, {});
    EXPECT_EQ(storage.get_sessions_by_user(tenant_a, user).size(), 2U);
    EXPECT_EQ(storage.get_all_sessions(tenant_a).size(), 3U);
    EXPECT_TRUE(storage.get_all_sessions(tenant_b).empty());
    EXPECT_TRUE(storage.get_sessions_by_user(tenant_b, user).empty());
}

TEST_F(Sessions, NeedAUserOfTheTenant) {
    EXPECT_FAILS("unknown-reference", Fault::conflict,
                 storage.create_session(tenant_a, nobody, {}));
    try {
        storage.create_session(tenant_b, user, {});
        FAIL() << "a session crossed tenants";
    } catch (const Error& error) {
        EXPECT_EQ(field_of(error), "user_id");
    }
}

TEST_F(Sessions, OfAnotherTenantAreNotThere) {
    const auto id = storage.create_session(tenant_a, user, {}).id;
    EXPECT_FALSE(storage.get_session(tenant_b, id));
    EXPECT_FALSE(storage.delete_session(tenant_b, id));
    EXPECT_EQ(storage.delete_user_sessions(tenant_b, user), 0U);
    EXPECT_FAILS("session-not-found", Fault::usage,
                 storage.update_session(tenant_b, id, {.temp_totp_secret = "x"}));
    EXPECT_TRUE(storage.get_session(tenant_a, id));
}

TEST_F(Sessions, ThatAreOverAreNotReadAndNotDeletedByReading) {
    const auto id = storage.create_session(tenant_a, user, {}).id;
    expire(id);
    EXPECT_FALSE(storage.get_session(tenant_a, id));
    EXPECT_TRUE(storage.get_sessions_by_user(tenant_a, user).empty());
    EXPECT_TRUE(storage.get_all_sessions(tenant_a).empty());
    EXPECT_EQ(count("sessions", tenant_a), "1");
    EXPECT_EQ(storage.cleanup_expired_sessions(tenant_a), 1U);
    EXPECT_EQ(count("sessions", tenant_a), "0");
}

TEST_F(Sessions, EndAtTheMomentOfExpiresAtWhateverExpiresSays) {
    user_in(tenant_b);
    // One transaction has one moment.
    auto session = pg::Connection::open(pg::ConnInfo::parse(db.url()));
    pg::Transaction transaction{session};
    session.query(
        "INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)"
        " SELECT tenant_id, id, now() + interval '1 day', now() FROM auth.users");
    const AuthStorage bound{&session};
    EXPECT_TRUE(bound.get_all_sessions(tenant_a).empty());
    EXPECT_TRUE(bound.get_sessions_by_user(tenant_a, user).empty());
    const auto id = session.query("SELECT id FROM auth.sessions WHERE tenant_id = $1", {tenant_a});
    EXPECT_FALSE(bound.get_session(tenant_a, id.text(0, 0)));
    EXPECT_EQ(bound.cleanup_expired_sessions(tenant_a), 1U);
    EXPECT_EQ(session.query("SELECT tenant_id FROM auth.sessions").text(0, 0), tenant_b);
    transaction.commit();
    EXPECT_EQ(count("sessions", tenant_b), "1");
}

TEST_F(Sessions, AreExtendedInBothColumns) {
    const auto id = storage.create_session(tenant_a, user, {}).id;
    const auto later = *from_iso("2999-12-31T23:59:59.999Z");
    const auto session = storage.update_session(tenant_a, id, {.expires = later});
    EXPECT_EQ(session.expires, later);
    EXPECT_EQ(session.expires_at, later);
}

TEST_F(Sessions, ArePatchedInThreeStates) {
    const auto id = storage.create_session(tenant_a, user, {.username = "ada"}).id;
    const auto until = *from_iso("2030-01-01T00:00:00Z");
    auto session = storage.update_session(
        tenant_a, id, {.temp_totp_secret = "secret", .temp_totp_expires_at = until});
    EXPECT_THAT(session.temp_totp_secret, Optional(std::string{"secret"}));
    EXPECT_EQ(session.user->username, "ada");
    session = storage.update_session(tenant_a, id, {.user = SessionUser{.username = "new"}});
    EXPECT_THAT(session.temp_totp_expires_at, Optional(until));
    EXPECT_EQ(session.user->username, "new");
    session = storage.update_session(tenant_a, id,
                                     {.user = std::nullopt, .temp_totp_secret = std::nullopt});
    EXPECT_EQ(session.user.has_value(), false);
    EXPECT_EQ(session.temp_totp_secret, std::nullopt);
}

TEST_F(Sessions, AreReturnedAsTheyAreForAnEmptyPatch) {
    const auto id = storage.create_session(tenant_a, user, {}).id;
    EXPECT_EQ(storage.update_session(tenant_a, id, {}).id, id);
    EXPECT_FAILS("session-not-found", Fault::usage, storage.update_session(tenant_a, nobody, {}));
}

TEST_F(Sessions, ThatAreOverCannotBeUpdated) {
    const auto id = storage.create_session(tenant_a, user, {}).id;
    expire(id);
    EXPECT_FAILS(
        "session-not-found", Fault::usage,
        storage.update_session(tenant_a, id, {.expires = from_iso("2999-01-01T00:00:00Z")}));
}

TEST_F(Sessions, AreCountedWhenTheyAreDeletedAlsoThoseThatAreOver) {
    const auto first = storage.create_session(tenant_a, user, {}).id;
    storage.create_session(tenant_a, user, {});
    expire(first);
    EXPECT_EQ(storage.delete_user_sessions(tenant_a, user), 2U);
    EXPECT_EQ(storage.delete_user_sessions(tenant_a, user), 0U);
    const auto again = storage.create_session(tenant_a, user, {}).id;
    expire(again);
    EXPECT_TRUE(storage.delete_session(tenant_a, again));
    EXPECT_FALSE(storage.delete_session(tenant_a, again));
}

/// What a session or database may have as settings, in which all is the same.
class SessionsUnder : public Sessions, public testing::WithParamInterface<const char*> {};

TEST_P(SessionsUnder, ReadAndWriteTheSameMoments) {
    const auto before = storage.create_session(tenant_a, user, {});
    db.query(fmt::format("ALTER DATABASE {} SET {}", db.name(), GetParam()));
    const AuthStorage there{db.url()};
    EXPECT_EQ(there.get_session(tenant_a, before.id)->expires_at, before.expires_at);
    // 3 December reads as 12 March where days come first.
    const auto december = *from_iso("2999-12-03T04:05:06.789Z");
    EXPECT_EQ(there.update_session(tenant_a, before.id, {.expires = december}).expires_at,
              december);
    EXPECT_EQ(storage.get_session(tenant_a, before.id)->expires_at, december);
    const auto made = there.create_session(tenant_a, user, {});
    EXPECT_EQ(made.expires_at - made.created_at, hours{168});
    EXPECT_EQ(storage.get_session(tenant_a, made.id)->expires_at, made.expires_at);
}

INSTANTIATE_TEST_SUITE_P(AnySettings,
                         SessionsUnder,
                         testing::Values("DateStyle = 'SQL, DMY'",
                                         "DateStyle = 'German'",
                                         "DateStyle = 'Postgres, MDY'",
                                         "TimeZone = 'Asia/Tokyo'",
                                         "TimeZone = 'America/St_Johns'",
                                         "IntervalStyle = 'sql_standard'",
                                         "extra_float_digits = -5",
                                         "bytea_output = 'escape'",
                                         "standard_conforming_strings = off"));

TEST_F(Sessions, AreFoundByASignedTokenOfTheirTenant) {
    std::vector<Secret> keys;
    keys.emplace_back("key");
    const AuthStorage signing{storage.source(),
                              {.signer = std::make_shared<SessionSigner>(std::move(keys))}};
    const auto session = signing.create_session(tenant_a, user, {});
    const auto token = signing.session_token(session);
    EXPECT_EQ(signing.get_session_by_token(tenant_a, token)->id, session.id);
    EXPECT_FALSE(signing.get_session_by_token(tenant_b, token));
    EXPECT_FALSE(signing.get_session_by_token(tenant_a, session.id));
    EXPECT_FAILS("invalid-argument", Fault::usage, storage.get_session_by_token(tenant_a, token));
}

}  // namespace
}  // namespace pgmeta::tenant
