// SPDX-License-Identifier: MIT
#include "proposer.hpp"

#include "node_rules.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "pgmeta/sqltext/script.hpp"
#include "spelling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace pgmeta::sqltext {

namespace {

/// The beginning of a statement, on one line.
std::string headline(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string result;
    for (const char c : text.substr(0, most * 2)) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) result += c;
        if (space && !result.ends_with(' ')) result += ' ';
    }
    const auto end = utf8_offset(result, most);
    return end < result.size() ? result.substr(0, end) + "…" : result;
}

std::string in_schema_of(const Tree& relation, const std::string& name) {
    const auto schema = text_of(relation, "schemaname");
    return schema.empty() ? spell(name) : spell({schema, name});
}

}  // namespace

void Proposer::statement(std::string_view text, std::size_t offset) {
    text_ = text;
    offset_ = offset;
    const auto tree = parse(std::string{text});
    if (!tree || tree->empty()) {
        doubt(true, true, "the parser does not know this statement");
        return;
    }
    dispatch(field(tree->front(), "stmt"));
}

Proposal Proposer::finish() {
    Proposal result;
    result.revert = undo_.empty() ? std::string{} : settings_;
    for (auto step = undo_.rbegin(); step != undo_.rend(); ++step)
        result.revert += *step;
    result.verify = check_.empty() ? std::string{} : settings_;
    for (const auto& step : check_)
        result.verify += step;
    result.doubts = std::move(doubts_);
    return result;
}

void Proposer::doubt(bool in_revert, bool in_verify, const std::string& reason) {
    const auto line = line_column(script_, offset_).line;
    const auto failing = [&](std::string_view what) {
        return fmt::format(
            "-- NOT DERIVED, line {} of the deploy script: {}\n"
            "-- {}: write it here instead of the next statement.\n"
            "DO $$BEGIN RAISE EXCEPTION USING MESSAGE = {}; END$$;\n",
            line, headline(text_), reason,
            quote_literal(fmt::format("line {} of the deploy script is not {} yet", line, what)));
    };
    if (in_revert) undo_.push_back(failing("taken back"));
    if (in_verify) check_.push_back(failing("verified"));
    doubts_.push_back({offset_, headline(text_), reason, in_revert, in_verify});
}

void Proposer::may_have_been_there(const Tree& node) {
    if (flag(node, "if_not_exists") || flag(node, "replace"))
        doubt(false, false, "if it was there before, reverting removes it nevertheless");
}

void Proposer::made(std::string_view kind, const std::string& name) {
    made_.insert(fmt::format("{} {}", kind, name));
}

bool Proposer::is_made(std::string_view kind, const std::string& name) const {
    return made_.count(fmt::format("{} {}", kind, name)) != 0;
}

void Proposer::check_true(const std::string& condition) {
    check(fmt::format("SELECT 1 / ({})::int", condition));
}

void Proposer::check_row(const std::string& catalog, const std::string& condition) {
    check(fmt::format("SELECT 1 / count(*) FROM pg_catalog.{} WHERE {}", catalog, condition));
}

void Proposer::dispatch(const Tree& statement) {
    if (!statement.is_object() || statement.empty()) return;
    const std::string& kind = statement.begin().key();
    const auto& node = *statement.begin();
    if (kind == "VariableSetStmt") {
        if (text_of(node, "name") == "search_path") settings_ += std::string{text_} + ";\n";
        return;  // settings end with the script
    }
    if (derived(kind, node)) return;
    if (kind == "InsertStmt" || kind == "UpdateStmt" || kind == "DeleteStmt" ||
        kind == "CopyStmt" || kind == "TruncateStmt" || kind == "MergeStmt") {
        const auto table = spell_relation(field(node, "relation"));
        doubt(!is_made("relation", table), true, "rows are not derived");
    } else if (kind == "SelectStmt" || kind == "CallStmt" || kind == "DoStmt") {
        doubt(true, true, "what code does is not derived");
    } else {
        doubt(true, true, "this kind of statement is not derived");
    }
}

bool Proposer::derived(const std::string& kind, const Tree& node) {
    static constexpr std::array<NodeRule<Proposer>, 25> rules{{
        {"CreateStmt", &Proposer::table},
        {"CreateTableAsStmt", &Proposer::table_as},
        {"ViewStmt", &Proposer::view},
        {"CreateSeqStmt", &Proposer::sequence},
        {"CompositeTypeStmt", &Proposer::composite_type},
        {"CreateEnumStmt", &Proposer::enumeration},
        {"CreateRangeStmt", &Proposer::range_type},
        {"CreateDomainStmt", &Proposer::domain},
        {"CreateFunctionStmt", &Proposer::function},
        {"CreateSchemaStmt", &Proposer::schema},
        {"CreateExtensionStmt", &Proposer::extension},
        {"CreateRoleStmt", &Proposer::role},
        {"DefineStmt", &Proposer::define},
        {"IndexStmt", &Proposer::index},
        {"CreateTrigStmt", &Proposer::trigger},
        {"CreatePolicyStmt", &Proposer::policy},
        {"RuleStmt", &Proposer::rule},
        {"AlterTableStmt", &Proposer::alter_table},
        {"RenameStmt", &Proposer::rename},
        {"DropStmt", &Proposer::drop},
        {"CommentStmt", &Proposer::comment},
        {"GrantStmt", &Proposer::grant},
        {"AlterDefaultPrivilegesStmt", &Proposer::default_privileges},
        {"TransactionStmt", &Proposer::nothing},
        {"VariableShowStmt", &Proposer::nothing},
    }};
    return read_by(rules, *this, kind, node);
}

void Proposer::table(const Tree& node) {
    const auto& range = field(node, "relation");
    if (text_of(range, "relpersistence") == "t") return;  // gone with the session
    const auto name = spell_relation(range);
    made("relation", name);
    if (flag(node, "if_not_exists")) {
        doubt(true, false, "a table that was there before must not be dropped with its rows");
    } else {
        undo("DROP TABLE " + name);
    }
    std::string columns;
    for (const auto& element : field(node, "tableElts"))
        if (const auto column = text_of(field(element, "ColumnDef"), "colname"); !column.empty())
            columns += (columns.empty() ? " " : ", ") + spell(column);
    check(fmt::format("SELECT{} FROM {} WHERE false", columns, name));
}

void Proposer::table_as(const Tree& node) {
    const auto& range = field(field(node, "into"), "rel");
    if (text_of(range, "relpersistence") == "t") return;
    const auto name = spell_relation(range);
    const bool view = text_of(node, "objtype") == "OBJECT_MATVIEW";
    made("relation", name);
    if (flag(node, "if_not_exists") && !view) {
        doubt(true, false, "a table that was there before must not be dropped with its rows");
    } else {
        may_have_been_there(node);
        undo(fmt::format("DROP {} {}", view ? "MATERIALIZED VIEW" : "TABLE", name));
    }
    check(fmt::format("SELECT * FROM {} WHERE false", name));
}

void Proposer::view(const Tree& node) {
    const auto name = spell_relation(field(node, "view"));
    made("relation", name);
    may_have_been_there(node);
    undo("DROP VIEW " + name);
    check(fmt::format("SELECT * FROM {} WHERE false", name));
}

void Proposer::sequence(const Tree& node) {
    const auto name = spell_relation(field(node, "sequence"));
    made("relation", name);
    may_have_been_there(node);
    undo("DROP SEQUENCE " + name);
    check("SELECT " + regclass(name));
}

void Proposer::index(const Tree& node) {
    const auto& range = field(node, "relation");
    const auto table = spell_relation(range);
    const auto index_name = text_of(node, "idxname");
    if (index_name.empty()) {
        doubt(!is_made("relation", table), true, "the server chooses the index's name");
        return;
    }
    const auto name = in_schema_of(range, index_name);
    made("relation", name);
    may_have_been_there(node);
    undo("DROP INDEX " + name);
    check("SELECT " + regclass(name));
}

void Proposer::composite_type(const Tree& node) {
    type("TYPE", relation_names(field(node, "typevar")), {});
}

void Proposer::enumeration(const Tree& node) {
    type("TYPE", names_in(field(node, "typeName")), field(node, "vals"));
}

void Proposer::range_type(const Tree& node) {
    type("TYPE", names_in(field(node, "typeName")), {});
}

void Proposer::domain(const Tree& node) {
    type("DOMAIN", names_in(field(node, "domainname")), {});
}

void Proposer::type(const char* kind, const std::vector<std::string>& names, const Tree& labels) {
    const auto name = spell(names);
    made("type", name);
    undo(fmt::format("DROP {} {}", kind, name));
    check(fmt::format("SELECT {}::regtype", quote_literal(name)));
    for (const auto& label : labels.is_array() ? names_in(labels) : std::vector<std::string>{})
        check(fmt::format("SELECT {}::{}", quote_literal(label), name));
}

void Proposer::function(const Tree& node) {
    const auto name = spell(names_in(field(node, "funcname")));
    const auto signature = name + spell_parameters(field(node, "parameters"));
    made("function", name);
    may_have_been_there(node);
    undo(fmt::format("DROP {} {}", flag(node, "is_procedure") ? "PROCEDURE" : "FUNCTION",
                     signature));
    if (signature.find("%TYPE") != std::string::npos) {
        doubt(false, true, "the types of its parameters are those of columns");
        return;
    }
    check(fmt::format("SELECT {}::regprocedure", quote_literal(signature)));
}

void Proposer::schema(const Tree& node) {
    auto name = text_of(node, "schemaname");
    if (name.empty()) name = text_of(field(node, "authrole"), "rolename");
    if (name.empty() || !field(node, "schemaElts").is_null()) {
        doubt(true, true, "a schema with its elements in one statement is not derived");
        return;
    }
    made("schema", spell(name));
    may_have_been_there(node);
    undo("DROP SCHEMA " + spell(name));
    check(fmt::format("SELECT {}::regnamespace", quote_literal(spell(name))));
}

void Proposer::extension(const Tree& node) {
    const auto name = text_of(node, "extname");
    may_have_been_there(node);
    undo("DROP EXTENSION " + spell(name));
    check_row("pg_extension", fmt::format("extname = {}", quote_literal(name)));
}

void Proposer::role(const Tree& node) {
    const auto name = text_of(node, "role");
    made("role", spell(name));
    undo("DROP ROLE " + spell(name));
    check(fmt::format("SELECT {}::regrole", quote_literal(spell(name))));
}

void Proposer::trigger(const Tree& node) {
    const auto table = spell_relation(field(node, "relation"));
    const auto name = text_of(node, "trigname");
    may_have_been_there(node);
    made("part", fmt::format("TRIGGER {} ON {}", spell(name), table));
    undo(fmt::format("DROP TRIGGER {} ON {}", spell(name), table));
    check_row("pg_trigger",
              fmt::format("tgrelid = {} AND tgname = {}", regclass(table), quote_literal(name)));
}

void Proposer::policy(const Tree& node) {
    const auto table = spell_relation(field(node, "table"));
    const auto name = text_of(node, "policy_name");
    made("part", fmt::format("POLICY {} ON {}", spell(name), table));
    undo(fmt::format("DROP POLICY {} ON {}", spell(name), table));
    check_row("pg_policy",
              fmt::format("polrelid = {} AND polname = {}", regclass(table), quote_literal(name)));
}

void Proposer::rule(const Tree& node) {
    const auto table = spell_relation(field(node, "relation"));
    const auto name = text_of(node, "rulename");
    may_have_been_there(node);
    made("part", fmt::format("RULE {} ON {}", spell(name), table));
    undo(fmt::format("DROP RULE {} ON {}", spell(name), table));
    check_row("pg_rewrite",
              fmt::format("ev_class = {} AND rulename = {}", regclass(table), quote_literal(name)));
}

void Proposer::rename(const Tree& node) {
    const auto& range = field(node, "relation");
    const auto kind = text_of(node, "renameType");
    const auto table = spell_relation(range);
    const auto name = text_of(node, "newname");
    if (is_made("relation", table) || (kind != "OBJECT_TABLE" && kind != "OBJECT_COLUMN") ||
        (kind == "OBJECT_COLUMN" && text_of(node, "relationType") != "OBJECT_TABLE")) {
        doubt(true, true, "this renaming is not derived");
        return;
    }
    if (kind == "OBJECT_COLUMN") {
        undo(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", table, spell(name),
                         spell(text_of(node, "subname"))));
        check(fmt::format("SELECT {} FROM {} WHERE false", spell(name), table));
        return;
    }
    for (const auto& earlier : check_) {
        if (earlier.find(table) == std::string::npos) continue;
        doubt(false, true, "earlier statements are verified under the table's old name");
        break;
    }
    const auto renamed = in_schema_of(range, name);
    undo(fmt::format("ALTER TABLE {} RENAME TO {}", renamed, spell(text_of(range, "relname"))));
    check(fmt::format("SELECT FROM {} WHERE false", renamed));
}

void Proposer::drop(const Tree& node) {
    const auto kind = text_of(node, "removeType");
    const bool relation = kind == "OBJECT_TABLE" || kind == "OBJECT_VIEW" ||
                          kind == "OBJECT_INDEX" || kind == "OBJECT_SEQUENCE" ||
                          kind == "OBJECT_MATVIEW";
    doubt(true, !relation, "what was dropped is not known here");
    if (!relation) return;
    for (const auto& object : field(node, "objects"))
        check_true(
            fmt::format("to_regclass({}) IS NULL",
                        quote_literal(spell(names_in(field(field(object, "List"), "items"))))));
}

Proposal propose(std::string_view deploy) {
    const auto script = prepare(std::string{deploy}, Use::deploy);
    const std::string_view text = script.text;
    Proposer proposer{deploy};
    for (const auto& statement : script.statements)
        proposer.statement(text.substr(statement.begin, statement.end - statement.begin),
                           statement.begin);
    return proposer.finish();
}

}  // namespace pgmeta::sqltext
