// SPDX-License-Identifier: MIT
#include "mention_reader.hpp"

#include "node_rules.hpp"
#include "pgmeta/sqltext/body.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pgmeta::sqltext {

namespace {

constexpr int deepest = 2000;  // of nested nodes: no script of a person's comes near

bool in_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool matches_at(std::string_view text, std::size_t at, std::string_view word) {
    if (text.size() - at < word.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (lower(text[at + i]) != lower(word[i])) return false;
    const auto behind = at + word.size();
    return (at == 0 || !in_word(text[at - 1])) && (behind == text.size() || !in_word(text[behind]));
}

std::size_t find_word(std::string_view text, std::size_t from, std::string_view word) {
    for (auto at = from; at + word.size() <= text.size(); ++at)
        if (matches_at(text, at, word)) return at;
    return std::string_view::npos;
}

bool is_system_schema(std::string_view name) {
    return name.starts_with("pg_") || name == "information_schema";
}

/// Every name that a WITH clause gives to a query.
void collect_query_names(const Tree& node, std::set<std::string>& names, int depth) {
    if (depth > deepest) return;
    if (const auto name = text_of(node, "ctename"); !name.empty()) names.insert(name);
    if (!node.is_structured()) return;
    for (const auto& child : node)
        collect_query_names(child, names, depth + 1);
}

}  // namespace

void MentionReader::statement(std::string_view text, std::size_t base) {
    const auto tree = parse(std::string{text});
    if (!tree) {
        found_.may_make_more = found_.may_use_more = true;
        return;
    }
    scope_ = {text, base, 0, true, false, false};
    read_script(*tree);
}

void MentionReader::read_script(const Tree& statements) {
    auto before = queries_;
    collect_query_names(statements, queries_, 0);
    for (const auto& statement : statements) {
        const auto& node = field(statement, "stmt");
        // A query is there for what its functions do.
        if (!scope_.in_function && node.contains("SelectStmt"))
            found_.may_make_more = found_.may_use_more = true;
        walk(node);
    }
    queries_ = std::move(before);
}

std::size_t MentionReader::offset_of(const Names& names, const Tree& location) const {
    if (scope_.located && location.is_number_integer() && location.get<int>() >= 0)
        return scope_.base + location.get<std::size_t>();
    if (names.size() > 1) {
        const auto both = names[names.size() - 2] + "." + names.back();
        if (const auto at = find_word(scope_.text, scope_.from, both); at != std::string::npos)
            return scope_.base + at;
    }
    const auto at = find_word(scope_.text, scope_.from, names.back());
    return scope_.base + (at == std::string_view::npos ? scope_.from : at);
}

void MentionReader::add(
    ObjectKind kind, Deed deed, Names names, const Tree& location, std::string part) {
    if (names.empty() || names.back().empty()) return;
    Mention mention{kind, deed, scope_.later, {}, names.back(), std::move(part), 0};
    const bool in_schema =
        kind != ObjectKind::schema && kind != ObjectKind::extension && kind != ObjectKind::role;
    if (in_schema && names.size() > 1) mention.schemas = {names[names.size() - 2]};
    if (in_schema && names.size() == 1) mention.schemas = path_;
    if (!mention.schemas.empty() && is_system_schema(mention.schemas.front())) return;
    if (kind == ObjectKind::schema && is_system_schema(mention.name)) return;
    if (scope_.in_function) mention.deed = Deed::uses;
    if (mention.deed == Deed::makes && mention.schemas.size() > 1) mention.schemas.resize(1);
    mention.offset = offset_of(names, location);
    if (mention.deed == Deed::makes) uses_schema_of(mention);
    found_.all.push_back(std::move(mention));
}

void MentionReader::uses_schema_of(const Mention& made) {
    if (made.schemas.empty() || !made.part.empty()) return;
    Mention schema{ObjectKind::schema, Deed::uses, scope_.later, {}, made.schemas.front(), {}, 0};
    schema.offset = made.offset;
    found_.all.push_back(std::move(schema));
}

void MentionReader::relation(Deed deed, const Tree& range) {
    auto names = relation_names(range);
    if (text_of(range, "relpersistence") == "t") temporary_.insert(names.back());
    if (names.size() == 1 && queries_.count(names.front()) + temporary_.count(names.front()) != 0)
        return;
    add(ObjectKind::relation, deed, std::move(names), field(range, "location"));
}

void MentionReader::part(ObjectKind kind, Deed deed, const Tree& range, const std::string& part) {
    if (part.empty()) return;
    add(kind, deed, relation_names(range), field(range, "location"), part);
}

// ---- walking ----

void MentionReader::walk(const Tree& node) {
    if (!node.is_structured() || leaf(node)) return;
    if (depth_ > deepest) {
        found_.may_make_more = found_.may_use_more = true;
        return;
    }
    ++depth_;
    walk_fields(node);
    --depth_;
}

void MentionReader::walk_fields(const Tree& node, std::string_view without) {
    if (node.is_array()) {
        for (const auto& child : node)
            walk(child);
        return;
    }
    for (const auto& [name, child] : node.items())
        if (name != without && !node_of_kind(name, child)) walk(child);
}

bool MentionReader::leaf(const Tree& node) {
    if (!node.is_object()) return false;
    if (node.contains("relname") && node.contains("relpersistence")) {
        relation(Deed::uses, node);
        return true;
    }
    if (node.contains("names") && node.contains("typemod")) {
        auto names = names_in(field(node, "names"));
        const bool of_column = flag(node, "pct_type") && names.size() > 1;
        if (of_column) names.pop_back();
        add(of_column ? ObjectKind::relation : ObjectKind::type, Deed::uses, std::move(names),
            field(node, "location"));
        return true;
    }
    if (text_of(node, "roletype") == "ROLESPEC_CSTRING") {
        add(ObjectKind::role, Deed::uses, {text_of(node, "rolename")}, field(node, "location"));
        return true;
    }
    if (node.contains("funcname")) call(node);
    return false;
}

bool MentionReader::node_of_kind(const std::string& kind, const Tree& node) {
    if (kind == "TypeCast") {
        cast(node);
        return false;
    }
    if (kind == "Constraint") {
        walk(node);
        if (text_of(node, "contype") == "CONSTR_FOREIGN") constraint(node, no_location(), {});
        return true;
    }
    if (kind == "VariableSetStmt") {
        set(node);
        return true;
    }
    if (kind == "DoStmt") {
        run_block(node);
        return true;
    }
    if (kind == "CallStmt") {
        found_.may_make_more = found_.may_use_more = true;
        return false;
    }
    return made_object(kind, node) || changed_object(kind, node);
}

bool MentionReader::made_object(const std::string& kind, const Tree& node) {
    static constexpr std::array<NodeRule<MentionReader>, 17> rules{{
        {"CreateStmt", &MentionReader::create_table},
        {"CreateFunctionStmt", &MentionReader::create_function},
        {"IndexStmt", &MentionReader::create_index},
        {"CreateSchemaStmt", &MentionReader::create_schema},
        {"DefineStmt", &MentionReader::define},
        {"ViewStmt", &MentionReader::create_view},
        {"CreateTableAsStmt", &MentionReader::create_table_as},
        {"CreateSeqStmt", &MentionReader::create_sequence},
        {"CompositeTypeStmt", &MentionReader::create_composite},
        {"CreateEnumStmt", &MentionReader::create_type},
        {"CreateRangeStmt", &MentionReader::create_type},
        {"CreateDomainStmt", &MentionReader::create_domain},
        {"CreateExtensionStmt", &MentionReader::create_extension},
        {"CreateRoleStmt", &MentionReader::create_role},
        {"CreateTrigStmt", &MentionReader::create_trigger},
        {"CreatePolicyStmt", &MentionReader::create_policy},
        {"RuleStmt", &MentionReader::create_rule},
    }};
    return read_by(rules, *this, kind, node);
}

bool MentionReader::changed_object(const std::string& kind, const Tree& node) {
    static constexpr std::array<NodeRule<MentionReader>, 16> rules{{
        {"AlterTableStmt", &MentionReader::alter_table},
        {"GrantStmt", &MentionReader::grant},
        {"CommentStmt", &MentionReader::describe},
        {"SecLabelStmt", &MentionReader::describe},
        {"AlterOwnerStmt", &MentionReader::alter_owner},
        {"DropStmt", &MentionReader::drop},
        {"RenameStmt", &MentionReader::rename},
        {"AlterObjectSchemaStmt", &MentionReader::move_to_schema},
        {"InsertStmt", &MentionReader::insert_rows},
        {"UpdateStmt", &MentionReader::update_rows},
        {"DeleteStmt", &MentionReader::other_rows},
        {"MergeStmt", &MentionReader::other_rows},
        {"AlterEnumStmt", &MentionReader::alter_type},
        {"AlterDomainStmt", &MentionReader::alter_type},
        {"AlterPolicyStmt", &MentionReader::alter_policy},
        {"AlterFunctionStmt", &MentionReader::alter_function},
    }};
    return read_by(rules, *this, kind, node);
}

void MentionReader::call(const Tree& node) {
    const auto names = names_in(field(node, "funcname"));
    const auto& function = names.empty() ? std::string{} : names.back();
    add(ObjectKind::function, Deed::uses, names, field(node, "location"));
    if (function == "set_config") path_.clear();
    if (function != "nextval" && function != "currval" && function != "setval") return;
    const auto& arguments = field(node, "args");
    if (!arguments.is_array() || arguments.empty()) return;
    const auto& literal = field(field(field(arguments.front(), "A_Const"), "sval"), "sval");
    if (literal.is_string())
        add(ObjectKind::relation, Deed::uses, names_in_text(literal.get<std::string>()),
            field(field(arguments.front(), "A_Const"), "location"));
}

void MentionReader::cast(const Tree& node) {
    const auto type = names_in(field(field(node, "typeName"), "names"));
    const auto& constant = field(field(node, "arg"), "A_Const");
    const auto& literal = field(field(constant, "sval"), "sval");
    if (type.empty() || !literal.is_string()) return;
    const auto names = names_in_text(literal.get<std::string>());
    if (names.empty()) return;
    if (type.back() == "regclass")
        add(ObjectKind::relation, Deed::uses, names, field(constant, "location"));
    if (type.back() == "regtype")
        add(ObjectKind::type, Deed::uses, names, field(constant, "location"));
    if (type.back() == "regproc")
        add(ObjectKind::function, Deed::uses, names, field(constant, "location"));
}

void MentionReader::set(const Tree& node) {
    if (scope_.in_function) return;
    const auto name = text_of(node, "name");
    if (name == "role" || name == "session_authorization") {
        for (const auto& value : field(node, "args"))
            add(ObjectKind::role, Deed::uses,
                {text_of(field(field(value, "A_Const"), "sval"), "sval")}, no_location());
        return;
    }
    if (name != "search_path" && text_of(node, "kind") != "VAR_RESET_ALL") return;
    path_.clear();
    for (const auto& value : field(node, "args")) {
        const auto schema = text_of(field(field(value, "A_Const"), "sval"), "sval");
        if (!is_system_schema(schema) && schema != "$user" && !schema.empty())
            path_.push_back(schema);
    }
    if (text_of(node, "kind") != "VAR_SET_VALUE") path_ = {"public"};
}

// ---- bodies ----

void MentionReader::function_body(const Tree& options, bool polymorphic) {
    const auto language = text_of(field(option(options, "language"), "String"), "sval");
    const auto body = body_of(options);
    if (body.empty()) return;
    const auto scope = scope_;
    const auto path = path_;
    for (const auto& item : options) {
        const auto& setting = field(field(field(item, "DefElem"), "arg"), "VariableSetStmt");
        if (setting.is_object()) set(setting);
    }
    scope_.in_function = true;
    // The server looks at the body of a SQL function when it is made, unless the types are open.
    scope_.later = scope.later || language != "sql" || polymorphic;
    if (language == "sql") sql_body(body);
    if (language == "plpgsql") plpgsql_body(body);
    path_ = path;
    scope_ = scope;
}

void MentionReader::sql_body(const std::string& body) {
    const auto tree = parse(body);
    if (!tree) {
        found_.may_use_more = true;
        return;
    }
    const auto begin = body_begin(scope_.text, body);
    if (begin) {
        scope_.base += *begin;
        scope_.text = scope_.text.substr(*begin, body.size());
        scope_.from = 0;
    }
    scope_.located = begin.has_value();
    read_script(*tree);
}

void MentionReader::plpgsql_body(const std::string& body) {
    scope_.later = true;
    const auto functions = parse_plpgsql(std::string{scope_.text});
    if (!functions) {
        found_.may_use_more = true;
        if (!scope_.in_function) found_.may_make_more = true;
        return;
    }
    // Where each line of the body begins in the statement.
    std::vector<std::size_t> lines;
    if (const auto begin = body_begin(scope_.text, body)) {
        lines.push_back(*begin);
        for (std::size_t i = 0; i < body.size(); ++i)
            if (body[i] == '\n') lines.push_back(*begin + i + 1);
    }
    scope_.located = false;
    plpgsql_nodes(*functions, lines, 1);
}

void MentionReader::plpgsql_nodes(const Tree& node,
                                  const std::vector<std::size_t>& lines,
                                  int line) {
    if (!node.is_structured() || depth_ > deepest) return;
    if (node.contains("PLpgSQL_stmt_dynexecute") || node.contains("PLpgSQL_stmt_dynfors")) {
        found_.may_use_more = true;
        if (!scope_.in_function) found_.may_make_more = true;
    }
    if (const auto& number = field(node, "lineno"); number.is_number_integer())
        line = number.get<int>();
    const auto index = static_cast<std::size_t>(std::max(line - 1, 0));
    if (index < lines.size()) scope_.from = lines[index];
    if (const auto query = text_of(node, "query"); !query.empty()) plpgsql_expression(query);
    if (const auto type = text_of(node, "typname"); type != "UNKNOWN") plpgsql_type(type);
    ++depth_;
    for (const auto& child : node)
        plpgsql_nodes(child, lines, line);
    --depth_;
}

void MentionReader::plpgsql_type(const std::string& type) {
    const auto end = type.find_first_of("%[(");
    auto names = names_in_text(type.substr(0, end));
    const bool of_relation = end != std::string::npos && type[end] == '%';
    // `name%TYPE` may be a variable; `schema.table.column%TYPE` is not.
    if (of_relation && names.size() < 2) return;
    if (names.size() > 2) names.pop_back();
    add(of_relation ? ObjectKind::relation : ObjectKind::type, Deed::uses, std::move(names),
        no_location());
}

void MentionReader::plpgsql_expression(const std::string& query) {
    auto tree = parse(query);
    if (!tree) tree = parse("SELECT " + query);
    if (const auto assign = query.find(":="); !tree && assign != std::string::npos)
        tree = parse("SELECT " + query.substr(assign + 2));
    if (!tree) {
        found_.may_use_more = true;
        return;
    }
    read_script(*tree);
}

void MentionReader::run_block(const Tree& node) {
    const auto scope = scope_;
    const auto& options = field(node, "args");
    const auto language = text_of(field(option(options, "language"), "String"), "sval");
    if (language.empty() || language == "plpgsql") {
        plpgsql_body(body_of(options));
    } else {
        found_.may_make_more = found_.may_use_more = true;
    }
    scope_ = scope;
}

}  // namespace pgmeta::sqltext
