// SPDX-License-Identifier: MIT
#include "survive.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

// What a script sets reaches neither the next change, nor the ledger, nor the next transaction.

namespace pgmeta::test {
namespace {

using testing::HasSubstr;

/// Statements that change the session, as scripts do.
std::vector<std::string> leaks(const std::string& role) {
    return {
        "SET ROLE " + role,
        "SET SESSION AUTHORIZATION " + role,
        "SELECT set_config('role', '" + role + "', false)",
        "SELECT set_config('search_path', 'nowhere', false)",
        "SET search_path TO nowhere",
        "SET LOCAL search_path TO ''",
        "SET client_encoding TO 'LATIN1'",
        "SET standard_conforming_strings TO off",
        "SET session_replication_role TO replica",
        "SET row_security TO off",
        "SET statement_timeout TO '1h'",
        "SET lock_timeout TO '1h'",
        "SET client_connection_check_interval TO 0",
        "SET timezone TO 'Asia/Tokyo'; SET DateStyle TO 'German'",
        "SET application_name TO 'script'",
        "SELECT set_config('pgmeta_test.value', 'leaked', false)",
        "DO $$ BEGIN PERFORM set_config('search_path', 'nowhere', false); END $$",
        "CREATE FUNCTION pg_temp.sets() RETURNS void LANGUAGE sql AS "
        "$$ SELECT set_config('work_mem', '65kB', false) $$; SELECT pg_temp.sets()",
    };
}

/// Records what the session looks like.
std::string look(int number) {
    return fmt::format(
        "INSERT INTO public.seen SELECT {}, concat_ws('|', current_user, session_user,\n"
        "    (SELECT string_agg(name || '=' || setting, ' ' ORDER BY name) FROM pg_settings\n"
        "     WHERE name IN ('search_path', 'client_encoding', 'standard_conforming_strings',\n"
        "         'session_replication_role', 'row_security', 'statement_timeout', 'TimeZone',\n"
        "         'lock_timeout', 'client_connection_check_interval', 'DateStyle',\n"
        "         'application_name', 'work_mem')),\n"
        "    nullif(current_setting('pgmeta_test.value', true), ''));\n",
        number);
}

class SurviveScripts : public testing::Test {
protected:
    SurviveScripts() {
        database_.query("CREATE ROLE " + role_);
        builder_.package("a").change(
            "seen", "CREATE TABLE public.seen (change int, looks text);\n" + look(0),
            "DROP TABLE public.seen;\n");
    }

    ~SurviveScripts() override { drop_roles(database_, {role_}); }

    /// How the session looked to the changes; one way when nothing leaked.
    Rows looks() {
        return database_.query(
            "SELECT looks, array_agg(change ORDER BY change) FROM public.seen GROUP BY looks "
            "ORDER BY min(change)");
    }

    TempDir dir_;
    TestDatabase database_;
    std::string role_ = unique_name("other");
    WorkspaceBuilder builder_ = WorkspaceBuilder{dir_.path()};
};

class SurviveLeaks : public SurviveScripts, public testing::WithParamInterface<std::string> {};

TEST_P(SurviveLeaks, NothingReachesTheNextChangeOrTheLedger) {
    int number = 0;
    for (const auto& statement : leaks(role_)) {
        ++number;
        builder_.change(fmt::format("leak_{}", number), statement + ";\n", "SELECT 1;\n");
        builder_.change(fmt::format("look_{}", number), look(number), "SELECT 1;\n");
    }
    const auto result = deploy_in(builder_.write(), database_.url(), {GetParam()});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    const auto seen = looks();
    EXPECT_EQ(seen.size(), 1U);
    EXPECT_THAT(seen.at(0).at(0), HasSubstr("postgres|postgres|DateStyle="));
    EXPECT_THAT(seen.at(0).at(0), HasSubstr("client_connection_check_interval=1000"));
    EXPECT_EQ(database_.value("SELECT count(*) FROM public.seen"), std::to_string(number + 1));
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.changes"),
              std::to_string(2 * number + 1));
    EXPECT_EQ(database_.value("SELECT count(*) FROM pgpm_migrate.events"),
              std::to_string(2 * number + 1));
}

INSTANTIATE_TEST_SUITE_P(EveryTransactionMode,
                         SurviveLeaks,
                         testing::Values("--tx=all", "--tx=package", "--tx=change"),
                         [](const auto& test) { return test.param.substr(5); });

TEST_F(SurviveScripts, VerifyScriptsLeakNothingAndLeaveNothing) {
    int number = 0;
    for (const auto& statement : leaks(role_)) {
        ++number;
        builder_.change(fmt::format("change_{}", number), look(number), "SELECT 1;\n",
                        "CREATE TABLE public.left_behind ();\n" + statement + ";\n");
    }
    const auto result = deploy_in(builder_.write(), database_.url());
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(looks().size(), 1U);
    EXPECT_FALSE(has_table(database_, "public.left_behind"));
    EXPECT_EQ(on_target(builder_.write(), "verify", database_.url()).exit_code, 0);
    EXPECT_FALSE(has_table(database_, "public.left_behind"));
}

TEST_F(SurviveScripts, RevertScriptsLeakNothingIntoTheNextOrTheLedger) {
    int number = 0;
    for (const auto& statement : leaks(role_)) {
        ++number;
        builder_.change(fmt::format("change_{}", number), fmt::format("SELECT {};\n", number),
                        look(number) + statement + ";\n");
    }
    const auto root = builder_.write();
    ASSERT_EQ(deploy_in(root, database_.url()).exit_code, 0);
    const auto result = on_target(root, "revert", database_.url(), {"a:seen", "--yes"});
    ASSERT_EQ(result.exit_code, 0) << result.err;
    EXPECT_EQ(deployed(database_), "a:seen");
    // The first look is deploy's, whose application name differs.
    EXPECT_EQ(looks().size(), 2U);
}

TEST_F(SurviveScripts, ScriptThatReadsTheLedgerOfItsOwnRunSeesItsRequirements) {
    builder_.change("check", "DO $$ BEGIN ASSERT pgpm_migrate.is_deployed('a', 'seen'); END $$;\n",
                    "SELECT 1;\n", {}, {"seen"});
    const auto result = deploy_in(builder_.write(), database_.url());
    EXPECT_EQ(result.exit_code, 0) << result.err;
}

}  // namespace
}  // namespace pgmeta::test
