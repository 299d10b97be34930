// SPDX-License-Identifier: MIT
#include "pgmeta/ship/bundle.hpp"

#include "../registry/tarball.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/ship/bundle_workspace.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace pgmeta::ship {
namespace {

using Json = nlohmann::ordered_json;
using test::Tarball;
namespace fs = std::filesystem;

Bundle small_bundle() {
    Bundle bundle{"people",
                  "%syntax-version=1.0.0\n%project=people\n\nschema\nusers [schema]\n",
                  BundledControl{"people.control", "default_version = '0.1.0'\n"},
                  {}};
    bundle.changes.push_back({"schema",
                              {},
                              "BEGIN;\nCREATE SCHEMA people;\nCOMMIT;\n",
                              "DROP SCHEMA people;\n",
                              std::nullopt,
                              "\nCREATE SCHEMA people;\n\n"});
    bundle.changes.push_back({"users",
                              {"schema"},
                              "CREATE TABLE people.users ();\n",
                              "DROP TABLE people.users;\n",
                              "SELECT FROM people.users WHERE false;\n",
                              "CREATE TABLE people.users ();\n"});
    return bundle;
}

Json json_of(const Bundle& bundle) {
    return Json::parse(bundle_text(write_bundle(bundle), "x"));
}

std::string packed(const std::string& text) {
    return Tarball{}.file("pgpm-bundle.json", text).gzip();
}

std::string packed_json(const Json& json) {
    return packed(json.dump(2) + "\n");
}

/// As somebody does who knows the format: every digest is what it should be.
void seal(Json& json) {
    std::string parts =
        json["plan"].get<std::string>() + "\n" + json["control"]["content"].get<std::string>();
    for (auto& change : json["changes"]) {
        std::string own = change["name"];
        for (const auto* kind : {"deploy", "revert", "verify"}) {
            own += "\n";
            if (change[kind].is_null()) continue;
            change[kind]["digest"] = sha256_hex(change[kind]["sql"].get<std::string>());
            own += change[kind]["digest"].get<std::string>();
        }
        if (change.contains("exec")) {
            change["exec"]["digest"] = sha256_hex(change["exec"]["sql"].get<std::string>());
            own += "\n" + change["exec"]["digest"].get<std::string>();
        }
        change["digest"] = sha256_hex(own);
        parts += "\n" + change["digest"].get<std::string>();
    }
    json["manifest"]["digest"] = sha256_hex(parts);
}

TEST(Bundle, IsReadAsItWasWritten) {
    const auto bundle = small_bundle();
    const auto read = read_bundle(write_bundle(bundle), "x");
    EXPECT_EQ(read.name, bundle.name);
    EXPECT_EQ(read.plan, bundle.plan);
    EXPECT_EQ(read.control->content, bundle.control->content);
    ASSERT_EQ(read.changes.size(), 2U);
    EXPECT_EQ(read.changes[0].deploy, bundle.changes[0].deploy);
    EXPECT_EQ(read.changes[0].verify, std::nullopt);
    EXPECT_EQ(read.changes[1].dependencies, bundle.changes[1].dependencies);
    EXPECT_EQ(read.changes[1].verify, bundle.changes[1].verify);
}

TEST(Bundle, HasTheKeysAndDigestsOfTheFormat) {
    const auto json = json_of(small_bundle());
    EXPECT_EQ(json["manifest"]["formatVersion"], "1");
    EXPECT_EQ(json["manifest"]["name"], "people");
    EXPECT_EQ(json["manifest"]["changeCount"], 2);
    EXPECT_EQ(json["manifest"]["deployOrder"], (Json{"schema", "users"}));
    EXPECT_EQ(json["control"]["fileName"], "people.control");
    EXPECT_EQ(json["changes"][0]["deploy"]["kind"], "deploy");
    EXPECT_TRUE(json["changes"][0]["verify"].is_null());
    auto sealed = json;
    seal(sealed);
    EXPECT_EQ(sealed, json);
}

TEST(Bundle, IsTheSameBytesEveryTime) {
    EXPECT_EQ(write_bundle(small_bundle()), write_bundle(small_bundle()));
    const auto archive = write_bundle(small_bundle());
    // gzip: deflate, no flags, no time, best level, Unix (RFC 1952).
    EXPECT_EQ(archive.substr(0, 10), std::string("\x1f\x8b\x08\0\0\0\0\0\x02\x03", 10));
}

TEST(Bundle, IsRefusedWhenAScriptWasChanged) {
    for (const auto* script : {"deploy", "revert", "verify", "exec"}) {
        auto json = json_of(small_bundle());
        json["changes"][1][script]["sql"] = "DROP SCHEMA people CASCADE;\n";
        EXPECT_FAILS("bundle-tampered", Fault::environment, read_bundle(packed_json(json), "x"))
            << script;
    }
}

TEST(Bundle, IsRefusedWhenAnythingElseWasChanged) {
    const auto refuses = [](const std::function<void(Json&)>& change) {
        auto json = json_of(small_bundle());
        change(json);
        EXPECT_FAILS("bundle-tampered", Fault::environment, read_bundle(packed_json(json), "x"));
    };
    refuses([](Json& json) { json["plan"] = "%project=people\n"; });
    refuses([](Json& json) { json["control"]["content"] = "requires = 'adminpack'\n"; });
    refuses([](Json& json) { json["control"] = nullptr; });
    refuses([](Json& json) { json["changes"].erase(1); });
    refuses([](Json& json) { json["changes"][0]["name"] = "other"; });
    refuses([](Json& json) { json["changes"][1].erase("exec"); });
    refuses([](Json& json) { json["changes"][1]["verify"] = nullptr; });
    refuses([](Json& json) { json["manifest"]["digest"] = std::string(64, '0'); });
    refuses([](Json& json) { json["manifest"]["deployOrder"] = {"users", "schema"}; });
    refuses([](Json& json) { json["manifest"]["changeCount"] = 3; });
    // Only the script, and its digest with it: the change's own digest still tells.
    refuses([](Json& json) {
        json["changes"][0]["deploy"]["sql"] = "SELECT 1;";
        json["changes"][0]["deploy"]["digest"] = sha256_hex("SELECT 1;");
    });
}

TEST(Bundle, OfAnotherFormIsRefused) {
    const auto refuses = [](const std::string& archive) {
        EXPECT_FAILS("bundle-unreadable", Fault::environment, read_bundle(archive, "x"));
    };
    refuses(packed("no json"));
    refuses(packed("[]"));
    refuses(packed(std::string(900000, '[')));
    refuses(packed(R"({"manifest": {"formatVersion": 1}})"));
    refuses(Tarball{}.file("package/package.json", "{}").gzip());
    refuses(Tarball{}.file("pgpm-bundle.json", "{}").file("more", "").gzip());
    auto json = json_of(small_bundle());
    json["manifest"]["formatVersion"] = "2";
    refuses(packed_json(json));
    json = json_of(small_bundle());
    json["changes"][0]["deploy"]["sql"] = 7;
    refuses(packed_json(json));
    json = json_of(small_bundle());
    json.erase("plan");
    refuses(packed_json(json));
}

TEST(Bundle, IsAsHostileAsAnyArchive) {
    const auto refuses = [](const Tarball& tarball) {
        EXPECT_FAILS("archive-unsafe", Fault::environment, read_bundle(tarball.gzip(), "x"));
    };
    const auto text = json_of(small_bundle()).dump(2);
    refuses(Tarball{}.file("../pgpm-bundle.json", text));
    refuses(Tarball{}.file("/tmp/pgpm-bundle.json", text));
    refuses(Tarball{}.special("pgpm-bundle.json", '2', "/etc/passwd"));
    refuses(Tarball{}.special("pgpm-bundle.json", '3', ""));
    refuses(Tarball{}.file("pgpm-bundle.json", text, 04755));
    refuses(Tarball{}.file("pgpm-bundle.json", text).file("pgpm-bundle.json", text));
    refuses(Tarball{}.file("pgpm-bundle.json", std::string(std::size_t{8} << 20U, ' ')));
    EXPECT_FAILS("archive-unreadable", Fault::environment, read_bundle("<html>", "x"));
}

/// Bundles in files, opened as `deploy` does.
class BundleWorkspaceTest : public testing::Test {
protected:
    std::string file(const std::string& name, const std::string& archive) {
        test::write_file(dir_ / name, archive);
        return name;
    }

    std::unique_ptr<BundleWorkspace> open(std::vector<std::string> files) {
        return std::make_unique<BundleWorkspace>(std::move(files), dir_.path(), workspace::Config{},
                                                 problems_);
    }

    [[nodiscard]] std::vector<std::string> ids() const {
        std::vector<std::string> result;
        for (const auto& problem : problems_.sorted())
            result.push_back(problem.id);
        return result;
    }

    test::TempDir dir_;
    Diagnostics problems_;
};

TEST_F(BundleWorkspaceTest, HoldsThePackageAndItsDeployScripts) {
    const auto bundles = open({file("a.tar.gz", write_bundle(small_bundle()))});
    const auto& package = bundles->workspace.get("people");
    EXPECT_EQ(package.version, "0.1.0");
    EXPECT_EQ(package.plan.changes.size(), 2U);
    EXPECT_EQ(read_file(package.script(workspace::ScriptKind::deploy, "schema")),
              "BEGIN;\nCREATE SCHEMA people;\nCOMMIT;\n");
    EXPECT_FALSE(fs::exists(package.script(workspace::ScriptKind::verify, "schema")));
    EXPECT_EQ(package.shown_script(workspace::ScriptKind::deploy, "schema"),
              "a.tar.gz/deploy/schema.sql");
    EXPECT_FALSE(problems_.has_errors());
}

TEST_F(BundleWorkspaceTest, TakesTheDeployScriptWhateverTheExecutableCopySays) {
    auto json = json_of(small_bundle());
    json["changes"][1]["exec"]["sql"] = "DROP SCHEMA people CASCADE;\n";
    seal(json);
    const auto bundles = open({file("a.tar.gz", packed_json(json))});
    for (const auto& entry : fs::recursive_directory_iterator{bundles->workspace.root})
        if (entry.is_regular_file()) {
            EXPECT_EQ(read_file(entry.path()).find("CASCADE"), std::string::npos) << entry.path();
        }
}

TEST_F(BundleWorkspaceTest, LeavesNothingBehindAndLetsNobodyElseIn) {
    fs::path folder;
    {
        const auto bundles = open({file("a.tar.gz", write_bundle(small_bundle()))});
        folder = bundles->workspace.root;
        EXPECT_EQ(fs::status(folder).permissions(), fs::perms::owner_all);
    }
    EXPECT_FALSE(fs::exists(folder));
}

TEST_F(BundleWorkspaceTest, WritesNoScriptOutsideItsFolder) {
    auto json = json_of(small_bundle());
    for (const auto* name : {"../../../escaped", "a/../../../../escaped", "/escaped"}) {
        json["plan"] = "%project=people\n" + std::string{name} + "\nusers\n";
        json["changes"][0]["name"] = name;
        json["manifest"]["deployOrder"][0] = name;
        seal(json);
        problems_ = {};
        const auto bundles = open({file("a.tar.gz", packed_json(json))});
        EXPECT_TRUE(problems_.has_errors()) << name;
        EXPECT_TRUE(fs::is_empty(bundles->workspace.root)) << name;
    }
}

TEST_F(BundleWorkspaceTest, RefusesAPlanOfOtherChanges) {
    auto json = json_of(small_bundle());
    json["plan"] = "%project=people\nusers\nschema\n";
    seal(json);
    const auto reordered = file("a.tar.gz", packed_json(json));
    EXPECT_FAILS("bundle-tampered", Fault::environment, open({reordered}));
    json["plan"] = "%project=other\nschema\nusers\n";
    seal(json);
    const auto renamed = file("b.tar.gz", packed_json(json));
    EXPECT_FAILS("bundle-tampered", Fault::environment, open({renamed}));
}

TEST_F(BundleWorkspaceTest, NamesTheBundleThatIsMissing) {
    auto bundle = small_bundle();
    bundle.name = "posts";
    bundle.plan = "%project=posts\n\nschema [people:schema]\nusers\n";
    const auto posts = file("posts.tar.gz", write_bundle(bundle));
    open({posts});
    EXPECT_EQ(ids(), std::vector<std::string>{"bundle-missing"});
    problems_ = {};
    const auto both = open({posts, file("people.tar.gz", write_bundle(small_bundle()))});
    EXPECT_EQ(ids(), std::vector<std::string>{});
    EXPECT_EQ(both->workspace.packages.size(), 2U);
}

TEST_F(BundleWorkspaceTest, RefusesARequirementThatTheOtherBundleDoesNotMeet) {
    auto bundle = small_bundle();
    bundle.name = "posts";
    bundle.plan = "%project=posts\n\nschema [people:@v9]\nusers\n";
    open({file("posts.tar.gz", write_bundle(bundle)),
          file("people.tar.gz", write_bundle(small_bundle()))});
    EXPECT_EQ(ids(), std::vector<std::string>{"requirement-unknown"});
}

TEST_F(BundleWorkspaceTest, RefusesTheSamePackageTwice) {
    const auto archive = write_bundle(small_bundle());
    open({file("a.tar.gz", archive), file("b.tar.gz", archive)});
    EXPECT_EQ(ids(), std::vector<std::string>{"package-duplicate"});
}

TEST_F(BundleWorkspaceTest, SaysWhichFileIsNotThere) {
    EXPECT_FAILS("file-unreadable", Fault::environment, open({"none.tar.gz"}));
}

}  // namespace
}  // namespace pgmeta::ship
