// SPDX-License-Identifier: MIT
#include "pgmeta/pg/connection.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

namespace pgmeta::pg {
namespace {

ConnectOptions with_settings(std::vector<std::pair<std::string, std::string>> settings) {
    ConnectOptions options;
    options.settings = std::move(settings);
    return options;
}

TEST(StartupSettings, SurviveResetAll) {
    test::TestDatabase db;
    auto conn =
        Connection::open(ConnInfo::parse(db.url()), with_settings({{"lock_timeout", "1234ms"}}));
    EXPECT_TRUE(conn.settings_stick());
    conn.query("SET lock_timeout = '9s'; RESET ALL");
    EXPECT_EQ(conn.query("SHOW lock_timeout").text(0, 0), "1234ms");
}

TEST(StartupSettings, MayHoldSpacesAndBackslashes) {
    test::TestDatabase db;
    auto conn =
        Connection::open(ConnInfo::parse(db.url()), with_settings({{"my.setting", "a b\\c  d"}}));
    EXPECT_EQ(conn.query("SHOW my.setting").text(0, 0), "a b\\c  d");
}

TEST(StartupSettings, ComeOnTopOfTheUsersOptions) {
    test::TestDatabase db;
    auto info = ConnInfo::parse(db.url());
    info.set("options", "-c work_mem=7MB");
    auto conn = Connection::open(info, with_settings({{"lock_timeout", "2s"}}));
    EXPECT_EQ(conn.query("SHOW work_mem").text(0, 0), "7MB");
    EXPECT_EQ(conn.query("SHOW lock_timeout").text(0, 0), "2s");
}

TEST(StartupSettings, GiveTheSessionItsName) {
    test::TestDatabase db;
    ConnectOptions options;
    options.application_name = "pgmeta deploy";
    auto conn = Connection::open(ConnInfo::parse(db.url()), options);
    conn.query("SET application_name = 'other'; RESET ALL");
    EXPECT_EQ(conn.query("SHOW application_name").text(0, 0), "pgmeta deploy");
}

TEST(StartupSettings, LeaveAnApplicationNameOfTheUserAlone) {
    test::TestDatabase db;
    auto info = ConnInfo::parse(db.url());
    info.set("application_name", "nightly");
    auto conn = Connection::open(info);
    EXPECT_EQ(conn.query("SHOW application_name").text(0, 0), "nightly");
}

TEST(StartupSettings, SpeakUtf8WhateverTheEnvironmentSays) {
    test::TestDatabase db;
    auto info = ConnInfo::parse(db.url());
    info.set("client_encoding", "LATIN1");
    auto conn = Connection::open(info);
    EXPECT_EQ(conn.parameter("client_encoding"), "UTF8");
    EXPECT_EQ(conn.query("SELECT length('é')").integer(0, 0), 1);
}

}  // namespace
}  // namespace pgmeta::pg
