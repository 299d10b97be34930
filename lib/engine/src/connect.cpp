// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"
#include "session.hpp"

#include <fmt/format.h>

namespace pgmeta::engine {

namespace {

/// The server must notice a dead client while a statement runs, or its locks outlive it
/// (spec/protocol.md 7.3, 7.4).
constexpr std::string_view check_interval = "client_connection_check_interval";
constexpr int first_version_with_check_interval = 140000;

std::vector<std::pair<std::string, std::string>> settings_of(const Target& target) {
    auto settings = target.settings;
    if (!target.lock_timeout.empty()) settings.emplace_back("lock_timeout", target.lock_timeout);
    if (!target.statement_timeout.empty())
        settings.emplace_back("statement_timeout", target.statement_timeout);
    return settings;
}

}  // namespace

pg::Connection connect(const Target& target, std::string_view purpose) {
    pg::ConnectOptions options;
    options.application_name = fmt::format("pgmeta {}", purpose);
    options.wait = target.wait;
    options.interrupts = target.interrupts;
    options.settings = settings_of(target);
    options.settings.emplace_back(check_interval, "1000");
    return pg::Connection::open(target.info, options);
}

std::string session_settings(const pg::Connection& connection, const Target& target) {
    if (connection.settings_stick()) return {};
    std::string sql = "SET LOCAL client_encoding='UTF8'";
    auto settings = settings_of(target);
    if (connection.server_version() >= first_version_with_check_interval)
        settings.emplace_back(check_interval, "1000");
    // As the startup options: lists (search_path) as well as single values.
    for (const auto& [name, value] : settings)
        sql += fmt::format(";SELECT pg_catalog.set_config({},{},true)",
                           sqltext::quote_literal(name), sqltext::quote_literal(value));
    return sql;
}

std::size_t statements_in_settings(std::string_view settings) {
    if (settings.empty()) return 0;
    std::size_t count = 1;
    bool quoted = false;
    for (const char c : settings) {
        // A doubled quote inside a literal changes this twice.
        quoted = quoted != (c == '\'');
        count += c == ';' && !quoted;
    }
    return count;
}

}  // namespace pgmeta::engine
