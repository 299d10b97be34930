// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"
#include "proposer.hpp"
#include "spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

// What changes objects that are there: ALTER TABLE, COMMENT.

namespace pgmeta::sqltext {

namespace {

/// What a comment is about.
struct Commented {
    std::string word;              ///< TABLE, COLUMN, …
    std::string what;              ///< as COMMENT ON spells it
    std::string host;              ///< the object it belongs to, see Proposer::made
    std::string_view made;         ///< and its kind
    std::string description = {};  ///< an expression for the comment; empty: not known how
    std::string table = {};        ///< of a part of a table
};

Commented commented_relation(std::string_view word, const std::vector<std::string>& names) {
    auto name = spell(names);
    auto description = fmt::format("obj_description({}, 'pg_class')", regclass(name));
    return {std::string{word}, name, name, "relation", std::move(description)};
}

Commented commented_column(std::vector<std::string> names) {
    auto what = spell(names);
    const auto column = names.back();
    names.pop_back();
    auto table = spell(names);
    auto description = fmt::format(
        "(SELECT col_description(attrelid, attnum) FROM pg_catalog.pg_attribute "
        "WHERE attrelid = {} AND attname = {})",
        regclass(table), quote_literal(column));
    return {"COLUMN", std::move(what), std::move(table), "relation", std::move(description)};
}

Commented commented_routine(std::string_view word, const Tree& routine) {
    auto name = spell(names_in(field(routine, "objname")));
    Commented result{std::string{word}, name + spell_arguments(routine), name, "function"};
    if (!flag(routine, "args_unspecified"))
        result.description =
            fmt::format("obj_description({}::regprocedure, 'pg_proc')", quote_literal(result.what));
    return result;
}

/// A trigger, a policy, a rule or a constraint of a table.
Commented commented_part(std::string_view type, std::vector<std::string> names) {
    struct Part {
        std::string_view objtype;
        std::string_view word;
        std::string_view catalog;
        std::string_view table;
        std::string_view name;
    };

    static constexpr std::array<Part, 4> parts{{
        {"OBJECT_TRIGGER", "TRIGGER", "pg_trigger", "tgrelid", "tgname"},
        {"OBJECT_POLICY", "POLICY", "pg_policy", "polrelid", "polname"},
        {"OBJECT_RULE", "RULE", "pg_rewrite", "ev_class", "rulename"},
        {"OBJECT_TABCONSTRAINT", "CONSTRAINT", "pg_constraint", "conrelid", "conname"},
    }};
    const auto* const part = std::find_if(parts.begin(), parts.end(),
                                          [type](const Part& one) { return one.objtype == type; });
    if (part == parts.end() || names.size() < 2) return {{}, {}, {}, "part"};
    const auto name = std::move(names.back());
    names.pop_back();
    auto table = spell(names);
    auto what = fmt::format("{} ON {}", spell(name), table);
    auto description = fmt::format(
        "(SELECT obj_description(oid, '{}') FROM pg_catalog.{} WHERE {} = {} AND {} = {})",
        part->catalog, part->catalog, part->table, regclass(table), part->name,
        quote_literal(name));
    return {std::string{part->word},
            what,
            fmt::format("{} {}", part->word, what),
            "part",
            std::move(description),
            std::move(table)};
}

Commented commented_object(std::string_view type, const Tree& object) {
    auto names = names_in(field(field(object, "List"), "items"));
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> relations{{
        {"OBJECT_TABLE", "TABLE"},
        {"OBJECT_VIEW", "VIEW"},
        {"OBJECT_MATVIEW", "MATERIALIZED VIEW"},
        {"OBJECT_INDEX", "INDEX"},
        {"OBJECT_SEQUENCE", "SEQUENCE"},
    }};
    for (const auto& [objtype, word] : relations)
        if (objtype == type) return commented_relation(word, names);
    if (type == "OBJECT_COLUMN" && names.size() > 1) return commented_column(std::move(names));
    if (type == "OBJECT_FUNCTION" || type == "OBJECT_PROCEDURE")
        return commented_routine(type.substr(7), field(object, "ObjectWithArgs"));
    if (type == "OBJECT_TYPE" || type == "OBJECT_DOMAIN") {
        auto name = spell(names_in(field(field(object, "TypeName"), "names")));
        auto description =
            fmt::format("obj_description({}::regtype, 'pg_type')", quote_literal(name));
        return {std::string{type.substr(7)}, name, name, "type", std::move(description)};
    }
    if (type == "OBJECT_SCHEMA") {
        auto name = spell(text_of(field(object, "String"), "sval"));
        auto description =
            fmt::format("obj_description({}::regnamespace, 'pg_namespace')", quote_literal(name));
        return {"SCHEMA", name, name, "schema", std::move(description)};
    }
    return commented_part(type, std::move(names));
}

}  // namespace

void Proposer::alter_table(const Tree& node) {
    if (text_of(node, "objtype") != "OBJECT_TABLE") {
        doubt(true, true, "altering this kind of object is not derived");
        return;
    }
    const auto table = spell_relation(field(node, "relation"));
    for (const auto& item : field(node, "cmds"))
        alter_command(field(item, "AlterTableCmd"), table);
}

void Proposer::alter_command(const Tree& command, const std::string& table) {
    const auto type = text_of(command, "subtype");
    const auto column = text_of(command, "name");
    if (type == "AT_AddColumn") {
        add_column(command, table);
    } else if (type == "AT_AddConstraint") {
        add_constraint(field(field(command, "def"), "Constraint"), table);
    } else if (type.find("RowSecurity") != std::string::npos) {
        row_security(type, table);
    } else if (type == "AT_ChangeOwner") {
        owner(field(command, "newowner"), table);
    } else if (type == "AT_SetNotNull" || type == "AT_DropNotNull") {
        const bool set = type == "AT_SetNotNull";
        if (!is_made("relation", table))
            undo(fmt::format("ALTER TABLE {} ALTER COLUMN {} {} NOT NULL", table, spell(column),
                             set ? "DROP" : "SET"));
        check_row("pg_attribute",
                  fmt::format("attrelid = {} AND attname = {} AND {}attnotnull", regclass(table),
                              quote_literal(column), set ? "" : "NOT "));
    } else {
        doubt(!is_made("relation", table), true, "what it was before is not known here");
    }
}

void Proposer::add_column(const Tree& command, const std::string& table) {
    const auto column = spell(text_of(field(field(command, "def"), "ColumnDef"), "colname"));
    if (flag(command, "missing_ok")) {
        doubt(true, false, "a column that was there before must not be dropped with its values");
    } else {
        undo(fmt::format("ALTER TABLE {} DROP COLUMN {}", table, column));
    }
    check(fmt::format("SELECT {} FROM {} WHERE false", column, table));
}

void Proposer::add_constraint(const Tree& constraint, const std::string& table) {
    const auto name = text_of(constraint, "conname");
    if (name.empty()) {
        // With the table goes what belongs to it; a foreign key may stand in another table's way.
        const bool goes =
            is_made("relation", table) && text_of(constraint, "contype") != "CONSTR_FOREIGN";
        doubt(!goes, true, "the server chooses the constraint's name");
        return;
    }
    made("part", fmt::format("CONSTRAINT {} ON {}", spell(name), table));
    undo(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", table, spell(name)));
    check_row("pg_constraint",
              fmt::format("conrelid = {} AND conname = {}", regclass(table), quote_literal(name)));
}

void Proposer::row_security(const std::string& type, const std::string& table) {
    struct Form {
        std::string_view type;
        std::string_view undo;
        std::string_view holds;
    };

    static constexpr std::array<Form, 4> forms{{
        {"AT_EnableRowSecurity", "DISABLE ROW LEVEL SECURITY", "relrowsecurity"},
        {"AT_DisableRowSecurity", "ENABLE ROW LEVEL SECURITY", "NOT relrowsecurity"},
        {"AT_ForceRowSecurity", "NO FORCE ROW LEVEL SECURITY", "relforcerowsecurity"},
        {"AT_NoForceRowSecurity", "FORCE ROW LEVEL SECURITY", "NOT relforcerowsecurity"},
    }};
    for (const auto& form : forms) {
        if (form.type != type) continue;
        if (!is_made("relation", table)) undo(fmt::format("ALTER TABLE {} {}", table, form.undo));
        check_row("pg_class", fmt::format("oid = {} AND {}", regclass(table), form.holds));
    }
}

void Proposer::owner(const Tree& role, const std::string& table) {
    if (!is_made("relation", table)) doubt(true, false, "the owner before is not known here");
    const auto name = text_of(role, "rolename");
    const auto owner = name.empty() ? "CURRENT_USER" : quote_literal(name);
    check_row("pg_class", fmt::format("oid = {} AND pg_catalog.pg_get_userbyid(relowner) = {}",
                                      regclass(table), owner));
}

void Proposer::comment(const Tree& node) {
    const auto commented = commented_object(text_of(node, "objtype"), field(node, "object"));
    // It goes with its object, and is nothing that works.
    if (is_made(commented.made, commented.host) || is_made("relation", commented.table)) return;
    if (commented.description.empty()) {
        doubt(true, true, "comments on this kind of object are not derived");
        return;
    }
    doubt(false, false, "a comment that was there before is not restored");
    undo(fmt::format("COMMENT ON {} {} IS NULL", commented.word, commented.what));
    const auto& text = field(node, "comment");
    check_true(fmt::format("{} IS NOT DISTINCT FROM {}", commented.description,
                           text.is_string() ? quote_literal(text.get<std::string>()) : "NULL"));
}

}  // namespace pgmeta::sqltext
