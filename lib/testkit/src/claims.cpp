// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/claims.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>

namespace pgmeta::testkit {

namespace {

using Json = nlohmann::json;

struct Row {
    const char* setting;
    const char* claim;
};

constexpr std::array rows{
    Row{"request.jwt.claim.sub", "sub"}, Row{"jwt.claims.user_id", "sub"},
    Row{"app.current_user_id", "sub"},   Row{"app.tenant_id", "tenant_id"},
    Row{"app.member_email", "email"},    Row{"app.current_user_space_ids", "space_ids"},
};

/// A list becomes its members between commas.
std::string as_setting(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string result;
    for (const auto& item : value)
        result += (result.empty() ? "" : ",") + as_setting(item);
    return result;
}

}  // namespace

Settings settings_of_claims(std::string_view json) {
    const auto claims = Json::parse(json, nullptr, false);
    if (!claims.is_object())
        throw Error{Fault::workspace, "claims-malformed",
                    fmt::format("claims are a JSON object, and found `{}`", json)}
            .hint(R"(for example {"sub": "5b0c…", "tenant_id": "7f2a…"})");
    Settings settings{{"request.jwt.claims", std::string{json}}};
    for (const auto& row : rows) {
        const auto found = claims.find(row.claim);
        settings.emplace_back(row.setting, found == claims.end() ? "" : as_setting(*found));
    }
    for (const auto& [key, value] : claims.items())
        if (key.find('.') != std::string::npos) settings.emplace_back(key, as_setting(value));
    return settings;
}

std::string context_sql(std::string_view role, const Settings& settings, Lasting lasting) {
    const bool local = lasting == Lasting::transaction;
    std::string sql;
    // The settings come first: the role may not be allowed to set them.
    for (const auto& [name, value] : settings)
        sql += fmt::format("{}pg_catalog.set_config({}, {}, {})", sql.empty() ? "SELECT " : ", ",
                           sqltext::quote_literal(name), sqltext::quote_literal(value), local);
    if (role.empty()) return sql;
    if (!sql.empty()) sql += ';';
    sql += local ? "SET LOCAL ROLE " : "SET ROLE ";
    sql += role == "none" ? "NONE" : sqltext::quote_identifier(role);
    return sql;
}

std::size_t context_statements(std::string_view role, const Settings& settings) {
    return (role.empty() ? 0U : 1U) + (settings.empty() ? 0U : 1U);
}

}  // namespace pgmeta::testkit
