// SPDX-License-Identifier: MIT
#include "pgmeta/pg/conninfo.hpp"

#include "pgmeta_test/expect.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

namespace pgmeta::pg {
namespace {

/// Sets a variable while it lives.
class ScopedVariable {
public:
    ScopedVariable(const char* name, const char* value) : name_{name} {
        if (const char* old = std::getenv(name)) old_ = old;
        ::setenv(name, value, 1);
    }

    ~ScopedVariable() {
        if (old_.empty())
            ::unsetenv(name_);
        else
            ::setenv(name_, old_.c_str(), 1);
    }

    ScopedVariable(const ScopedVariable&) = delete;
    ScopedVariable& operator=(const ScopedVariable&) = delete;

private:
    const char* name_;
    std::string old_;
};

TEST(ConnInfo, ReadsAUrl) {
    const auto info =
        ConnInfo::parse("postgresql://ann@db.example:5433/shop%20one?application_name=x");
    EXPECT_EQ(info.get("user"), "ann");
    EXPECT_EQ(info.get("host"), "db.example");
    EXPECT_EQ(info.get("port"), "5433");
    EXPECT_EQ(info.get("dbname"), "shop one");
    EXPECT_EQ(info.get("application_name"), "x");
}

TEST(ConnInfo, ReadsKeywordsAndValues) {
    const auto info = ConnInfo::parse("host=/run/x dbname='a b' user=u");
    EXPECT_EQ(info.get("host"), "/run/x");
    EXPECT_EQ(info.get("dbname"), "a b");
}

TEST(ConnInfo, RefusesWhatIsMalformedWithoutRepeatingIt) {
    try {
        static_cast<void>(ConnInfo::parse("postgresql://u:s3cret@host/db?s3cret"));
        FAIL() << "a malformed URL was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "bad-connection-string");
        EXPECT_EQ(error.fault(), Fault::usage);
        EXPECT_EQ(std::string{error.what()}.find("s3cret"), std::string::npos);
        for (const auto& hint : error.hints())
            EXPECT_EQ(hint.find("s3cret"), std::string::npos);
    }
}

TEST(ConnInfo, RefusesAnUnknownKeyword) {
    EXPECT_FAILS("bad-connection-string", Fault::usage, ConnInfo::parse("hots=x"));
}

TEST(ConnInfo, TellsConnectionStringsFromNames) {
    EXPECT_TRUE(ConnInfo::is_connection_string("postgresql://h/d"));
    EXPECT_TRUE(ConnInfo::is_connection_string("postgres://h/d"));
    EXPECT_TRUE(ConnInfo::is_connection_string("dbname=x"));
    EXPECT_FALSE(ConnInfo::is_connection_string("production"));
    EXPECT_FALSE(ConnInfo::is_connection_string("dev:shop"));
}

TEST(ConnInfo, DescribesItselfWithoutThePassword) {
    const auto info = ConnInfo::parse("postgresql://ann:s3cret@db.example:5433/shop");
    EXPECT_EQ(info.describe(), "ann@db.example:5433/shop");
}

TEST(ConnInfo, PrefersItsOwnValuesOverTheEnvironment) {
    const ScopedVariable port{"PGPORT", "6001"};
    ConnInfo info;
    EXPECT_EQ(info.effective("port"), "6001");
    info.set("port", "6002");
    EXPECT_EQ(info.effective("port"), "6002");
}

TEST(ConnInfo, ReplacesAValueThatIsSetAgain) {
    auto info = ConnInfo::parse("postgresql://ann@h/one");
    info.set("dbname", "two");
    EXPECT_EQ(info.get("dbname"), "two");
    EXPECT_EQ(info.get("user"), "ann");
}

TEST(ConnInfo, NamesTheUserAsDatabaseWhenNoneIsGiven) {
    const ScopedVariable database{"PGDATABASE", ""};
    const auto info = ConnInfo::parse("postgresql://ann@db.example:5433");
    EXPECT_EQ(info.describe(), "ann@db.example:5433/ann");
}

}  // namespace
}  // namespace pgmeta::pg
