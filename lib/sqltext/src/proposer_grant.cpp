// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"
#include "proposer.hpp"
#include "spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

// Privileges: GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.

namespace pgmeta::sqltext {

namespace {

/// How one kind of object is spoken of in GRANT and in the functions that ask for privileges.
struct Granted {
    std::string_view objtype;
    std::string_view word;      ///< behind ON
    std::string_view function;  ///< has_FUNCTION_privilege
    std::string_view all;       ///< what ALL means
    std::string_view made;      ///< see Proposer::made
    char letter = 0;            ///< in pg_default_acl; 0: has no default privileges
};

constexpr std::array<Granted, 9> granted_kinds{{
    {"OBJECT_TABLE", "", "table", "SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER",
     "relation", 'r'},
    {"OBJECT_SEQUENCE", "SEQUENCE ", "sequence", "USAGE SELECT UPDATE", "relation", 'S'},
    {"OBJECT_SCHEMA", "SCHEMA ", "schema", "USAGE CREATE", "schema", 'n'},
    {"OBJECT_FUNCTION", "FUNCTION ", "function", "EXECUTE", "function", 'f'},
    {"OBJECT_PROCEDURE", "PROCEDURE ", "function", "EXECUTE", "function"},
    {"OBJECT_ROUTINE", "ROUTINE ", "function", "EXECUTE", "function"},
    {"OBJECT_TYPE", "TYPE ", "type", "USAGE", "type", 'T'},
    {"OBJECT_DOMAIN", "DOMAIN ", "type", "USAGE", "type"},
    {"OBJECT_DATABASE", "DATABASE ", "database", "CREATE CONNECT TEMPORARY", "database"},
}};

const Granted* granted_kind(const Tree& node, std::string_view target) {
    if (text_of(node, "targtype") != target) return nullptr;
    for (const auto& kind : granted_kinds)
        if (kind.objtype == text_of(node, "objtype")) return &kind;
    return nullptr;
}

/// An object of GRANT, and the part of it that is its name alone.
struct GrantedObject {
    std::string text;
    std::string name;
    bool arguments_left_out = false;
};

GrantedObject granted_object(const Tree& object) {
    if (const auto& range = field(object, "RangeVar"); range.is_object()) {
        auto name = spell_relation(range);
        return {name, name};
    }
    if (const auto& routine = field(object, "ObjectWithArgs"); routine.is_object()) {
        auto name = spell(names_in(field(routine, "objname")));
        return {name + spell_arguments(routine), name, flag(routine, "args_unspecified")};
    }
    auto names = names_in(field(field(object, "List"), "items"));
    if (names.empty()) names = {text_of(field(object, "String"), "sval")};
    auto name = spell(names);
    return {name, name};
}

constexpr std::string_view one_by_one = "ACL_TARGET_OBJECT";

std::string listed(const std::vector<std::string>& parts) {
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string upper(std::string text) {
    for (auto& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> result;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        result.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string spelled_privileges(const Tree& privileges) {
    std::vector<std::string> result;
    for (const auto& item : privileges) {
        const auto& privilege = field(item, "AccessPriv");
        auto name = text_of(privilege, "priv_name");
        auto text = name.empty() ? std::string{"ALL"} : upper(std::move(name));
        std::vector<std::string> columns;
        for (const auto& column : names_in(field(privilege, "cols")))
            columns.push_back(spell(column));
        if (!columns.empty()) text += fmt::format(" ({})", listed(columns));
        result.push_back(std::move(text));
    }
    return result.empty() ? "ALL" : listed(result);
}

/// The role as the first argument of has_…_privilege, with its comma; nothing for a role that only
/// the session knows.
std::string role_argument(const Tree& role) {
    const auto& node = field(role, "RoleSpec");
    const auto type = text_of(node, "roletype");
    if (type == "ROLESPEC_PUBLIC") return "'public', ";
    if (type == "ROLESPEC_CSTRING") return quote_literal(text_of(node, "rolename")) + ", ";
    return {};
}

/// The privileges as a list of nodes, where ALL stands for several.
Tree single_privileges(const Tree& node, const Granted& kind) {
    auto privileges = field(node, "privileges");
    if (!privileges.is_null()) return privileges;
    privileges = Tree::array();
    for (const auto& name : words(kind.all))
        privileges.push_back({{"AccessPriv", {{"priv_name", name}}}});
    return privileges;
}

std::vector<std::string> spelled_roles(const Tree& roles) {
    std::vector<std::string> result;
    for (const auto& item : roles)
        result.push_back(spell_role(item));
    return result;
}

/// The role's oid in a condition.
std::string role_oid(const std::string& spelled) {
    if (spelled == "PUBLIC") return "0";
    const bool of_session = spelled == "CURRENT_USER" || spelled == "SESSION_USER";
    return fmt::format("{}::regrole", of_session ? fmt::format("quote_ident({})::text", spelled)
                                                 : quote_literal(spelled));
}

}  // namespace

void Proposer::grant(const Tree& node) {
    const auto* kind = granted_kind(node, one_by_one);
    if (kind == nullptr) {
        doubt(true, true, "privileges on this kind of object are not derived");
        return;
    }
    std::vector<std::string> objects;
    bool all_made = true;
    for (const auto& item : field(node, "objects")) {
        const auto object = granted_object(item);
        all_made = all_made && is_made(kind->made, object.name);
        objects.push_back(object.text);
    }
    std::vector<std::string> roles;
    for (const auto& item : field(node, "grantees")) {
        roles.push_back(spell_role(item));
        // A role that holds a privilege cannot be dropped.
        all_made = all_made && !is_made("role", roles.back());
    }
    const bool granting = flag(node, "is_grant");
    if (granting && !all_made)
        undo(fmt::format("REVOKE {} ON {}{} FROM {}", spelled_privileges(field(node, "privileges")),
                         kind->word, listed(objects), listed(roles)));
    if (!granting && !all_made)
        doubt(true, false, "which of the privileges were there before is not known here");
    for (const auto& item : field(node, "grantees")) {
        const auto argument = role_argument(item);
        // A role may still have through another one what was taken from it.
        if (!granting && argument != "'public', ") {
            doubt(false, true, "the role may hold the privilege in another way");
            continue;
        }
        check_privileges(node, argument, granting);
    }
}

void Proposer::check_privileges(const Tree& node, const std::string& role, bool held) {
    const auto* kind = granted_kind(node, one_by_one);
    const std::string_view option = held && flag(node, "grant_option") ? " WITH GRANT OPTION" : "";
    if (!held && flag(node, "grant_option")) {
        doubt(false, true, "taking the grant option alone is not derived");
        return;
    }
    const auto privileges = single_privileges(node, *kind);
    for (const auto& item : field(node, "objects")) {
        const auto object = granted_object(item);
        if (object.arguments_left_out) {
            doubt(false, true, "the function is named without its arguments");
            continue;
        }
        const auto name =
            kind->made == "database" ? text_of(field(item, "String"), "sval") : object.text;
        for (const auto& part : privileges) {
            const auto& privilege = field(part, "AccessPriv");
            const auto wanted =
                quote_literal(fmt::format("{}{}", upper(text_of(privilege, "priv_name")), option));
            const auto ask = [&](std::string_view function, std::string_view column) {
                check_true(fmt::format("{}has_{}_privilege({}{}, {}{})", held ? "" : "NOT ",
                                       function, role, quote_literal(name), column, wanted));
            };
            const auto columns = names_in(field(privilege, "cols"));
            for (const auto& column : columns)
                ask("column", quote_literal(column) + ", ");
            if (columns.empty()) ask(kind->function, "");
        }
    }
}

void Proposer::default_privileges(const Tree& node) {
    const auto& action = field(node, "action");
    const auto* kind = granted_kind(action, "ACL_TARGET_DEFAULTS");
    if (kind == nullptr || kind->letter == 0) {
        doubt(true, true, "default privileges on this kind of object are not derived");
        return;
    }
    if (!flag(action, "is_grant")) {
        doubt(true, true, "which default privileges were there before is not known here");
        return;
    }
    const auto& options = field(node, "options");
    const auto owners = spelled_roles(field(field(option(options, "roles"), "List"), "items"));
    std::vector<std::string> schemas;
    for (const auto& name : names_in(field(field(option(options, "schemas"), "List"), "items")))
        schemas.push_back(spell(name));
    const auto grantees = spelled_roles(field(action, "grantees"));
    undo(fmt::format("ALTER DEFAULT PRIVILEGES{}{} REVOKE {} ON {}S FROM {}",
                     owners.empty() ? "" : " FOR ROLE " + listed(owners),
                     schemas.empty() ? "" : " IN SCHEMA " + listed(schemas),
                     spelled_privileges(field(action, "privileges")),
                     kind->objtype.substr(kind->objtype.find('_') + 1), listed(grantees)));
    std::vector<std::string> places;
    for (const auto& owner : owners.empty() ? std::vector<std::string>{"CURRENT_USER"} : owners)
        for (const auto& schema : schemas.empty() ? std::vector<std::string>{{}} : schemas)
            places.push_back(fmt::format(
                "defaclobjtype = '{}' AND defaclrole = {} AND defaclnamespace = {}", kind->letter,
                role_oid(owner),
                schema.empty() ? "0" : fmt::format("{}::regnamespace", quote_literal(schema))));
    for (const auto& place : places)
        for (const auto& grantee : grantees)
            for (const auto& part : single_privileges(action, *kind))
                check_row(
                    "pg_default_acl, pg_catalog.aclexplode(defaclacl)",
                    fmt::format(
                        "{} AND grantee = {} AND privilege_type = {}{}", place, role_oid(grantee),
                        quote_literal(upper(text_of(field(part, "AccessPriv"), "priv_name"))),
                        flag(action, "grant_option") ? " AND is_grantable" : ""));
}

}  // namespace pgmeta::sqltext
