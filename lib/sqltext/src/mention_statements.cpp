// SPDX-License-Identifier: MIT
#include "mention_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

// What single statements make and change.

namespace pgmeta::sqltext {

namespace {

std::string joined_sorted(std::vector<std::string> names) {
    std::sort(names.begin(), names.end());
    std::string result;
    for (const auto& name : names)
        result += (result.empty() ? "" : ",") + name;
    return result;
}

bool is_polymorphic(const Tree& node) {
    for (const auto& item : node) {
        const auto& type = field(field(item, "FunctionParameter"), "argType");
        const auto names = names_in(field(type, "names"));
        if (!names.empty() && names.back().starts_with("any")) return true;
    }
    return false;
}

const Tree& range_of(const Tree& item) {
    const auto& range = field(item, "RangeVar");
    return range.is_object() ? range : item;
}

/// What a name in COMMENT, DROP and the like means; nothing where we keep no account of it.
std::optional<ObjectKind> kind_of(std::string_view objtype) {
    static constexpr std::array<std::pair<std::string_view, ObjectKind>, 20> kinds{{
        {"OBJECT_TABLE", ObjectKind::relation},     {"OBJECT_VIEW", ObjectKind::relation},
        {"OBJECT_MATVIEW", ObjectKind::relation},   {"OBJECT_SEQUENCE", ObjectKind::relation},
        {"OBJECT_INDEX", ObjectKind::relation},     {"OBJECT_FOREIGN_TABLE", ObjectKind::relation},
        {"OBJECT_FUNCTION", ObjectKind::function},  {"OBJECT_PROCEDURE", ObjectKind::function},
        {"OBJECT_AGGREGATE", ObjectKind::function}, {"OBJECT_ROUTINE", ObjectKind::function},
        {"OBJECT_TYPE", ObjectKind::type},          {"OBJECT_DOMAIN", ObjectKind::type},
        {"OBJECT_SCHEMA", ObjectKind::schema},      {"OBJECT_EXTENSION", ObjectKind::extension},
        {"OBJECT_ROLE", ObjectKind::role},          {"OBJECT_COLUMN", ObjectKind::column},
        {"OBJECT_TRIGGER", ObjectKind::trigger},    {"OBJECT_POLICY", ObjectKind::policy},
        {"OBJECT_RULE", ObjectKind::rule},          {"OBJECT_TABCONSTRAINT", ObjectKind::key},
    }};
    for (const auto& [name, kind] : kinds)
        if (name == objtype) return kind;
    return std::nullopt;
}

bool is_part(ObjectKind kind) {
    return kind == ObjectKind::column || kind == ObjectKind::trigger ||
           kind == ObjectKind::policy || kind == ObjectKind::rule || kind == ObjectKind::key;
}

/// The names of an object in any of the forms that the grammar has for it.
std::vector<std::string> object_names(const Tree& object) {
    if (const auto& list = field(object, "List"); list.is_object())
        return names_in(field(list, "items"));
    if (const auto& type = field(object, "TypeName"); type.is_object())
        return names_in(field(type, "names"));
    if (const auto& routine = field(object, "ObjectWithArgs"); routine.is_object())
        return names_in(field(routine, "objname"));
    auto name = text_of(field(object, "String"), "sval");
    if (name.empty()) return {};
    return {std::move(name)};
}

}  // namespace

void MentionReader::create_table(const Tree& node) {
    const auto& range = field(node, "relation");
    relation(Deed::makes, range);
    for (const auto& element : field(node, "tableElts")) {
        if (const auto& own = field(element, "Constraint"); own.is_object())
            constraint(own, range, {});
        const auto& column = field(element, "ColumnDef");
        for (const auto& own : field(column, "constraints"))
            constraint(field(own, "Constraint"), range, text_of(column, "colname"));
    }
    walk_fields(node, "relation");
}

void MentionReader::constraint(const Tree& node, const Tree& table, const std::string& column) {
    const auto type = text_of(node, "contype");
    if (type == "CONSTR_FOREIGN" && table.is_null()) {
        const auto columns = joined_sorted(names_in(field(node, "pk_attrs")));
        part(ObjectKind::key, Deed::uses, field(node, "pktable"),
             columns.empty() ? "primary key" : columns);
        return;
    }
    if (type != "CONSTR_PRIMARY" && type != "CONSTR_UNIQUE") return;
    auto columns = names_in(field(node, "keys"));
    if (columns.empty() && !column.empty()) columns = {column};
    part(ObjectKind::key, Deed::makes, table, joined_sorted(std::move(columns)));
    if (type == "CONSTR_PRIMARY") part(ObjectKind::key, Deed::makes, table, "primary key");
}

void MentionReader::create_function(const Tree& node) {
    add(ObjectKind::function, Deed::makes, names_in(field(node, "funcname")), no_location());
    const auto& parameters = field(node, "parameters");
    walk(parameters);
    walk(field(node, "returnType"));
    const auto scope = scope_;
    scope_.in_function = true;
    walk(field(node, "sql_body"));
    scope_ = scope;
    function_body(field(node, "options"), is_polymorphic(parameters));
}

void MentionReader::create_index(const Tree& node) {
    const auto& range = field(node, "relation");
    if (const auto name = text_of(node, "idxname"); !name.empty()) {
        auto made = range;
        made["relname"] = name;
        made.erase("location");
        relation(Deed::makes, made);
    }
    std::vector<std::string> columns;
    bool plain = field(node, "whereClause").is_null();
    for (const auto& item : field(node, "indexParams")) {
        auto name = text_of(field(item, "IndexElem"), "name");
        plain = plain && !name.empty();
        part(ObjectKind::column, Deed::uses, range, name);
        columns.push_back(std::move(name));
    }
    if (plain && flag(node, "unique"))
        part(ObjectKind::key, Deed::makes, range, joined_sorted(std::move(columns)));
    walk_fields(node);
}

void MentionReader::create_schema(const Tree& node) {
    auto name = text_of(node, "schemaname");
    if (name.empty()) name = text_of(field(node, "authrole"), "rolename");
    add(ObjectKind::schema, Deed::makes, {name}, no_location());
    const auto path = std::exchange(path_, {name});
    walk_fields(node);
    path_ = path;
}

void MentionReader::define(const Tree& node) {
    const auto kind = kind_of(text_of(node, "kind"));
    if (kind) {
        add(*kind, Deed::makes, names_in(field(node, "defnames")), no_location());
    } else {
        found_.may_make_more = true;
    }
    walk_fields(node, "defnames");
}

void MentionReader::create_view(const Tree& node) {
    relation(Deed::makes, field(node, "view"));
    walk_fields(node, "view");
}

void MentionReader::create_table_as(const Tree& node) {
    relation(Deed::makes, field(field(node, "into"), "rel"));
    walk_fields(node, "into");
}

void MentionReader::create_sequence(const Tree& node) {
    relation(Deed::makes, field(node, "sequence"));
    walk_fields(node, "sequence");
}

void MentionReader::create_composite(const Tree& node) {
    const auto& made = field(node, "typevar");
    add(ObjectKind::type, Deed::makes, relation_names(made), field(made, "location"));
    walk_fields(node, "typevar");
}

void MentionReader::create_type(const Tree& node) {
    add(ObjectKind::type, Deed::makes, names_in(field(node, "typeName")), no_location());
    walk_fields(node, "typeName");
}

void MentionReader::create_domain(const Tree& node) {
    add(ObjectKind::type, Deed::makes, names_in(field(node, "domainname")), no_location());
    walk_fields(node, "domainname");
}

void MentionReader::create_extension(const Tree& node) {
    add(ObjectKind::extension, Deed::makes, {text_of(node, "extname")}, no_location());
    found_.may_make_more = true;
}

void MentionReader::create_role(const Tree& node) {
    add(ObjectKind::role, Deed::makes, {text_of(node, "role")}, no_location());
    walk_fields(node);
}

void MentionReader::create_trigger(const Tree& node) {
    part(ObjectKind::trigger, Deed::makes, field(node, "relation"), text_of(node, "trigname"));
    call(node);
    walk_fields(node, "funcname");
}

void MentionReader::create_policy(const Tree& node) {
    part(ObjectKind::policy, Deed::makes, field(node, "table"), text_of(node, "policy_name"));
    walk_fields(node);
}

void MentionReader::create_rule(const Tree& node) {
    part(ObjectKind::rule, Deed::makes, field(node, "relation"), text_of(node, "rulename"));
    walk_fields(node);
}

void MentionReader::describe(const Tree& node) {
    named(text_of(node, "objtype"), field(node, "object"), Deed::changes);
}

void MentionReader::alter_owner(const Tree& node) {
    named(text_of(node, "objectType"), field(node, "object"), Deed::changes);
    walk_fields(node, "object");
}

void MentionReader::drop(const Tree& node) {
    const auto later = std::exchange(scope_.later, scope_.later || flag(node, "missing_ok"));
    for (const auto& object : field(node, "objects"))
        named(text_of(node, "removeType"), object, Deed::changes);
    scope_.later = later;
}

void MentionReader::alter_type(const Tree& node) {
    add(ObjectKind::type, Deed::changes, names_in(field(node, "typeName")), no_location());
    walk_fields(node, "typeName");
}

void MentionReader::alter_policy(const Tree& node) {
    part(ObjectKind::policy, Deed::changes, field(node, "table"), text_of(node, "policy_name"));
    walk_fields(node);
}

void MentionReader::alter_function(const Tree& node) {
    add(ObjectKind::function, Deed::changes, names_in(field(field(node, "func"), "objname")),
        no_location());
    walk_fields(field(node, "func"), "objname");
}

void MentionReader::insert_rows(const Tree& node) {
    write_rows(node, "cols");
}

void MentionReader::update_rows(const Tree& node) {
    write_rows(node, "targetList");
}

void MentionReader::other_rows(const Tree& node) {
    write_rows(node, "");
}

void MentionReader::alter_table(const Tree& node) {
    const auto& range = field(node, "relation");
    const auto kind = text_of(node, "objtype");
    if (kind == "OBJECT_TYPE") {
        add(ObjectKind::type, Deed::changes, relation_names(range), field(range, "location"));
    } else {
        relation(Deed::changes, range);
    }
    for (const auto& item : field(node, "cmds")) {
        const auto& command = field(item, "AlterTableCmd");
        const auto& definition = field(command, "def");
        const auto type = text_of(command, "subtype");
        const auto& column = field(definition, "ColumnDef");
        if (type == "AT_AddColumn") {
            const auto name = text_of(column, "colname");
            part(ObjectKind::column, Deed::makes, range, name);
            for (const auto& own : field(column, "constraints"))
                constraint(field(own, "Constraint"), range, name);
        } else if (type == "AT_AddConstraint") {
            constraint(field(definition, "Constraint"), range, {});
        } else if (type.find("Constraint") == std::string::npos &&
                   type.find("Trig") == std::string::npos) {
            part(ObjectKind::column, Deed::changes, range, text_of(command, "name"));
        } else if (type.find("Trig") != std::string::npos) {
            part(ObjectKind::trigger, Deed::changes, range, text_of(command, "name"));
        }
    }
    walk_fields(node, "relation");
}

void MentionReader::named(const std::string& objtype, const Tree& object, Deed deed) {
    const auto kind = kind_of(objtype);
    auto names = object_names(object);
    if (!kind || names.empty()) return;
    if (!is_part(*kind)) {
        add(*kind, deed, std::move(names), no_location());
        return;
    }
    auto name = std::move(names.back());
    names.pop_back();
    add(ObjectKind::relation, deed, names, no_location());
    if (*kind != ObjectKind::key)
        add(*kind, deed, std::move(names), no_location(), std::move(name));
}

void MentionReader::rename(const Tree& node) {
    const auto& range = field(node, "relation");
    const auto type = text_of(node, "renameType");
    if (!range.is_object()) {
        named(type, field(node, "object"), Deed::changes);
        found_.may_make_more = true;
        return;
    }
    relation(Deed::changes, range);
    const auto kind = kind_of(type);
    if (kind == ObjectKind::relation) {
        auto made = range;
        made["relname"] = text_of(node, "newname");
        made.erase("location");
        relation(Deed::makes, made);
    } else if (kind == ObjectKind::column) {
        part(ObjectKind::column, Deed::changes, range, text_of(node, "subname"));
        part(ObjectKind::column, Deed::makes, range, text_of(node, "newname"));
    } else {
        found_.may_make_more = true;
    }
}

void MentionReader::move_to_schema(const Tree& node) {
    add(ObjectKind::schema, Deed::uses, {text_of(node, "newschema")}, no_location());
    const auto& range = field(node, "relation");
    if (!range.is_object()) {
        named(text_of(node, "objectType"), field(node, "object"), Deed::changes);
        found_.may_make_more = true;
        return;
    }
    relation(Deed::changes, range);
    auto made = range;
    made["schemaname"] = text_of(node, "newschema");
    made.erase("location");
    relation(Deed::makes, made);
}

void MentionReader::grant(const Tree& node) {
    const bool one_by_one = text_of(node, "targtype") == "ACL_TARGET_OBJECT";
    const auto type = text_of(node, "objtype");
    for (const auto& object : field(node, "objects")) {
        if (!one_by_one) {
            // All there is in a schema: which changes that means depends on when it runs.
            add(ObjectKind::schema, Deed::uses, object_names(object), no_location());
            found_.may_use_more = true;
        } else if (object.contains("RangeVar")) {
            relation(Deed::changes, range_of(object));
        } else {
            named(type, object, Deed::changes);
        }
    }
    walk_fields(node, "objects");
}

void MentionReader::write_rows(const Tree& node, const char* columns) {
    const auto& range = field(node, "relation");
    relation(Deed::changes, range);
    // Who needs these rows cannot be read.
    if (!scope_.in_function) found_.may_make_more = true;
    for (const auto& item : field(node, columns))
        part(ObjectKind::column, Deed::uses, range, text_of(field(item, "ResTarget"), "name"));
    walk_fields(node, "relation");
}

}  // namespace pgmeta::sqltext
