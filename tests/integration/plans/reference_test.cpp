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
std::vector<PackageObjects> deploy_one_by_one(TestDatabase& database) {
    std::vector<PackageObjects> packages;
    const auto status = pgmeta_json({"status", "--plan", "everything"}, database);
    auto connection = pg::Connection::open(pg::ConnInfo::parse(database.url()));
    std::set<std::pair<Kind, std::string>> known;
    for (const auto& object : snapshot::take(connection).objects)
        known.emplace(object.kind, object.identity);
    for (const auto& row : status["packages"]) {
        PackageObjects package{row["package"], row["pending"].size(), {}};
        pgmeta_json({"deploy", package.name, "--no-verify"}, database);
        for (auto& object : snapshot::take(connection).objects)
            if (known.emplace(object.kind, object.identity).second)
                package.objects.push_back(std::move(object));
        packages.push_back(std::move(package));
    }
    return packages;
}

std::map<std::string, std::vector<std::string>> packages_of_plans(const TestDatabase& database) {
    std::map<std::string, std::vector<std::string>> plans;
    for (const auto& file : std::filesystem::directory_iterator{source_dir() / "plans"}) {
        const auto name = file.path().stem().string();
        plans[name] = pgmeta_json({"status", "--plan", name}, database)["plan"]["packages"];
    }
    return plans;
}

std::set<std::string> names_in(const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        names.insert(entry.path().stem().string());
    return names;
}

void expect_page(const std::string& name, const std::string& page) {
    const auto file = source_dir() / "docs/reference" / name;
    if (std::getenv("PGMETA_UPDATE") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        write_file_atomically(file, page);
    }
    EXPECT_EQ(read_file_if_exists(file).value_or("(no such page)"), page);
}

bool wants_comment(const snapshot::Object& object) {
    constexpr std::array documented{Kind::schema, Kind::table,    Kind::view,   Kind::column,
                                    Kind::domain, Kind::function, Kind::policy, Kind::enumeration,
                                    Kind::type,   Kind::procedure};
    return std::find(documented.begin(), documented.end(), object.kind) != documented.end();
}

std::vector<std::string> without_comment(const std::vector<PackageObjects>& packages) {
    std::vector<std::string> bare;
    for (const auto& package : packages)
        for (const auto& object : package.objects)
            if (wants_comment(object) && object.find("comment") == nullptr)
                bare.push_back(std::string{to_string(object.kind)} + " " + object.identity);
    return bare;
}

}  // namespace

TEST(ShippedPackages, ArePagesOfTheReference) {
    TestDatabase database;
    const auto packages = deploy_one_by_one(database);
    std::set<std::string> names;
    for (const auto& package : packages) {
        expect_page("packages/" + package.name + ".md", package_page(package));
        names.insert(package.name);
    }
    expect_page("packages.md", counts_page(packages, packages_of_plans(database)));
    EXPECT_EQ(names, names_in(source_dir() / "packages")) << "plan everything has every package";
    EXPECT_EQ(names, names_in(source_dir() / "docs/reference/packages"));
    EXPECT_THAT(without_comment(packages), testing::IsEmpty());
}

}  // namespace pgmeta::test
