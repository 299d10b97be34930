// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta_test/process.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pgmeta::test {

/// Each test finds a cluster without any role but `postgres` and leaves such a one.
class RolesTest : public testing::Test {
protected:
    RolesTest();
    ~RolesTest() override;

    /// Drops every role but PostgreSQL's own, with what it owns here and in `databases`.
    void clear_roles();

    /// `pgmeta admin-users …` on the test cluster.
    static ProcessResult roles(std::vector<std::string> arguments, ProcessOptions options = {});

    /// As roles; expects exit 0 and gives what it printed.
    static std::string done(std::vector<std::string> arguments, ProcessOptions options = {});

    /// psql with this script on its standard input.
    static ProcessResult psql(const std::string& script, std::vector<std::string> options = {});

    /// True when a password login over TCP works.
    static bool can_log_in(const std::string& user, const std::string& password);

    /// Attributes in the order of pg_roles: `LSCRB` letters that are on, then the groups.
    std::string shape(const std::string& role);

    TestDatabase database;
};

/// Runs `argv` so many times at once and gives the results.
std::vector<ProcessResult> run_together(int times, const std::vector<std::string>& argv);

}  // namespace pgmeta::test
