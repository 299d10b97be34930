// SPDX-License-Identifier: MIT
#include "queries.hpp"

#include <charconv>

namespace pgmeta::snapshot {

const std::string_view common_tables = R"(
WITH own AS NOT MATERIALIZED (
    SELECT oid, nspname, quote_ident(nspname) AS name FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'pgpm_migrate', 'pgmeta')
), member AS NOT MATERIALIZED (
    SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
), note AS NOT MATERIALIZED (
    SELECT classoid, objoid, objsubid, description AS text FROM pg_catalog.pg_description
), rel AS NOT MATERIALIZED (
    SELECT c.*, o.nspname, o.name || '.' || quote_ident(c.relname) AS identity
    FROM pg_catalog.pg_class c JOIN own o ON o.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
      AND NOT EXISTS (SELECT FROM member m
                      WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
)
)";

namespace {

/// True when a line with this gate (`14` or `-14`) is for the server.
bool is_open(std::string_view gate, int server_version) {
    const bool below = gate.starts_with('-');
    if (below) gate.remove_prefix(1);
    int major = 0;
    std::from_chars(gate.data(), gate.data() + gate.size(), major);
    return (server_version < major * 10000) == below;
}

void append_line(std::string& result, std::string_view line, int server_version) {
    while (line.starts_with('@')) {
        const auto space = line.find(' ');
        if (!is_open(line.substr(1, space - 1), server_version)) return;
        line.remove_prefix(space + 1);
    }
    result += line;
    result += '\n';
}

}  // namespace

std::string for_server(std::string_view query, int server_version) {
    std::string result{common_tables};
    while (!query.empty()) {
        const auto end = query.find('\n');
        append_line(result, query.substr(0, end), server_version);
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
    return result;
}

std::vector<std::string> queries_for(int server_version) {
    std::vector<std::string> result;
    for (const auto& group :
         {relation_queries(), type_queries(), routine_queries(), object_queries()})
        for (const auto query : group)
            result.push_back(for_server(query, server_version));
    return result;
}

}  // namespace pgmeta::snapshot
