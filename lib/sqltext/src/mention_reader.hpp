// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/sqltext/mentions.hpp"
#include "tree.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::sqltext {

/// Collects the mentions of one script, statement after statement: a SET search_path holds for
/// those behind it.
class MentionReader {
public:
    explicit MentionReader(Mentions& found) : found_{found} {}

    /// `text` stands at byte `base` of the script.
    void statement(std::string_view text, std::size_t base);

private:
    /// What is being read, and how its names are found in the script again.
    struct Scope {
        std::string_view text;
        std::size_t base = 0;
        std::size_t from = 0;      ///< where in `text` names are looked for
        bool located = true;       ///< the tree's locations count from the beginning of `text`
        bool later = false;        ///< does not happen for certain when the script is deployed
        bool in_function = false;  ///< does not happen when the script is deployed
    };

    using Names = std::vector<std::string>;

    void read_script(const Tree& statements);
    void walk(const Tree& node);
    void walk_fields(const Tree& node, std::string_view without = {});
    bool node_of_kind(const std::string& kind, const Tree& node);
    bool made_object(const std::string& kind, const Tree& node);
    bool changed_object(const std::string& kind, const Tree& node);
    bool leaf(const Tree& node);

    void create_table(const Tree& node);
    void create_function(const Tree& node);
    void create_index(const Tree& node);
    void create_schema(const Tree& node);
    void create_view(const Tree& node);
    void create_table_as(const Tree& node);
    void create_sequence(const Tree& node);
    void create_composite(const Tree& node);
    void create_type(const Tree& node);
    void create_domain(const Tree& node);
    void create_extension(const Tree& node);
    void create_role(const Tree& node);
    void create_trigger(const Tree& node);
    void create_policy(const Tree& node);
    void create_rule(const Tree& node);
    void describe(const Tree& node);
    void alter_owner(const Tree& node);
    void drop(const Tree& node);
    void alter_type(const Tree& node);
    void alter_policy(const Tree& node);
    void alter_function(const Tree& node);
    void insert_rows(const Tree& node);
    void update_rows(const Tree& node);
    void other_rows(const Tree& node);
    void alter_table(const Tree& node);
    void constraint(const Tree& node, const Tree& relation, const std::string& column);
    void define(const Tree& node);
    void rename(const Tree& node);
    void move_to_schema(const Tree& node);
    void grant(const Tree& node);
    void write_rows(const Tree& node, const char* columns);
    void call(const Tree& node);
    void cast(const Tree& node);
    void set(const Tree& node);
    void run_block(const Tree& node);
    void function_body(const Tree& options, bool polymorphic);
    void sql_body(const std::string& body);
    void plpgsql_body(const std::string& body);
    void plpgsql_nodes(const Tree& node, const std::vector<std::size_t>& lines, int line);
    void plpgsql_type(const std::string& type);
    void plpgsql_expression(const std::string& query);

    /// An object by the kind that COMMENT, DROP, ALTER … RENAME name it with.
    void named(const std::string& objtype, const Tree& object, Deed deed);
    void relation(Deed deed, const Tree& range);
    void part(ObjectKind kind, Deed deed, const Tree& range, const std::string& part);
    void add(ObjectKind kind, Deed deed, Names names, const Tree& location, std::string part = {});
    void uses_schema_of(const Mention& made);
    [[nodiscard]] std::size_t offset_of(const Names& names, const Tree& location) const;

    Mentions& found_;
    Scope scope_;
    std::vector<std::string> path_{"public"};
    std::set<std::string> queries_;    ///< what WITH clauses of this statement name
    std::set<std::string> temporary_;  ///< temporary tables made so far
    int depth_ = 0;
};

}  // namespace pgmeta::sqltext
