// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/session.hpp"

#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace pgmeta::testkit {

namespace {

constexpr std::string_view test_savepoint = "pgmeta_test";
constexpr int many_rows = std::numeric_limits<int>::max();

}  // namespace

TestSession::TestSession(pg::Connection connection, std::string authenticated)
    : connection_{std::move(connection)}, authenticated_{std::move(authenticated)} {}

pg::Result TestSession::query(std::string_view sql, const Parameters& parameters) {
    return parameters.empty() ? connection_.query(sql) : connection_.query(sql, parameters);
}

pg::Result TestSession::checked(std::string_view sql,
                                const Parameters& parameters,
                                int least,
                                int most,
                                std::string_view expected) {
    auto result = query(sql, parameters);
    const int rows = result.rows();
    if (rows >= least && rows <= most) return result;
    throw Error{Fault::database, "row-count",
                fmt::format("expected {}, and found {}: {}", expected, rows, sql)};
}

pg::Result TestSession::any(std::string_view sql, const Parameters& parameters) {
    return checked(sql, parameters, 0, many_rows, "any number of rows");
}

pg::Result TestSession::one(std::string_view sql, const Parameters& parameters) {
    return checked(sql, parameters, 1, 1, "exactly one row");
}

pg::Result TestSession::one_or_none(std::string_view sql, const Parameters& parameters) {
    return checked(sql, parameters, 0, 1, "at most one row");
}

pg::Result TestSession::many(std::string_view sql, const Parameters& parameters) {
    return checked(sql, parameters, 1, many_rows, "at least one row");
}

void TestSession::none(std::string_view sql, const Parameters& parameters) {
    checked(sql, parameters, 0, 0, "no row");
}

std::string TestSession::value(std::string_view sql, const Parameters& parameters) {
    return one(sql, parameters).text(0, 0);
}

void TestSession::begin() {
    connection_.query("BEGIN");
}

void TestSession::commit() {
    pg::Transaction::adopt(connection_).commit();
}

void TestSession::rollback() {
    connection_.query("ROLLBACK");
}

void TestSession::savepoint(std::string_view name) {
    connection_.query(fmt::format("SAVEPOINT {}", sqltext::quote_identifier(name)));
}

void TestSession::rollback_to(std::string_view name) {
    connection_.query(fmt::format("ROLLBACK TO {}", sqltext::quote_identifier(name)));
}

void TestSession::before_each() {
    if (connection_.in_transaction())
        throw Error{Fault::usage, "test-not-ended",
                    "before_each() expects no transaction, and one is open"}
            .hint("after_each() ends the test before");
    connection_.query(fmt::format("BEGIN; SAVEPOINT {}", test_savepoint));
}

void TestSession::after_each() {
    role_.clear();
    settings_.clear();
    connection_.query("ROLLBACK");
}

void TestSession::publish() {
    commit();
    connection_.query(fmt::format("BEGIN; SAVEPOINT {}", test_savepoint));
    apply_context();
}

void TestSession::apply_context() {
    const auto sql = context_sql(role_, settings_, Lasting::transaction);
    if (!sql.empty()) connection_.query(sql);
}

void TestSession::set_context(std::string_view role, const Settings& settings) {
    if (!connection_.in_transaction())
        throw Error{Fault::usage, "context-outside-transaction",
                    "a context expects a transaction, and none is open: it would have no effect"}
            .hint("before_each() or begin() opens one");
    // A role may not be allowed to become another one.
    if (!role.empty() && !role_.empty()) connection_.query("SET LOCAL ROLE NONE");
    if (!role.empty()) role_ = role;
    for (const auto& setting : settings) {
        std::erase_if(settings_, [&](const auto& known) { return known.first == setting.first; });
        settings_.push_back(setting);
    }
    apply_context();
}

void TestSession::auth(const User& user) {
    auto claims = nlohmann::json::parse(user.claims, nullptr, false);
    if (claims.is_object() && !user.id.empty()) claims["sub"] = user.id;
    const auto text = claims.is_object() ? claims.dump() : user.claims;
    set_context(user.role.empty() ? authenticated_ : user.role, settings_of_claims(text));
}

void TestSession::clear_context() {
    auto emptied = settings_;
    for (auto& [name, value] : emptied)
        value.clear();
    set_context("none", emptied);
    role_.clear();
    settings_.clear();
}

void TestSession::load(const Seed& seed) {
    pg::Message message;
    seed.add_to(message, 0);
    if (auto failure = connection_.run(message, {})) {
        failure->error.add_frame(fmt::format("while loading {}", seed.source));
        throw std::move(failure->error);
    }
}

void TestSession::load_file(const std::filesystem::path& file) {
    load(read_seed(file));
}

}  // namespace pgmeta::testkit
