// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "reference_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <utility>

// docs/reference/packages.md and docs/reference/packages/NAME.md tell what the catalog tells after
// the shipped packages were deployed one after the other.  PGMETA_UPDATE=1 writes the pages.

namespace pgmeta::test {
namespace {

using snapshot::Kind;

nlohmann::json pgmeta_json(std::vector<std::string> arguments, const TestDatabase& database) {
    arguments.insert(arguments.end(), {"--json", "--target", database.url()});
    const auto result = run_pgmeta(arguments, {.cwd = source_dir()});
    EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
    return nlohmann::json::parse(result.out);
}

/// Deploys every package of plan `everything` and remembers which objects each brought.
class ShippedPackages : public testing::Test {
protected:
    static void SetUpTestSuite() {
        TestDatabase database;
        const auto status = pgmeta_json({"status", "--plan", "everything"}, database);
        auto connection = pg::Connection::open(pg::ConnInfo::parse(database.url()));
        std::set<std::pair<Kind, std::string>> known;
        for (const auto& object : snapshot::take(connection).objects)
            known.emplace(object.kind, object.identity);
        for (const auto& row : status["packages"]) {
            PackageObjects package{row["package"], row["pending"].size(), {}};
            pgmeta_json({"deploy", package.name}, database);
            for (auto& object : snapshot::take(connection).objects)
                if (known.emplace(object.kind, object.identity).second)
                    package.objects.push_back(std::move(object));
            packages().push_back(std::move(package));
        }
        for (const auto& file : std::filesystem::directory_iterator{source_dir() / "plans"}) {
            const auto name = file.path().stem().string();
            plans()[name] = pgmeta_json({"status", "--plan", name}, database)["plan"]["packages"];
        }
    }

    static void TearDownTestSuite() {
        packages().clear();
        plans().clear();
    }

    static std::vector<PackageObjects>& packages() {
        static std::vector<PackageObjects> all;
        return all;
    }

    static std::map<std::string, std::vector<std::string>>& plans() {
        static std::map<std::string, std::vector<std::string>> all;
        return all;
    }
};

void expect_page(const std::string& name, const std::string& page) {
    const auto file = source_dir() / "docs/reference" / name;
    if (std::getenv("PGMETA_UPDATE") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        write_file_atomically(file, page);
    }
    EXPECT_EQ(read_file_if_exists(file).value_or("(no such page)"), page);
}

bool wants_comment(const snapshot::Object& object) {
    constexpr std::array documented{Kind::schema, Kind::table,     Kind::view,   Kind::column,
                                    Kind::domain, Kind::function,  Kind::policy, Kind::enumeration,
                                    Kind::type,   Kind::procedure};
    return std::find(documented.begin(), documented.end(), object.kind) != documented.end();
}

}  // namespace

TEST_F(ShippedPackages, PagesAreUpToDate) {
    std::set<std::string> names;
    for (const auto& package : packages()) {
        expect_page("packages/" + package.name + ".md", package_page(package));
        names.insert(package.name + ".md");
    }
    for (const auto& file :
         std::filesystem::directory_iterator{source_dir() / "docs/reference/packages"})
        EXPECT_TRUE(names.contains(file.path().filename().string()))
            << file.path() << " is about no package of plan everything";
}

TEST_F(ShippedPackages, CountsAreUpToDate) {
    expect_page("packages.md", counts_page(packages(), plans()));
}

TEST_F(ShippedPackages, EveryPackageIsInPlanEverything) {
    std::set<std::string> in_plan;
    for (const auto& package : packages())
        in_plan.insert(package.name);
    std::set<std::string> folders;
    for (const auto& folder : std::filesystem::directory_iterator{source_dir() / "packages"})
        folders.insert(folder.path().filename().string());
    EXPECT_EQ(in_plan, folders);
}

TEST_F(ShippedPackages, ObjectsHaveComments) {
    std::vector<std::string> bare;
    for (const auto& package : packages())
        for (const auto& object : package.objects)
            if (wants_comment(object) && object.find("comment") == nullptr)
                bare.push_back(std::string{to_string(object.kind)} + " " + object.identity);
    EXPECT_THAT(bare, testing::IsEmpty());
}

}  // namespace pgmeta::test
