// SPDX-License-Identifier: MIT
#include "output/json.hpp"

#include "cli.hpp"
#include "output/diagnostics.hpp"

namespace pgmeta::cli {

namespace {

std::string_view to_string(Fault fault) {
    switch (fault) {
        case Fault::usage:
            return "usage";
        case Fault::workspace:
            return "workspace";
        case Fault::environment:
            return "environment";
        case Fault::database:
            return "database";
        case Fault::conflict:
            return "conflict";
        case Fault::in_doubt:
            return "in_doubt";
        case Fault::busy:
            return "busy";
        case Fault::declined:
            return "declined";
        case Fault::interrupted:
            return "interrupted";
        case Fault::terminated:
            return "terminated";
        case Fault::internal:
            return "internal";
    }
    return "internal";
}

Json to_json(const Location& where) {
    if (where.file.empty()) return nullptr;
    Json result{{"file", where.file}};
    if (where.line != 0) result["line"] = where.line;
    if (where.column != 0) result["column"] = where.column;
    return result;
}

/// Fields that the server left empty are left out.
void add(Json& object, const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

void add_sql(Json& object, const SqlDetail& sql) {
    add(object, "sqlstate", sql.sqlstate);
    add(object, "change", sql.change);
    add(object, "script", sql.kind);
    add(object, "source_line", sql.source_line);
    add(object, "server_message", sql.message);
    add(object, "detail", sql.detail);
    add(object, "server_hint", sql.hint);
    add(object, "context", sql.context);
    add(object, "internal_query", sql.internal_query);
    add(object, "schema", sql.schema);
    add(object, "table", sql.table);
    add(object, "column", sql.column);
    add(object, "datatype", sql.datatype);
    add(object, "constraint", sql.constraint);
}

}  // namespace

Json to_json(const Diagnostic& diagnostic) {
    return {{"severity", to_string(diagnostic.severity)},
            {"id", diagnostic.id},
            {"message", diagnostic.message},
            {"location", to_json(diagnostic.where)},
            {"hints", diagnostic.hints}};
}

Json to_json(std::span<const Diagnostic> diagnostics) {
    auto result = Json::array();
    for (const auto& diagnostic : diagnostics)
        result.push_back(to_json(diagnostic));
    return result;
}

Json to_json(const Error& error) {
    const auto* sql = error.sql_detail();
    const auto& where = sql != nullptr && !sql->where.file.empty() ? sql->where : error.where();
    Json result{{"id", error.id()},
                {"message", error.message()},
                {"fault", to_string(error.fault())},
                {"exit_code", exit_code(error.fault())},
                {"location", to_json(where)}};
    if (sql != nullptr) add_sql(result, *sql);
    result["frames"] = error.frames();
    result["hints"] = error.hints();
    return result;
}

Json to_json(const engine::ChangeRef& change) {
    return {{"package", change.package}, {"change", change.change}};
}

Json to_json(std::span<const engine::ChangeRef> changes) {
    auto result = Json::array();
    for (const auto& change : changes)
        result.push_back(to_json(change));
    return result;
}

void print(std::ostream& stream, const Json& object) {
    stream << object.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace pgmeta::cli
