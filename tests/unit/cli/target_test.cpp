// SPDX-License-Identifier: MIT
#include "options/target.hpp"

#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace {

using pgmeta::Error;
using pgmeta::Fault;
using pgmeta::cli::choose_target;
using pgmeta::cli::TargetOptions;
using pgmeta::workspace::Config;
using testing::HasSubstr;

class ChooseTarget : public testing::Test {
protected:
    pgmeta::cli::TargetChoice choose() const {
        return choose_target(options, config, [this](const char* name) {
            const auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional{found->second};
        });
    }

    std::string hints() const {
        try {
            choose();
        } catch (const Error& error) {
            return testing::PrintToString(error.hints());
        }
        return "nothing was thrown";
    }

    void configure(const std::string& name, const std::string& url, bool is_protected = false) {
        config.targets.push_back({name, url, is_protected, {"pgmeta.yaml", 4, 5}});
    }

    TargetOptions options;
    Config config;
    std::map<std::string, std::string> environment;
};

TEST_F(ChooseTarget, TheOptionOutranksEverything) {
    environment = {{"PGMETA_TARGET", "dev:env"}, {"DATABASE_URL", "postgresql://h/url"}};
    config.default_target.value = "dev";
    options.target = "postgresql://flag.example/app";
    EXPECT_EQ(choose().info.get("host"), "flag.example");
    EXPECT_EQ(choose().source, "`--target`");
}

TEST_F(ChooseTarget, OurVariableOutranksDatabaseUrl) {
    environment = {{"PGMETA_TARGET", "dev:env"}, {"DATABASE_URL", "postgresql://h/url"}};
    EXPECT_TRUE(choose().dev);
    EXPECT_EQ(choose().dev_name, "env");
}

TEST_F(ChooseTarget, DatabaseUrlOutranksPgVariables) {
    environment = {{"DATABASE_URL", "postgresql://h/url"}, {"PGDATABASE", "other"}};
    EXPECT_EQ(choose().info.get("dbname"), "url");
    EXPECT_EQ(choose().source, "DATABASE_URL");
}

TEST_F(ChooseTarget, DatabaseReplacesOnlyTheNameInDatabaseUrl) {
    environment = {{"DATABASE_URL", "postgresql://me@h:5433/url"}};
    options.database = "app";
    EXPECT_EQ(choose().info.get("dbname"), "app");
    EXPECT_EQ(choose().info.get("host"), "h");
    EXPECT_EQ(choose().info.get("port"), "5433");
    EXPECT_EQ(choose().info.get("user"), "me");
}

TEST_F(ChooseTarget, PgDatabaseAloneIsEnough) {
    environment = {{"PGDATABASE", "app"}};
    config.default_target.value = "dev";
    EXPECT_FALSE(choose().dev);
    EXPECT_TRUE(choose().info.values().empty());  // libpq reads the variables itself
}

TEST_F(ChooseTarget, DatabaseAloneIsReachedByPgVariables) {
    options.database = "app";
    EXPECT_EQ(choose().info.get("dbname"), "app");
    EXPECT_EQ(choose().info.values().size(), 1U);
}

TEST_F(ChooseTarget, OtherPgVariablesAloneNameNoDatabase) {
    environment = {{"PGHOST", "h"}, {"PGUSER", "u"}};
    EXPECT_FAILS("target-missing", Fault::usage, choose());
}

TEST_F(ChooseTarget, TheConfiguredDefaultComesLast) {
    config.default_target.value = "dev";
    config.default_target.where = {"pgmeta.yaml", 3, 1};
    EXPECT_TRUE(choose().dev);
    EXPECT_EQ(choose().dev_name, "");
    EXPECT_THAT(choose().source, HasSubstr("pgmeta.yaml:3"));
}

TEST_F(ChooseTarget, NothingNamedIsAnErrorThatNamesTheWays) {
    EXPECT_FAILS("target-missing", Fault::usage, choose());
    EXPECT_THAT(hints(), HasSubstr("--target"));
    EXPECT_THAT(hints(), HasSubstr("--database"));
    EXPECT_THAT(hints(), HasSubstr("DATABASE_URL"));
    EXPECT_THAT(hints(), HasSubstr("default_target"));
}

TEST_F(ChooseTarget, EmptyVariablesCountAsNotSet) {
    environment = {{"PGMETA_TARGET", ""}, {"DATABASE_URL", ""}, {"PGDATABASE", ""}};
    EXPECT_FAILS("target-missing", Fault::usage, choose());
}

TEST_F(ChooseTarget, AConfiguredNameIsItsUrl) {
    configure("production", "postgresql://db.example/app", true);
    options.target = "production";
    EXPECT_EQ(choose().info.get("host"), "db.example");
    EXPECT_EQ(choose().name, "production");
    EXPECT_TRUE(choose().is_protected);
}

TEST_F(ChooseTarget, AConfiguredUrlMayBeADevDatabase) {
    configure("scratch", "dev:play");
    options.target = "scratch";
    EXPECT_TRUE(choose().dev);
    EXPECT_EQ(choose().dev_name, "play");
    EXPECT_EQ(choose().name, "scratch");
}

TEST_F(ChooseTarget, AnUnknownNameGetsASuggestion) {
    configure("production", "postgresql://db.example/app");
    options.target = "prodution";
    EXPECT_FAILS("target-unknown", Fault::usage, choose());
    EXPECT_THAT(hints(), HasSubstr("did you mean `production`?"));
}

TEST_F(ChooseTarget, KeywordsAreAConnectionString) {
    options.target = "host=h dbname=app";
    EXPECT_EQ(choose().info.get("dbname"), "app");
}

TEST_F(ChooseTarget, DatabaseNamesTheDevDatabase) {
    options.target = "dev:";
    options.database = "play";
    EXPECT_EQ(choose().dev_name, "play");
}

TEST_F(ChooseTarget, AMalformedUrlIsToldWithoutItsText) {
    environment = {{"DATABASE_URL", "postgresql://u:secret@h/x?nonsense=1"}};
    try {
        choose();
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "bad-connection-string");
        EXPECT_THAT(testing::PrintToString(error.frames()), HasSubstr("DATABASE_URL"));
        EXPECT_THAT(error.message(), testing::Not(HasSubstr("secret")));
    }
}

TEST_F(ChooseTarget, ThePasswordIsNotInTheName) {
    options.target = "postgresql://u:secret@h/app";
    EXPECT_THAT(choose().name, testing::Not(HasSubstr("secret")));
    EXPECT_THAT(choose().info.describe(), testing::Not(HasSubstr("secret")));
}

TEST(RefuseProtected, RefusesUnlessAllowed) {
    pgmeta::engine::Target target;
    target.name = "production";
    EXPECT_NO_THROW(pgmeta::cli::refuse_protected(target, false, "pgmeta revert"));
    target.is_protected = true;
    EXPECT_FAILS("target-protected", Fault::usage,
                 pgmeta::cli::refuse_protected(target, false, "pgmeta revert"));
    EXPECT_NO_THROW(pgmeta::cli::refuse_protected(target, true, "pgmeta revert"));
}

}  // namespace
