// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The catalog of a database as a value: what its objects are, without data, OIDs and anything
// that depends on how they came about.

namespace pgmeta::snapshot {

/// What an object is.  The order is the order of objects in a snapshot.
enum class Kind : std::uint8_t {
    extension,
    schema,
    language,
    access_method,
    foreign_data_wrapper,
    server,
    user_mapping,
    collation,
    conversion,
    enumeration,
    domain,
    type,
    table,
    foreign_table,
    view,
    materialized_view,
    column,
    constraint,
    index,
    trigger,
    rule,
    policy,
    sequence,
    statistics,
    function,
    procedure,
    aggregate,
    op,
    operator_family,
    operator_class,
    cast,
    transform,
    text_search_parser,
    text_search_template,
    text_search_dictionary,
    text_search_configuration,
    event_trigger,
    publication,
    subscription,
    default_privileges,
};

/// `table`, `materialized view`, …
std::string_view to_string(Kind kind);

/// The kind that to_string spells so, or nothing.
std::optional<Kind> kind_of(std::string_view name);

/// One property.  What an object does not have, or has as the server's default, is not listed.
struct Attribute {
    std::string name;
    std::string value;

    bool operator==(const Attribute&) const = default;
};

/// Kind and identity name an object within a snapshot.
struct Object {
    Kind kind = Kind::schema;
    /// As SQL spells it, with its schema: `app.users`, `app.login(text, integer)`, for parts of
    /// another object `app.users.email` (column) or `audit on app.users`.
    std::string identity;
    std::string schema;  ///< its name, unquoted; empty for objects outside schemas
    std::string parent;  ///< identity of the relation or domain it is a part of, or empty
    std::vector<Attribute> attributes;  ///< in a fixed order per kind

    /// The attribute's value, or null.
    [[nodiscard]] const std::string* find(std::string_view attribute) const;

    bool operator==(const Object&) const = default;
};

/// The objects of a database, each once, in canonical order: by kind and identity, parts after the
/// object they belong to, columns in the table's order.
struct Snapshot {
    int server_version = 0;  ///< as server_version_num; no part of the comparison
    std::vector<Object> objects;
};

/// Puts the objects in canonical order.
void sort(Snapshot& snapshot);

/// What to leave out.
struct Narrowing {
    std::vector<std::string> schemas{};  ///< only these, and nothing outside schemas; empty: all
    std::vector<std::string> excluded_schemas{};
    bool owners = true;
    bool privileges = true;  ///< grants and default privileges
};

/// The part of `snapshot` that `narrowing` asks for.
Snapshot narrow(Snapshot snapshot, const Narrowing& narrowing);

}  // namespace pgmeta::snapshot
