// SPDX-License-Identifier: MIT
#include "pgmeta/roles/password.hpp"

#include "pgmeta/roles/execute.hpp"
#include "pgmeta/roles/sql.hpp"
#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

#include <set>

namespace pgmeta::roles {

namespace {

// Made by another program: PBKDF2 and HMAC of Python's standard library.
const std::string pencil =
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
    "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
const std::string greeting =
    "SCRAM-SHA-256$10000:W22ZaJ0SNY7soEsUEjb6gQ==$caxBki+2J4Ktu771skE1mjO75qMpW9EOhKkOpd+wG8A=:"
    "3I8MtOPA40S66/dcAGoByLxOBTTg5PCAi/q0kkM9K2o=";
const std::string md5_of_bob = "md521f3163f8f86fa10bdefbfbd502a8f06";

TEST(Verifier, IsRecognisedByItsPassword) {
    EXPECT_TRUE(matches(pencil, "anyone", "pencil"));
    EXPECT_FALSE(matches(pencil, "anyone", "Pencil"));
    EXPECT_TRUE(matches(greeting, "anyone", "Grüße, 世界"));
    EXPECT_FALSE(matches(greeting, "anyone", "Gruesse"));
}

TEST(Verifier, OfMd5DependsOnTheRole) {
    EXPECT_EQ(md5_verifier("bob", "secret"), md5_of_bob);
    EXPECT_TRUE(matches(md5_of_bob, "bob", "secret"));
    EXPECT_FALSE(matches(md5_of_bob, "alice", "secret"));
}

TEST(Verifier, ThatIsBrokenMatchesNothing) {
    for (const auto* text :
         {"", "md5", "SCRAM-SHA-256$", "SCRAM-SHA-256$4096:$:", "SCRAM-SHA-256$0:AAAA$AAAA:AAAA",
          "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$AAAA:AAAA", "SCRAM-SHA-256$x:y"})
        EXPECT_FALSE(matches(text, "bob", "secret")) << text;
}

TEST(Verifier, IsToldFromAPassword) {
    EXPECT_TRUE(is_verifier(pencil));
    EXPECT_TRUE(is_verifier(md5_of_bob));
    for (const auto* text : {"", "secret", "md5", "md521f3163f8f86fa10bdefbfbd502a8f0X",
                             "SCRAM-SHA-256$'; DROP TABLE x"})
        EXPECT_FALSE(is_verifier(text)) << text;
}

TEST(Verifier, IsMaskedInText) {
    EXPECT_EQ(without_verifiers("a PASSWORD '" + pencil + "' b '" + md5_of_bob + "' c md5"),
              "a PASSWORD '***' b '***' c md5");
}

TEST(Password, IsRefusedWhenItCannotBeTyped) {
    EXPECT_FAILS("bad-password", Fault::usage, check_password(""));
    EXPECT_FAILS("bad-password", Fault::usage, check_password("two\nlines"));
    EXPECT_FAILS("bad-password", Fault::usage, check_password(std::string_view{"a\0b", 3}));
    EXPECT_NO_THROW(check_password(std::string(1024, 'x')));
}

TEST(Password, IsGeneratedAnewEachTime) {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i)
        seen.insert(generate_password());
    EXPECT_EQ(seen.size(), 100U);
    EXPECT_EQ(seen.begin()->size(), 32U);
}

TEST(PasswordFile, EscapesWhatSeparates) {
    EXPECT_EQ(pgpass_line("h", "5432", "*", "a:b", "c\\d"), "h:5432:*:a\\:b:c\\\\d\n");
}

}  // namespace

}  // namespace pgmeta::roles
