// SPDX-License-Identifier: MIT
#include "pgmeta/author/changes.hpp"

#include "pgmeta/author/identity.hpp"
#include "pgmeta/author/templates.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta_test/expect.hpp"
#include "pgmeta_test/files.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace pgmeta::author {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const workspace::Signature signature_of_ada{"2026-02-03T04:05:06Z", "Ada", "ada@example.com"};

std::map<std::string, std::string> files_below(const fs::path& root) {
    std::map<std::string, std::string> result;
    for (const auto& entry : fs::recursive_directory_iterator{root})
        if (!entry.is_directory())
            result[entry.path().lexically_relative(root).string()] = read_file(entry.path());
    return result;
}

/// Two packages: `shop` requires `base`.
class ChangesTest : public testing::Test {
protected:
    void SetUp() override {
        test::WorkspaceBuilder{dir_.path()}
            .package("base")
            .change("schema", "-- Deploy base:schema to pg\nSELECT 1;\n", "SELECT 2;\n")
            .change("users", "-- Deploy: users\n-- requires: schema\n\nSELECT 'schema';\n",
                    "-- Revert base:users from pg\nSELECT 4;\n", {}, {"schema"})
            .tag("v1")
            .package("shop", {"base"})
            .change("orders", "-- requires: base:users\nSELECT 5;\n", "SELECT 6;\n", {},
                    {"base:users"})
            .package("lone")
            .change("one")
            .file("packages/base/Makefile",
                  "EXTENSION = base\nDATA = sql/base--1.sql\n# database\n")
            .write();
    }

    [[nodiscard]] workspace::Workspace load() const {
        Diagnostics problems;
        auto result = workspace::load(dir_.path(), problems);
        EXPECT_FALSE(problems.has_errors());
        return result;
    }

    [[nodiscard]] std::string text(const std::string& file) const {
        return read_file(dir_ / ("packages/" + file));
    }

    FileEdit add(const std::string& package,
                 const std::string& name,
                 std::vector<std::string> requirements = {},
                 const std::string& note = {}) const {
        const auto workspace = load();
        return add_change(workspace, workspace.get(package),
                          {{name, std::move(requirements), note, signature_of_ada}, {}, {}, {}});
    }

    test::TempDir dir_;
};

TEST_F(ChangesTest, AddWritesPlanScriptsAndControlFile) {
    const auto before = text("lone/pgpm.plan");
    add("lone", "deep/two", {"one", "base:@v1", "base:schema"}, "why").commit();
    EXPECT_EQ(text("lone/pgpm.plan"),
              before +
                  "deep/two [one base:@v1 base:schema] 2026-02-03T04:05:06Z Ada "
                  "<ada@example.com> # why\n");
    EXPECT_THAT(text("lone/deploy/deep/two.sql"),
                HasSubstr("-- Deploy: deep/two\n-- requires: one\n-- requires: base:@v1\n"));
    EXPECT_THAT(text("lone/revert/deep/two.sql"), HasSubstr("-- Revert: deep/two\n"));
    EXPECT_THAT(text("lone/verify/deep/two.sql"), HasSubstr("-- Verify: deep/two\n"));
    EXPECT_THAT(text("lone/lone.control"), HasSubstr("requires = 'base'"));
    EXPECT_EQ(load().packages.size(), 3U);
}

TEST_F(ChangesTest, AddRefusesWhatThePlanWouldRefuseAndWritesNothing) {
    const auto before = files_below(dir_.path());
    EXPECT_FAILS("requirement-unknown", Fault::usage, add("shop", "a", {"nothing"}).commit());
    EXPECT_FAILS("requirement-unknown", Fault::usage, add("shop", "a", {"@v1"}).commit());
    EXPECT_FAILS("requirement-unknown", Fault::usage, add("shop", "a", {"base:usres"}).commit());
    EXPECT_FAILS("requirement-unknown", Fault::usage, add("shop", "a", {"bse:users"}).commit());
    EXPECT_FAILS("requirement-unknown", Fault::usage, add("shop", "a", {"base:@v2"}).commit());
    EXPECT_FAILS("package-cycle", Fault::usage, add("base", "a", {"shop:orders"}).commit());
    EXPECT_FAILS("requirement-self", Fault::usage, add("shop", "a", {"a"}).commit());
    EXPECT_FAILS("requirement-syntax", Fault::usage, add("shop", "a", {"b] c"}).commit());
    EXPECT_FAILS("change-duplicate", Fault::usage, add("shop", "orders").commit());
    EXPECT_FAILS("change-path", Fault::usage, add("shop", "../a").commit());
    EXPECT_FAILS("change-name", Fault::usage, add("shop", "a b").commit());
    EXPECT_FAILS("change-name", Fault::usage, add("shop", "%project=x").commit());
    EXPECT_FAILS("note-lines", Fault::usage, add("shop", "a", {}, "x\ny").commit());
    EXPECT_EQ(files_below(dir_.path()), before);
}

TEST_F(ChangesTest, AddNeverOverwritesAScript) {
    test::write_file(dir_ / "packages/shop/revert/new.sql", "precious\n");
    const auto before = files_below(dir_.path());
    EXPECT_FAILS("file-exists", Fault::conflict, add("shop", "new").commit());
    EXPECT_EQ(files_below(dir_.path()), before);
}

TEST_F(ChangesTest, AddIsWrittenAltogetherOrNotAtAll) {
    const auto before = files_below(dir_.path());
    const auto edit = add("lone", "two", {"base:users"});
    const auto steps = edit.files().size();
    EXPECT_EQ(steps, 5U);
    for (std::size_t failing = 0; failing < steps; ++failing) {
        EXPECT_ANY_THROW(edit.commit([&](std::size_t step) {
            if (step == failing) throw std::runtime_error{"disk full"};
        }));
        EXPECT_EQ(files_below(dir_.path()), before) << failing;
    }
}

TEST_F(ChangesTest, TagsAndRefusesATagTwice) {
    auto workspace = load();
    add_tag(workspace.get("base"), "@v0", 0, "early", signature_of_ada).commit();
    workspace = load();
    EXPECT_EQ(workspace.get("base").plan.find_tag("v0")->change, 0U);
    EXPECT_EQ(workspace.get("base").plan.find_tag("v1")->change, 1U);
    EXPECT_FAILS("tag-duplicate", Fault::usage,
                 add_tag(workspace.get("base"), "v1", 0, "", signature_of_ada));
    EXPECT_FAILS("tag-name", Fault::usage,
                 add_tag(workspace.get("base"), "v/2", 0, "", signature_of_ada));
}

TEST_F(ChangesTest, RemovesAChangeWithItsScriptsAndEmptyFolders) {
    add("lone", "deep/two").commit();
    const auto workspace = load();
    remove_change(workspace, workspace.get("lone"), 1).commit();
    EXPECT_FALSE(fs::exists(dir_ / "packages/lone/deploy/deep"));
    EXPECT_TRUE(fs::exists(dir_ / "packages/lone/deploy/one.sql"));
    EXPECT_THAT(text("lone/pgpm.plan"), Not(HasSubstr("deep/two")));
}

TEST_F(ChangesTest, RefusesToRemoveWhatIsRequiredOrTagged) {
    const auto workspace = load();
    EXPECT_FAILS("change-required", Fault::conflict,
                 remove_change(workspace, workspace.get("base"), 0));
    EXPECT_FAILS("change-required", Fault::conflict,
                 remove_change(workspace, workspace.get("base"), 1));
    remove_change(workspace, workspace.get("shop"), 0).commit();
    const auto after = load();
    EXPECT_FAILS("change-tagged", Fault::conflict, remove_change(after, after.get("base"), 1));
}

TEST_F(ChangesTest, RefusesAnOrderThatBreaksRequirements) {
    const auto workspace = load();
    EXPECT_FAILS("requirement-later", Fault::usage, move_change(workspace.get("base"), 1, 0, true));
    EXPECT_FAILS("change-itself", Fault::usage, move_change(workspace.get("base"), 0, 0, true));
}

TEST_F(ChangesTest, RenamesAChangeInEveryPackage) {
    auto workspace = load();
    rename_change(workspace, workspace.get("base"), 1, "tables/people").commit();
    workspace = load();
    EXPECT_EQ(workspace.get("base").plan.changes[1].name, "tables/people");
    EXPECT_EQ(workspace.get("shop").plan.changes[0].requirements[0].text, "base:tables/people");
    EXPECT_FALSE(fs::exists(dir_ / "packages/base/deploy/users.sql"));
    EXPECT_EQ(
        text("base/deploy/tables/people.sql"),
        "-- Deploy base:tables/people\n\n-- Deploy: tables/people\n-- requires: schema\n\nSELECT "
        "'schema';\n");
    EXPECT_EQ(text("base/revert/tables/people.sql"),
              "-- Revert base:tables/people\n\n-- Revert base:tables/people from pg\nSELECT 4;\n");
    EXPECT_EQ(text("shop/deploy/orders.sql"),
              "-- Deploy shop:orders\n\n-- requires: base:tables/people\nSELECT 5;\n");
}

TEST_F(ChangesTest, RenamesAChangeAltogetherOrNotAtAll) {
    const auto workspace = load();
    const auto before = files_below(dir_.path());
    const auto edit = rename_change(workspace, workspace.get("base"), 0, "namespace");
    for (std::size_t failing = 0; failing < edit.files().size(); ++failing) {
        EXPECT_ANY_THROW(edit.commit([&](std::size_t step) {
            if (step == failing) throw std::runtime_error{"disk full"};
        }));
        EXPECT_EQ(files_below(dir_.path()), before) << failing;
    }
    EXPECT_FAILS("change-duplicate", Fault::usage,
                 rename_change(workspace, workspace.get("base"), 0, "users"));
}

TEST_F(ChangesTest, RenamesAPackageInEveryPackage) {
    auto workspace = load();
    rename_package(workspace, workspace.get("base"), "core").commit();
    workspace = load();
    EXPECT_NE(workspace.find("core"), nullptr);
    EXPECT_EQ(workspace.find("base"), nullptr);
    EXPECT_EQ(workspace.get("shop").plan.changes[0].requirements[0].text, "core:users");
    EXPECT_EQ(workspace.get("shop").control.requirements[0].name, "core");
    EXPECT_EQ(text("shop/deploy/orders.sql"),
              "-- Deploy shop:orders\n\n-- requires: core:users\nSELECT 5;\n");
    EXPECT_EQ(text("base/deploy/schema.sql"),
              "-- Deploy core:schema\n\n-- Deploy core:schema to pg\nSELECT 1;\n");
    EXPECT_EQ(text("base/Makefile"), "EXTENSION = core\nDATA = sql/core--1.sql\n# database\n");
    EXPECT_FAILS("package-duplicate", Fault::usage,
                 rename_package(workspace, workspace.get("core"), "shop"));
    EXPECT_FAILS("package-name", Fault::usage,
                 rename_package(workspace, workspace.get("core"), "Core"));
}

TEST_F(ChangesTest, RenamesThePackagesOwnNameInItsManifest) {
    const std::string_view manifest =
        "{{\"author\": {{\"name\": \"base\"}}, \"keywords\": [\"name\", \"base\"],\n"
        " \"description\": \"a \\\"name\\\": of\", \"version\": \"1.0.0\",\n"
        " \"name\" : \"{}\"}}\n";
    const auto file = dir_ / "packages/base/package.json";
    test::write_file(file, fmt::format(fmt::runtime(manifest), "base"));
    const auto workspace = load();
    rename_package(workspace, workspace.get("base"), "ground").commit();
    EXPECT_EQ(read_file(file), fmt::format(fmt::runtime(manifest), "ground"));
}

TEST_F(ChangesTest, LeavesInstalledPackagesAlone) {
    test::write_file(dir_ / "extensions/@x/y/pgpm.plan", "%project=y\na\n");
    const auto workspace = load();
    EXPECT_FAILS("package-installed", Fault::usage,
                 remove_change(workspace, workspace.get("y"), 0));
}

TEST(Templates, PackageIsAcceptedAsItIs) {
    test::TempDir dir;
    creation(dir.path(), workspace_files()).commit();
    PackageSeed seed{"my-blog", "1.2.3", false, signature_of_ada};
    Diagnostics problems;
    const auto empty = workspace::load(dir.path(), problems);
    EXPECT_EQ(empty.config.default_target.value, "dev");
    const auto folder = new_package_folder(empty, seed.name);
    EXPECT_EQ(folder, dir / "packages/my-blog");
    creation(folder, package_files(seed)).commit();
    const auto workspace = workspace::load(dir.path(), problems);
    EXPECT_TRUE(problems.empty());
    const auto& package = workspace.get("my-blog");
    EXPECT_EQ(package.version, "1.2.3");
    EXPECT_EQ(package.control.default_version, "1.2.3");
    EXPECT_EQ(package.plan.changes.at(0).name, "schemas/my-blog/schema");
    EXPECT_THAT(read_file(package.script(workspace::ScriptKind::deploy, "schemas/my-blog/schema")),
                HasSubstr("CREATE SCHEMA \"my-blog\";"));
    EXPECT_FAILS("file-exists", Fault::conflict, creation(folder, package_files(seed)).commit());
}

TEST(Templates, RefusesNamesThatOneOfTheThreeUsesCannotHave) {
    for (const auto* name :
         {"", "Blog", "1a", "a b", "@a/b", "a/b", "a-", "a--1", "..", "\xC3\xA4"})
        EXPECT_FAILS("package-name", Fault::usage, check_package_name(name)) << name;
    EXPECT_FAILS("package-name", Fault::usage, check_package_name(std::string(64, 'a')));
    EXPECT_NO_THROW(check_package_name("a_1-b"));
}

TEST(Templates, FillInAFolderOfTheUsers) {
    test::TempDir dir;
    test::write_file(dir / "t/{{name}}.control", "{{name}} {{version}} {{date}} {{other}} {{");
    const auto files = template_files(dir / "t", {"p", "1.0.0", false, signature_of_ada});
    ASSERT_EQ(files.size(), 1U);
    EXPECT_EQ(files[0].path, "p.control");
    EXPECT_EQ(files[0].content, "p 1.0.0 2026-02-03 {{other}} {{");
    EXPECT_FAILS("template-unusable", Fault::usage, template_files(dir / "none", {}));
    fs::create_symlink("/etc", dir / "t/link");
    EXPECT_FAILS("template-unusable", Fault::usage, template_files(dir / "t", {}));
}

TEST(Identity, TakesPlannerAndTimeFromWhereItIsTold) {
    const Environment environment = [](const char* name) -> std::optional<std::string> {
        const std::map<std::string, std::string> set{{"SOURCE_DATE_EPOCH", "86400"},
                                                     {"PGMETA_PLANNER", "Grace <g@x>"}};
        const auto found = set.find(name);
        return found == set.end() ? std::nullopt : std::optional{found->second};
    };
    EXPECT_EQ(signature("", environment, ".").timestamp, "1970-01-02T00:00:00Z");
    EXPECT_EQ(signature("", environment, ".").planner, "Grace");
    EXPECT_EQ(signature("Ada L <ada@x>", environment, ".").planner, "Ada L");
    EXPECT_EQ(signature("Ada L <ada@x>", environment, ".").email, "ada@x");
    for (const auto* planner : {"Ada", "Ada <>", "<a@x>", "A#b <a@x>", "Ada <a@x> x", "Ada <a x>"})
        EXPECT_FAILS("planner-malformed", Fault::usage, signature(planner, environment, "."));
    EXPECT_FAILS("source-date-epoch", Fault::usage,
                 signature(
                     "A <a@x>",
                     [](const char* name) {
                         return std::string_view{name} == "SOURCE_DATE_EPOCH"
                                    ? std::optional<std::string>{"yesterday"}
                                    : std::nullopt;
                     },
                     "."));
}

TEST(Identity, AsksGitWithoutAShell) {
    test::TempDir dir{"; touch $(oops)"};
    test::write_file(dir / ".git/config", "[user]\n\tname = Mary # Shelley\n\temail = m@x\n");
    test::write_file(dir / ".git/HEAD", "ref: refs/heads/main\n");
    fs::create_directories(dir / ".git/objects");
    fs::create_directories(dir / ".git/refs");
    const auto found = signature(
        "", [](const char*) { return std::optional<std::string>{}; }, dir.path());
    EXPECT_EQ(found.planner, "Mary");
    EXPECT_EQ(found.email, "m@x");
}

}  // namespace
}  // namespace pgmeta::author
