// SPDX-License-Identifier: MIT
#include "options/duration.hpp"

#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

namespace {

using pgmeta::Fault;
using pgmeta::cli::BareNumber;
using pgmeta::cli::parse_duration;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""h;

TEST(Duration, ReadsEveryUnit) {
    EXPECT_EQ(parse_duration("500ms", "x"), 500ms);
    EXPECT_EQ(parse_duration("60s", "x"), 60s);
    EXPECT_EQ(parse_duration("2m", "x"), 2min);
    EXPECT_EQ(parse_duration("2min", "x"), 2min);
    EXPECT_EQ(parse_duration("1h", "x"), 1h);
    EXPECT_EQ(parse_duration("1d", "x"), 24h);
}

TEST(Duration, ANumberAloneIsSeconds) {
    EXPECT_EQ(parse_duration("5", "x"), 5s);
}

TEST(Duration, ZeroNeedsNoUnitAnywhere) {
    EXPECT_EQ(parse_duration("0", "x", BareNumber::refused), 0ms);
}

TEST(Duration, ANumberAloneIsRefusedWhereItWouldBeAmbiguous) {
    EXPECT_FAILS("duration-malformed", Fault::usage, parse_duration("5", "x", BareNumber::refused));
}

TEST(Duration, RefusesWhatIsNoTime) {
    for (const auto* text : {"", "s", "-1s", "5 s", "5x", "1.5s", "99999999999999999999s"})
        EXPECT_FAILS("duration-malformed", Fault::usage, parse_duration(text, "x"));
}

TEST(Duration, RefusesWhatPostgresCouldNotHold) {
    EXPECT_FAILS("duration-malformed", Fault::usage, parse_duration("25d", "x"));
    EXPECT_EQ(parse_duration("24d", "x"), 24 * 24h);
}

TEST(Duration, IsSpelledForPeople) {
    EXPECT_EQ(pgmeta::cli::spell(420ms), "0.42 s");
    EXPECT_EQ(pgmeta::cli::spell(12s), "12 s");
    EXPECT_EQ(pgmeta::cli::spell(185s), "3 min 5 s");
}

}  // namespace
