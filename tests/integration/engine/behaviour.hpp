// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta_test/files.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"
#include "pgmeta_test/workspace_builder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// What tests of the deploying commands share: a workspace, a database, and the program between
// them.

namespace pgmeta::test {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// `package:change` of a list in --json output.
inline Words names(const Json& list) {
    Words result;
    for (const auto& item : list)
        result.push_back(item.at("package").get<std::string>() + ":" +
                         item.at("change").get<std::string>());
    return result;
}

inline Words ids(const Json& diagnostics) {
    Words result;
    for (const auto& item : diagnostics)
        result.push_back(item.at("id"));
    return result;
}

/// All hints of an error as one text.
inline std::string hints(const Json& error) {
    std::string result;
    for (const auto& hint : error.at("hints"))
        result += hint.get<std::string>() + "\n";
    return result;
}

/// A run of pgmeta with --json, and what it printed.
struct JsonRun {
    ProcessResult process;
    Json json;

    [[nodiscard]] int exit_code() const { return process.exit_code; }

    [[nodiscard]] const Json& operator[](const char* key) const { return json.at(key); }

    [[nodiscard]] const Json& error() const { return json.at("error"); }
};

class Behaviour : public testing::Test {
protected:
    TempDir dir;
    TestDatabase db;
    WorkspaceBuilder ws{dir.path()};

    /// Runs `command` on the test's database, in the workspace's root unless told otherwise.
    ProcessResult pgmeta(Words words, ProcessOptions options = {}) const {
        return pgmeta_as("postgres", std::move(words), std::move(options));
    }

    ProcessResult pgmeta_as(std::string_view role, Words words, ProcessOptions options = {}) const {
        if (words.front() != "check") {
            words.emplace_back("--target");
            words.push_back(db.url(role));
        }
        return run_plain(std::move(words), std::move(options));
    }

    ProcessResult run_plain(Words words, ProcessOptions options = {}) const {
        if (options.cwd.empty()) options.cwd = dir.path();
        options.unset.insert(options.unset.end(), {"PGDATABASE", "DATABASE_URL", "PGMETA_TARGET"});
        return run_pgmeta(std::move(words), std::move(options));
    }

    JsonRun json(Words words, ProcessOptions options = {}) const {
        words.emplace_back("--json");
        return parsed(pgmeta(std::move(words), std::move(options)));
    }

    JsonRun json_as(std::string_view role, Words words) const {
        words.emplace_back("--json");
        return parsed(pgmeta_as(role, std::move(words)));
    }

    static JsonRun parsed(ProcessResult result) {
        auto object = Json::parse(result.out, nullptr, false);
        if (object.is_discarded()) {
            ADD_FAILURE() << "not JSON: " << result.out << result.err;
            object = Json::object();
        }
        return {std::move(result), std::move(object)};
    }

    /// Deploys and expects success.
    JsonRun deploy(Words words = {}, ProcessOptions options = {}) const {
        words.insert(words.begin(), "deploy");
        auto run = json(std::move(words), std::move(options));
        EXPECT_EQ(run.exit_code(), 0) << run.process.out << run.process.err;
        return run;
    }

    /// `package:change` of the ledger's rows in the order they were deployed.
    Words ledger() {
        Words result;
        if (db.value("SELECT to_regclass('pgpm_migrate.changes') IS NULL") == "t") return result;
        for (const auto& row : db.query("SELECT package || ':' || change_name "
                                        "FROM pgpm_migrate.changes ORDER BY deployed_at, ctid"))
            result.push_back(row[0]);
        return result;
    }

    bool exists(std::string_view relation) {
        return db.value(fmt::format("SELECT to_regclass('{}') IS NOT NULL", relation)) == "t";
    }

    /// A change that runs `sql` and nothing on revert.
    void change(std::string_view name, std::string_view sql, Words needs = {}) {
        ws.change(name, sql, "SELECT 1;\n", {}, std::move(needs));
    }
};

}  // namespace pgmeta::test
