// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/recipe.hpp"

#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <gtest/gtest.h>

namespace {

using namespace pgmeta;
using namespace pgmeta::testkit;
using pgmeta::test::TempDir;
using pgmeta::test::WorkspaceBuilder;

class Fingerprint : public testing::Test {
protected:
    Fingerprint() {
        ws.package("base").change("one");
        ws.package("top", {"base", "plpgsql"}).change("two");
    }

    Content content(Recipe recipe = {}) {
        ws.write();
        Diagnostics problems;
        const auto workspace = workspace::load(dir.path(), problems);
        for (auto& root : recipe.roots)
            root.package = workspace.find("base");
        return content_of(workspace, recipe, server);
    }

    TempDir dir;
    WorkspaceBuilder ws{dir.path()};
    Server server{150018, "postgres", "UTF8 C C", {{"plpgsql", "1.0"}}};
};

TEST_F(Fingerprint, IsTheSameForTheSame) {
    EXPECT_EQ(content().fingerprint, content().fingerprint);
    EXPECT_EQ(content().packages, (std::vector<std::string>{"base", "top"}));
    EXPECT_EQ(content().extensions, (std::vector<std::string>{"plpgsql"}));
}

TEST_F(Fingerprint, DiffersWithWhatDecidesTheOutcome) {
    const auto before = content().fingerprint;
    auto other = server;
    other.version = 160000;
    std::swap(server, other);
    EXPECT_NE(content().fingerprint, before);
    std::swap(server, other);
    server.extensions["plpgsql"] = "1.1";
    EXPECT_NE(content().fingerprint, before);
    server.extensions["plpgsql"] = "1.0";
    server.user = "deployer";
    EXPECT_NE(content().fingerprint, before);
    server.user = "postgres";
    EXPECT_NE(content({{}, {"pgtap"}, true}).fingerprint, before);
    EXPECT_NE(content({{}, {}, false}).fingerprint, before);
    EXPECT_NE(content({{{}}, {}, true}).fingerprint, before);
    EXPECT_EQ(content().fingerprint, before);
}

TEST_F(Fingerprint, DiffersWithEachScript) {
    for (const auto* script : {"deploy/one.sql", "revert/one.sql", "verify/one.sql"}) {
        const auto before = content().fingerprint;
        ws.file(std::string{"packages/base/"} + script, std::string{"SELECT 7; -- "} + script);
        EXPECT_NE(content().fingerprint, before) << script;
    }
}

TEST_F(Fingerprint, OfALedgerDoesNotDependOnItsOrder) {
    workspace::DeployedChange a;
    a.package = "p";
    a.change = "a";
    auto b = a;
    b.change = "b";
    workspace::Deployed forwards;
    forwards.add(a);
    forwards.add(b);
    workspace::Deployed backwards;
    backwards.add(b);
    backwards.add(a);
    EXPECT_EQ(ledger_digest(forwards), ledger_digest(backwards));
    backwards.add(a);
    EXPECT_NE(ledger_digest(forwards), ledger_digest(backwards));
}

}  // namespace
