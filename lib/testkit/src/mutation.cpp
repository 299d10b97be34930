// SPDX-License-Identifier: MIT
#include "mutation.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace pgmeta::testkit {

using snapshot::Kind;
using snapshot::Object;

namespace {

struct DropRow {
    Kind kind;
    std::string_view words;   ///< after DROP
    std::string_view grants;  ///< after REVOKE … ON; empty: has no privileges
};

constexpr std::array rows{
    DropRow{Kind::schema, "SCHEMA", "SCHEMA"},
    DropRow{Kind::enumeration, "TYPE", "TYPE"},
    DropRow{Kind::domain, "DOMAIN", "DOMAIN"},
    DropRow{Kind::type, "TYPE", "TYPE"},
    DropRow{Kind::table, "TABLE", "TABLE"},
    DropRow{Kind::foreign_table, "FOREIGN TABLE", "TABLE"},
    DropRow{Kind::view, "VIEW", "TABLE"},
    DropRow{Kind::materialized_view, "MATERIALIZED VIEW", "TABLE"},
    DropRow{Kind::index, "INDEX", ""},
    DropRow{Kind::trigger, "TRIGGER", ""},
    DropRow{Kind::rule, "RULE", ""},
    DropRow{Kind::policy, "POLICY", ""},
    DropRow{Kind::sequence, "SEQUENCE", "SEQUENCE"},
    DropRow{Kind::statistics, "STATISTICS", ""},
    DropRow{Kind::function, "FUNCTION", "FUNCTION"},
    DropRow{Kind::procedure, "PROCEDURE", "PROCEDURE"},
    DropRow{Kind::aggregate, "AGGREGATE", ""},
    DropRow{Kind::collation, "COLLATION", ""},
    DropRow{Kind::event_trigger, "EVENT TRIGGER", ""},
    DropRow{Kind::publication, "PUBLICATION", ""},
    DropRow{Kind::server, "SERVER", ""},
    DropRow{Kind::foreign_data_wrapper, "FOREIGN DATA WRAPPER", ""},
    DropRow{Kind::text_search_configuration, "TEXT SEARCH CONFIGURATION", ""},
    DropRow{Kind::text_search_dictionary, "TEXT SEARCH DICTIONARY", ""},
};

const DropRow* row_of(Kind kind) {
    for (const auto& row : rows)
        if (row.kind == kind) return &row;
    return nullptr;
}

std::string dropped(const Object& object) {
    return fmt::format("{} {} is dropped", to_string(object.kind), object.identity);
}

/// `app.users.email` of `app.users` → `email`.
std::string_view column_of(const Object& column) {
    return std::string_view{column.identity}.substr(column.parent.size() + 1);
}

std::vector<Mutation> of_column(const Object& column) {
    std::vector<Mutation> result{
        {fmt::format("ALTER TABLE {} DROP COLUMN {} CASCADE", column.parent, column_of(column)),
         dropped(column)}};
    if (column.find("not null") != nullptr)
        result.push_back({fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", column.parent,
                                      column_of(column)),
                          fmt::format("column {} may be null", column.identity)});
    return result;
}

/// `users_pkey on app.users`; a domain's constraint is dropped from the domain.
std::vector<Mutation> of_constraint(const Object& constraint) {
    const auto name = constraint.identity.substr(
        0, constraint.identity.size() - constraint.parent.size() - std::string_view{" on "}.size());
    return {{fmt::format("ALTER TABLE {} DROP CONSTRAINT {} CASCADE", constraint.parent, name),
             dropped(constraint)}};
}

void add_revokes(const Object& object, std::string_view what, std::vector<Mutation>& result) {
    constexpr std::string_view granted = "granted to ";
    if (what.empty()) return;
    for (const auto& attribute : object.attributes) {
        if (!attribute.name.starts_with(granted)) continue;
        const auto role = attribute.name.substr(granted.size());
        result.push_back({fmt::format("REVOKE ALL ON {} {} FROM {}", what, object.identity, role),
                          fmt::format("{} has no privileges on {} {}", role, to_string(object.kind),
                                      object.identity)});
    }
}

}  // namespace

std::vector<Mutation> mutations_of(const Object& object) {
    if (object.kind == Kind::column) return of_column(object);
    if (object.kind == Kind::constraint) return of_constraint(object);
    const auto* row = row_of(object.kind);
    if (row == nullptr) return {};
    std::vector<Mutation> result{
        {fmt::format("DROP {} {} CASCADE", row->words, object.identity), dropped(object)}};
    if (object.find("row security") != nullptr)
        result.push_back({fmt::format("ALTER TABLE {} DISABLE ROW LEVEL SECURITY", object.identity),
                          fmt::format("table {} has no row security", object.identity)});
    add_revokes(object, row->grants, result);
    return result;
}

}  // namespace pgmeta::testkit
