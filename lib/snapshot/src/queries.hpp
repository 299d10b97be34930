// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

// The queries that describe a catalog, one or a few per kind of object.
//
// Columns of a result: kind, schema, parent, identity, then one per attribute, named as the
// attribute and NULL when the object does not have it. `=acl` and `=default` hold an access control
// list and the one the object would have without grants (empty when NULL); both become attributes
// of their own (privileges.hpp).
//
// A line that begins with `@14 ` is for servers from 14 on, one with `@-14 ` for older ones; both
// may stand in a row.  Each query may use the names of common_tables.

namespace pgmeta::snapshot {

/// `WITH` clauses: `own` (schemas that are described), `member` (objects that belong to extensions
/// or, inside others, to the server's own doing), `note` (comments) and `rel` (relations).
extern const std::string_view common_tables;

std::vector<std::string_view> relation_queries();
std::vector<std::string_view> type_queries();
std::vector<std::string_view> routine_queries();
std::vector<std::string_view> object_queries();

/// `query` with common_tables in front and only the lines for this server.
std::string for_server(std::string_view query, int server_version);

/// Every query for this server.
std::vector<std::string> queries_for(int server_version);

}  // namespace pgmeta::snapshot
