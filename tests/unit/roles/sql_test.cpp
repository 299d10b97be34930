// SPDX-License-Identifier: MIT
#include "pgmeta/roles/sql.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pgmeta::roles {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string verifier =
    "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
    "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

TEST(RoleSql, IsOneTransactionWithTheLocksInside) {
    const auto sql = base_roles_sql({}).text();
    EXPECT_THAT(sql, StartsWith("BEGIN;\n"));
    EXPECT_TRUE(sql.ends_with("COMMIT;\n"));
    EXPECT_THAT(sql, HasSubstr("pg_advisory_xact_lock(42, key)"));
    EXPECT_THAT(sql, HasSubstr("ARRAY['administrator', 'anonymous', 'authenticated']"));
    EXPECT_LT(sql.find("pg_advisory_xact_lock"), sql.find("LOCK TABLE pg_authid"));
}

TEST(RoleSql, AltersOnlyWhatDiffers) {
    const auto sql = base_roles_sql({}).text();
    EXPECT_THAT(sql, HasSubstr("CREATE ROLE %I BYPASSRLS"));
    EXPECT_THAT(sql, HasSubstr("CASE WHEN rolcanlogin THEN 'NOLOGIN' END"));
    EXPECT_THAT(sql, HasSubstr("CASE WHEN NOT rolbypassrls THEN 'BYPASSRLS' END"));
    // Naming a default would need rights that making the role does not.
    EXPECT_THAT(sql, Not(HasSubstr("CREATE ROLE %I NOLOGIN")));
}

TEST(RoleSql, TakesAVerifierThroughAPsqlVariable) {
    const auto script = create_user_sql({.name = "app", .password = PasswordMode::when_new});
    EXPECT_THAT(script.text(), StartsWith("-- psql variables"));
    EXPECT_THAT(script.text(),
                HasSubstr("SELECT set_config('pgmeta.verifier', :'verifier', true) IS NOT NULL"));
    EXPECT_THAT(script.text(), Not(HasSubstr(verifier)));
    EXPECT_THAT(script.text({{"verifier", verifier}}),
                HasSubstr("set_config('pgmeta.verifier', '" + verifier + "', true)"));
}

TEST(RoleSql, NeverTakesAPassword) {
    const auto script = create_user_sql({.name = "app", .password = PasswordMode::always});
    EXPECT_FAILS("not-a-verifier", Fault::internal, script.text({{"verifier", "secret"}}));
    EXPECT_FAILS("not-a-verifier", Fault::internal, script.text(Verifiers{}));
}

TEST(RoleSql, HasNoVariableWithoutAPassword) {
    const auto script = create_user_sql({.name = "app"});
    EXPECT_TRUE(script.variables.empty());
    EXPECT_THAT(script.text(), Not(HasSubstr("verifier")));
}

TEST(RoleSql, ChoosesADollarTagThatDoesNotOccur) {
    const auto sql = create_user_sql({.name = "$pgmeta$", .comment = "$pgmeta1$ $$ $do$"}).text();
    EXPECT_EQ(count(sql, "$pgmeta2$"), 2U);
    EXPECT_THAT(sql, HasSubstr("DO $pgmeta2$\n"));
}

TEST(RoleSql, QuotesNamesAsLiteralsForTheServerToSpell) {
    const auto sql = create_user_sql({.name = "o'brien \"x\" \\", .grants = {"a'b"}}).text();
    EXPECT_THAT(sql, HasSubstr("EXECUTE format('CREATE ROLE %I LOGIN', E'o''brien \"x\" \\\\');"));
    EXPECT_THAT(sql, HasSubstr("format('GRANT %I TO %I', 'a''b', E'o''brien \"x\" \\\\')"));
}

TEST(RoleSql, RefusesNamesThatCannotBe) {
    EXPECT_FAILS("bad-role-name", Fault::usage, create_user_sql({.name = ""}));
    EXPECT_FAILS("bad-role-name", Fault::usage, create_user_sql({.name = "pg_x"}));
    EXPECT_FAILS("bad-role-name", Fault::usage, remove_user_sql(std::string(64, 'x')));
    EXPECT_FAILS("role-is-base", Fault::usage, create_user_sql({.name = "anonymous"}));
    EXPECT_FAILS("bad-setting", Fault::usage,
                 create_user_sql({.name = "app", .settings = {{"x; DROP", "1"}}}));
    EXPECT_FAILS("bad-role-names", Fault::usage, base_roles_sql({.anonymous = ""}));
}

TEST(RoleSql, LooksForNeededRolesBeforeItWrites) {
    const auto sql = create_user_sql({.name = "app", .grants = {"anonymous"}}).text();
    EXPECT_LT(sql.find("PGM04"), sql.find("CREATE ROLE"));
}

TEST(RoleSql, SpellsListsOfNamesElementByElement) {
    const auto sql =
        create_user_sql({.name = "app", .settings = {{"search_path", "\"$user\", Shop"}}}).text();
    EXPECT_THAT(sql, HasSubstr("SET %I = %L, %L', 'app', 'search_path', '$user', 'Shop')"));
    EXPECT_EQ(stored_setting("search_path", "\"$user\", Shop"), "\"$user\", \"Shop\"");
    EXPECT_EQ(stored_setting("work_mem", "64MB"), "64MB");
}

TEST(RoleSql, NamesEveryGrantorFrom16On) {
    EXPECT_THAT(revoke_role_sql("a", "b").text(), HasSubstr("GRANTED BY %I"));
}

TEST(RoleSql, StaysOutOfTheLogOnlyWithAVerifierInIt) {
    EXPECT_THAT(set_password_sql("app").text(), HasSubstr("'log_statement', 'none'"));
    EXPECT_THAT(base_roles_sql({}).text(), Not(HasSubstr("log_statement")));
}

TEST(RoleSql, GivesAwayAndDropsWhatARoleHas) {
    const auto sql = release_user_sql("alice", "owner").text();
    EXPECT_LT(sql.find("REASSIGN OWNED BY %I TO %I"), sql.find("DROP OWNED BY %I"));
    EXPECT_THAT(sql, HasSubstr("ARRAY['alice', 'owner']"));
}

}  // namespace

}  // namespace pgmeta::roles
