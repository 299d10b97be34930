// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/seed.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace pgmeta::testkit {

namespace {

using Json = nlohmann::ordered_json;

Error unreadable(const std::string& source, std::string_view why) {
    return Error{Fault::workspace, "seed-unreadable", fmt::format("`{}`: {}", source, why)};
}

/// `app.users` → "app"."users".
std::string quoted_table(std::string_view name) {
    const auto dot = name.find('.');
    if (dot == std::string_view::npos) return sqltext::quote_identifier(name);
    return sqltext::quote_identifier(name.substr(0, dot)) + "." +
           sqltext::quote_identifier(name.substr(dot + 1));
}

/// The first line's fields: names, perhaps in double quotes.
std::vector<std::string> header_of(std::string_view line) {
    std::vector<std::string> names(1);
    bool quoted = false;
    for (const char c : line) {
        if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            names.emplace_back();
        else
            names.back() += c;
    }
    for (auto& name : names)
        name = std::string{trim(name)};
    return names;
}

std::string quoted_columns(const std::vector<std::string>& names) {
    std::string result;
    for (const auto& name : names)
        result += (result.empty() ? "" : ", ") + sqltext::quote_identifier(name);
    return result;
}

std::vector<std::string> keys_of(const Json& row) {
    std::vector<std::string> keys;
    for (const auto& item : row.items())
        keys.push_back(item.key());
    return keys;
}

Seed::Statement insert_of(const std::string& table,
                          const std::vector<std::string>& keys,
                          const Json& rows) {
    if (keys.empty()) {
        return {fmt::format("INSERT INTO {} SELECT FROM pg_catalog.generate_series(1, {})", table,
                            rows.size()),
                {},
                false};
    }
    const auto columns = quoted_columns(keys);
    return {fmt::format("INSERT INTO {0} ({1}) SELECT {1} FROM "
                        "pg_catalog.jsonb_populate_recordset(NULL::{0}, {2})",
                        table, columns, sqltext::quote_literal(rows.dump())),
            {},
            false};
}

}  // namespace

void Seed::add_to(pg::Message& message, std::size_t owner) const {
    for (const auto& statement : statements) {
        message.add_own(owner, statement.sql);
        if (statement.is_copy) message.add_copy_data(statement.copy_data);
    }
}

Seed seed_of_sql(std::string sql, std::string source) {
    auto sendable = sqltext::prepare(std::move(sql), sqltext::Use::deploy);
    if (!sendable.objections.empty()) {
        const auto& first = sendable.objections.front();
        const auto at = line_column(sendable.text, first.offset);
        throw Error{Fault::workspace, first.id, first.message}
            .at({std::move(source), at.line, at.column})
            .hint(first.hint);
    }
    Seed seed{std::move(source), {}};
    const std::string_view text = sendable.text;
    for (const auto& statement : sendable.statements) {
        const auto body = text.substr(statement.begin, statement.end - statement.begin);
        const bool copies = statement.kind == sqltext::StatementKind::copy_from_stdin;
        seed.statements.push_back(
            {std::string{body},
             std::string{
                 text.substr(statement.data_begin, statement.data_end - statement.data_begin)},
             copies});
    }
    return seed;
}

Seed seed_of_csv(std::string_view table, std::string csv, std::string source) {
    const auto line = csv.substr(0, csv.find_first_of("\r\n"));
    if (trim(line).empty()) throw unreadable(source, "the first line names no columns");
    auto sql = fmt::format("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER true)", quoted_table(table),
                           quoted_columns(header_of(line)));
    return {std::move(source), {{std::move(sql), std::move(csv), true}}};
}

Seed seed_of_json(std::string_view json, std::string source) {
    const auto tables = Json::parse(json, nullptr, false);
    if (!tables.is_object())
        throw unreadable(source, "expected a JSON object of table and list of rows");
    Seed seed{std::move(source), {}};
    for (const auto& [name, rows] : tables.items()) {
        if (!rows.is_array())
            throw unreadable(seed.source, fmt::format("expected a list of rows for `{}`", name));
        const auto table = quoted_table(name);
        // Rows with the same columns go together; the order stays.
        for (std::size_t i = 0; i < rows.size();) {
            if (!rows[i].is_object())
                throw unreadable(seed.source, fmt::format("a row of `{}` is no object", name));
            const auto keys = keys_of(rows[i]);
            auto group = Json::array();
            for (; i < rows.size() && rows[i].is_object() && keys_of(rows[i]) == keys; ++i)
                group.push_back(rows[i]);
            seed.statements.push_back(insert_of(table, keys, group));
        }
    }
    return seed;
}

Seed read_seed(const std::filesystem::path& file) {
    const auto source = file.filename().string();
    auto text = read_file(file);
    const auto ending = file.extension();
    if (ending == ".sql") return seed_of_sql(std::move(text), source);
    if (ending == ".csv") return seed_of_csv(file.stem().string(), std::move(text), source);
    if (ending == ".json") return seed_of_json(text, source);
    throw unreadable(source, "expected a file that ends in .sql, .csv or .json");
}

}  // namespace pgmeta::testkit
