// SPDX-License-Identifier: MIT
#include "pgmeta/snapshot/snapshot.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <tuple>
#include <unordered_map>

namespace pgmeta::snapshot {

namespace {

/// In the order of Kind.
constexpr std::array<std::string_view, 40> kind_names{
    "extension",
    "schema",
    "language",
    "access method",
    "foreign-data wrapper",
    "server",
    "user mapping",
    "collation",
    "conversion",
    "enum",
    "domain",
    "type",
    "table",
    "foreign table",
    "view",
    "materialized view",
    "column",
    "constraint",
    "index",
    "trigger",
    "rule",
    "policy",
    "sequence",
    "statistics",
    "function",
    "procedure",
    "aggregate",
    "operator",
    "operator family",
    "operator class",
    "cast",
    "transform",
    "text search parser",
    "text search template",
    "text search dictionary",
    "text search configuration",
    "event trigger",
    "publication",
    "subscription",
    "default privileges",
};
static_assert(kind_names.size() == static_cast<std::size_t>(Kind::default_privileges) + 1);

int position_of(const Object& object) {
    const auto* text = object.kind == Kind::column ? object.find("position") : nullptr;
    int position = 0;
    if (text != nullptr) std::from_chars(text->data(), text->data() + text->size(), position);
    return position;
}

/// Where an object stands: the kind and identity of what it belongs to come first.
struct Place {
    Kind root_kind;
    const std::string* root;
    bool is_part;
    Kind kind;
    int position;
    const std::string* identity;
};

bool operator<(const Place& a, const Place& b) {
    return std::tie(a.root_kind, *a.root, a.is_part, a.kind, a.position, *a.identity) <
           std::tie(b.root_kind, *b.root, b.is_part, b.kind, b.position, *b.identity);
}

using Roots = std::unordered_map<std::string_view, Kind>;

/// What objects may be parts of, by identity.  A relation and a type never share a name, except
/// that a relation's row type does, which is no object.
Roots roots_of(const std::vector<Object>& objects) {
    Roots roots;
    for (const auto& object : objects)
        if (object.kind >= Kind::enumeration && object.kind <= Kind::materialized_view)
            roots.emplace(object.identity, object.kind);
    return roots;
}

Place place_of(const Object& object, const Roots& roots) {
    const bool is_part = !object.parent.empty();
    const auto root = is_part ? roots.find(object.parent) : roots.end();
    return {.root_kind = root == roots.end() ? object.kind : root->second,
            .root = is_part ? &object.parent : &object.identity,
            .is_part = is_part,
            .kind = object.kind,
            .position = position_of(object),
            .identity = &object.identity};
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_wanted(const Object& object, const Narrowing& narrowing) {
    if (object.kind == Kind::default_privileges && !narrowing.privileges) return false;
    const auto& schema = object.schema;
    if (!narrowing.schemas.empty() && !contains(narrowing.schemas, schema)) return false;
    return schema.empty() || !contains(narrowing.excluded_schemas, schema);
}

bool is_privilege(const Attribute& attribute) {
    return attribute.name.starts_with("granted to ") || attribute.name.starts_with("revoked from ");
}

}  // namespace

std::string_view to_string(Kind kind) {
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<Kind> kind_of(std::string_view name) {
    const auto found = std::find(kind_names.begin(), kind_names.end(), name);
    if (found == kind_names.end()) return std::nullopt;
    return static_cast<Kind>(found - kind_names.begin());
}

const std::string* Object::find(std::string_view attribute) const {
    for (const auto& one : attributes)
        if (one.name == attribute) return &one.value;
    return nullptr;
}

void sort(Snapshot& snapshot) {
    auto& objects = snapshot.objects;
    const auto roots = roots_of(objects);
    std::vector<std::pair<Place, std::size_t>> order;
    order.reserve(objects.size());
    for (std::size_t i = 0; i < objects.size(); ++i)
        order.emplace_back(place_of(objects[i], roots), i);
    std::sort(order.begin(), order.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Object> sorted;
    sorted.reserve(objects.size());
    for (const auto& one : order)
        sorted.push_back(objects[one.second]);
    objects = std::move(sorted);
}

Snapshot narrow(Snapshot snapshot, const Narrowing& narrowing) {
    auto& objects = snapshot.objects;
    std::erase_if(objects, [&](const Object& one) { return !is_wanted(one, narrowing); });
    for (auto& object : objects) {
        std::erase_if(object.attributes, [&](const Attribute& one) {
            return (!narrowing.owners && one.name == "owner") ||
                   (!narrowing.privileges && is_privilege(one));
        });
    }
    return snapshot;
}

}  // namespace pgmeta::snapshot
