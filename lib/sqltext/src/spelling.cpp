// SPDX-License-Identifier: MIT
#include "spelling.hpp"

#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pgmeta::sqltext {

namespace {

bool is_plain(const std::string& name) {
    const bool letters = std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    return !name.empty() && letters && !(name.front() >= '0' && name.front() <= '9');
}

/// True when a type written as `name` is the one that these names mean: `char` is not "char".
bool is_plain_type(const std::string& name, const std::vector<std::string>& names) {
    const auto tree = is_plain(name) ? parse("CREATE TABLE t (c " + name + ")") : std::nullopt;
    if (!tree) return false;
    const auto& table = field(field(tree->front(), "stmt"), "CreateStmt");
    const auto& column = field(field(table, "tableElts").front(), "ColumnDef");
    const auto parsed = names_in(field(field(column, "typeName"), "names"));
    return parsed == names || (parsed.size() == 1 && parsed.back() == names.back());
}

std::string listed(const std::vector<std::string>& parts) {
    std::string result;
    for (const auto& part : parts)
        result += (result.empty() ? "" : ", ") + part;
    return "(" + result + ")";
}

}  // namespace

std::string spell(const std::string& name) {
    // The parser knows which words are reserved, as names of tables, functions and columns.
    if (is_plain(name) && parse("DROP TABLE " + name) && parse("DROP FUNCTION " + name) &&
        parse(fmt::format("SELECT {0} FROM {0}", name)))
        return name;
    return quote_identifier(name);
}

std::string spell(const std::vector<std::string>& names) {
    std::string result;
    for (const auto& name : names)
        result += (result.empty() ? "" : ".") + spell(name);
    return result;
}

std::string spell_relation(const Tree& range) {
    std::vector<std::string> names;
    for (const auto* part : {"catalogname", "schemaname", "relname"})
        if (auto name = text_of(range, part); !name.empty()) names.push_back(std::move(name));
    return spell(names);
}

std::string regclass(const std::string& name) {
    return fmt::format("{}::regclass", quote_literal(name));
}

std::string spell_type(const Tree& type) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> usual{{
        {"int4", "integer"},
        {"int8", "bigint"},
        {"int2", "smallint"},
        {"bool", "boolean"},
        {"float8", "double precision"},
    }};
    const auto names = names_in(field(type, "names"));
    std::string result = spell(names);
    const bool built_in = names.size() == 2 && names.front() == "pg_catalog";
    if (names.size() == 1 && !is_plain_type(names.front(), names))
        result = quote_identifier(names.front());
    if (built_in && is_plain_type(names.back(), names)) {
        // The grammar's own words (`integer`, `interval`) are spelled without the schema.
        result = names.back();
        for (const auto& [internal, name] : usual)
            if (result == internal) result = name;
    }
    if (flag(type, "pct_type")) result += "%TYPE";
    if (!field(type, "arrayBounds").empty()) result += "[]";
    return result;
}

std::string spell_parameters(const Tree& parameters) {
    std::vector<std::string> types;
    for (const auto& item : parameters) {
        const auto& parameter = field(item, "FunctionParameter");
        const auto mode = text_of(parameter, "mode");
        if (mode == "FUNC_PARAM_OUT" || mode == "FUNC_PARAM_TABLE") continue;
        types.push_back(spell_type(field(parameter, "argType")));
    }
    return listed(types);
}

std::string spell_arguments(const Tree& object) {
    if (flag(object, "args_unspecified")) return {};
    std::vector<std::string> types;
    for (const auto& item : field(object, "objargs"))
        types.push_back(spell_type(field(item, "TypeName")));
    return listed(types);
}

std::string spell_role(const Tree& role) {
    const auto& node = role.contains("RoleSpec") ? field(role, "RoleSpec") : role;
    const auto type = text_of(node, "roletype");
    if (type == "ROLESPEC_PUBLIC") return "PUBLIC";
    if (type == "ROLESPEC_CURRENT_USER" || type == "ROLESPEC_CURRENT_ROLE") return "CURRENT_USER";
    if (type == "ROLESPEC_SESSION_USER") return "SESSION_USER";
    return spell(text_of(node, "rolename"));
}

}  // namespace pgmeta::sqltext
