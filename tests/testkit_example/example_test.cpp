// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/connections.hpp"

#include <gtest/gtest.h>

#include <memory>

// What a program that is not ours writes to test its database.

namespace {

using pgmeta::testkit::Connections;

class Notes : public testing::Test {
protected:
    static void SetUpTestSuite() {
        pgmeta::testkit::ConnectionOptions options;
        options.workspace = WORKSPACE;
        options.seeds = {pgmeta::testkit::seed::json(
            R"({"notes": [{"owner": "ada", "text": "one"}, {"owner": "bob", "text": "two"}]})")};
        connections_ = std::make_unique<Connections>(pgmeta::testkit::get_connections(options));
    }

    static void TearDownTestSuite() {
        connections_->teardown();
        connections_.reset();
    }

    void SetUp() override { app().before_each(); }

    void TearDown() override { app().after_each(); }

    static pgmeta::testkit::TestSession& app() { return connections_->app(); }

private:
    static inline std::unique_ptr<Connections> connections_;
};

TEST_F(Notes, AreSeenByTheirOwnerOnly) {
    app().auth({.role = {}, .id = "ada"});
    EXPECT_EQ(app().value("SELECT text FROM notes"), "one");
    app().auth({.role = {}, .id = "bob"});
    EXPECT_EQ(app().value("SELECT text FROM notes"), "two");
}

TEST_F(Notes, AreWrittenInTheOwnersNameOnly) {
    app().auth({.role = {}, .id = "ada"});
    EXPECT_THROW(app().query("INSERT INTO notes VALUES ('bob', 'forged')"), pgmeta::Error);
}

TEST_F(Notes, OfOneTestAreNotSeenByTheNext) {
    app().auth({.role = {}, .id = "ada"});
    app().query("INSERT INTO notes VALUES ('ada', 'more')");
    EXPECT_EQ(app().many("SELECT text FROM notes").rows(), 2);
    app().after_each();
    app().before_each();
    app().auth({.role = {}, .id = "ada"});
    app().one("SELECT text FROM notes");
}

}  // namespace
