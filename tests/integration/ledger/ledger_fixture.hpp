// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/ledger/ledger.hpp"
#include "pgmeta_test/test_database.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ledger {

/// A database of the test's own, and what it takes to fill a ledger in it.
class LedgerTest : public testing::Test {
protected:
    static pg::Connection open(const std::string& url) {
        return pg::Connection::open(pg::ConnInfo::parse(url));
    }

    /// A login role without any right, removed at the end.
    std::string make_role() {
        roles_.push_back(test::unique_name("ledger_role"));
        database_.query("CREATE ROLE " + roles_.back() + " LOGIN");
        return roles_.back();
    }

    void TearDown() override { test::drop_roles(database_, roles_); }

    /// Creates or completes the ledger as a deployment would.
    void upgrade_now() { upgrade_now(connection_); }

    static void upgrade_now(pg::Connection& connection) {
        const auto [statements, keys, loss] = upgrade(read_facts(connection));
        for (const auto& statement : statements)
            connection.query(statement);
        for (const auto& statement : keys)
            connection.query(statement);
    }

    static Record record_of(std::string package,
                            std::string change,
                            std::vector<std::string> requirements = {}) {
        Record record;
        record.script_hash = "hash of " + change;
        record.change_id = change_id(package, change, record.script_hash);
        record.package = std::move(package);
        record.change = std::move(change);
        record.requirements = std::move(requirements);
        return record;
    }

    /// Records the changes in one transaction, one message.
    void record(const std::vector<Record>& records, bool extras = true) {
        pg::Transaction transaction{connection_, "SELECT pg_current_xact_id()"};
        const auto xid = transaction.result().text(0, 0);
        const auto deployment = begin_deployment(connection_, extras, origin_);
        const Recorder recorder{xid, extras, deployment};
        std::string message;
        for (const auto& one : records)
            message += recorder.package_row(one.package) + ";\n";
        for (const auto& statement : recorder.trailer(records))
            message += statement + ";\n";
        connection_.query(message);
        transaction.commit();
    }

    test::TestDatabase database_;
    pg::Connection connection_ = open(database_.url());
    Origin origin_{"deploy", "0.1.0", "ann", "laptop", "0123abc"};

private:
    std::vector<std::string> roles_;
};

}  // namespace pgmeta::ledger
