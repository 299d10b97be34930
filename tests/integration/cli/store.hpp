// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta_test/paths.hpp"
#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pgmeta::test {

/// A database that pgmeta deployed a package to, and commands about what is in it.
class Store : public testing::Test {
protected:
    explicit Store(std::string package) : package_{std::move(package)} {}

    void SetUp() override {
        const auto result = pgmeta({"deploy", "--package", package_, "--yes"});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }

    ProcessResult pgmeta(std::vector<std::string> arguments, ProcessOptions options = {}) const {
        arguments.insert(arguments.end(), {"--target", db.url()});
        options.env.emplace("PGMETA_TENANT", tenant);
        if (options.cwd.empty()) options.cwd = source_dir();
        return run_pgmeta(std::move(arguments), std::move(options));
    }

    /// stdout of a command that has to succeed.
    std::string done(std::vector<std::string> arguments, ProcessOptions options = {}) const {
        const auto result = pgmeta(std::move(arguments), std::move(options));
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        return result.out;
    }

    const std::string tenant = "5f0c3a52-7d10-4d0a-9d0e-6a4f5f1f2b11";
    TestDatabase db;

private:
    std::string package_;
};

}  // namespace pgmeta::test
