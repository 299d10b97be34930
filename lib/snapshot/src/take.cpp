// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/take.hpp"

#include "privileges.hpp"
#include "queries.hpp"

#include <fmt/format.h>

namespace pgmeta::snapshot {

namespace {

// With an empty search_path definitions name the schema of everything.  The others decide how
// constants in definitions are spelled; compiling queries would take longer than running them.
constexpr std::string_view settings =
    "SET LOCAL search_path = '';"
    "SET LOCAL datestyle = 'ISO, MDY';"
    "SET LOCAL intervalstyle = 'postgres';"
    "SET LOCAL timezone = 'UTC';"
    "SET LOCAL bytea_output = 'hex';"
    "SET LOCAL extra_float_digits = 1;"
    "SET LOCAL lc_monetary = 'C';"
    "SET LOCAL quote_all_identifiers = off;"
    "SET LOCAL jit = off;";

constexpr int first_attribute = 4;

std::string message(int server_version) {
    std::string result{settings};
    for (const auto& query : queries_for(server_version))
        result += query + ";\n";
    return result;
}

/// Its own transaction, of which nothing stays open whatever happens.
std::vector<pg::Result> read_alone(pg::Connection& connection, const std::string& sql) {
    try {
        return connection.query_all("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;" + sql +
                                    "COMMIT");
    } catch (...) {
        if (connection.is_open() && connection.in_transaction())
            pg::Transaction::adopt(connection).rollback();
        throw;
    }
}

/// In the caller's transaction; rolling the savepoint back restores its settings.
std::vector<pg::Result> read_inside(pg::Connection& connection, const std::string& sql) {
    return connection.query_all("SAVEPOINT pgmeta_snapshot;" + sql +
                                "ROLLBACK TO pgmeta_snapshot; RELEASE pgmeta_snapshot");
}

Kind kind_at(const pg::Result& result, int row) {
    const auto text = result.text(row, 0);
    if (const auto kind = kind_of(text)) return *kind;
    throw Error{Fault::internal, "bug", fmt::format("a query knows the kind `{}`", text)};
}

Object object_at(const pg::Result& result, int row) {
    Object object{
        kind_at(result, row), result.text(row, 3), result.text(row, 1), result.text(row, 2), {}};
    for (int column = first_attribute; column < result.columns(); ++column) {
        const auto name = result.name(column);
        const auto value = result.get(row, column);
        if (!value || name == "=default") continue;
        if (name == "=acl") {
            const auto standard = result.get(row, column + 1).value_or("{}");
            for (auto& one : privileges(*value, standard))
                object.attributes.push_back(std::move(one));
        } else if (!value->empty()) {
            object.attributes.push_back({std::string{name}, std::string{*value}});
        }
    }
    return object;
}

}  // namespace

Snapshot take(pg::Connection& connection) {
    const auto sql = message(connection.server_version());
    const auto results =
        connection.in_transaction() ? read_inside(connection, sql) : read_alone(connection, sql);
    Snapshot snapshot;
    snapshot.server_version = connection.server_version();
    for (const auto& result : results)
        for (int row = 0; row < result.rows(); ++row)
            snapshot.objects.push_back(object_at(result, row));
    sort(snapshot);
    return snapshot;
}

}  // namespace pgmeta::snapshot
