// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/sqltext/proposal.hpp"
#include "tree.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::sqltext {

/// Derives a proposal statement by statement.
class Proposer {
public:
    explicit Proposer(std::string_view script) : script_{script} {}

    void statement(std::string_view text, std::size_t offset);

    Proposal finish();

private:
    void dispatch(const Tree& statement);
    /// False for a kind of statement from which nothing can be derived.
    bool derived(const std::string& kind, const Tree& node);

    void nothing(const Tree& /*node*/) {}

    void table(const Tree& node);
    void table_as(const Tree& node);
    void view(const Tree& node);
    void sequence(const Tree& node);
    void index(const Tree& node);
    void composite_type(const Tree& node);
    void enumeration(const Tree& node);
    void range_type(const Tree& node);
    void domain(const Tree& node);
    void type(const char* kind, const std::vector<std::string>& names, const Tree& labels);
    void function(const Tree& node);
    void schema(const Tree& node);
    void extension(const Tree& node);
    void role(const Tree& node);
    void trigger(const Tree& node);
    void policy(const Tree& node);
    void rule(const Tree& node);
    void define(const Tree& node);
    void aggregate(const Tree& node);
    void operation(const Tree& node);
    void alter_table(const Tree& node);
    void alter_command(const Tree& command, const std::string& table);
    void add_column(const Tree& command, const std::string& table);
    void add_constraint(const Tree& constraint, const std::string& table);
    void row_security(const std::string& type, const std::string& table);
    void owner(const Tree& role, const std::string& table);
    void rename(const Tree& node);
    void drop(const Tree& node);
    void comment(const Tree& node);
    void grant(const Tree& node);
    void check_privileges(const Tree& node, const std::string& role, bool held);
    void default_privileges(const Tree& node);

    void undo(std::string sql) { undo_.push_back(std::move(sql) + ";\n"); }

    void check(std::string sql) { check_.push_back(std::move(sql) + ";\n"); }

    void check_true(const std::string& condition);
    /// Fails unless a catalog has a row for it.
    void check_row(const std::string& catalog, const std::string& condition);
    void made(std::string_view kind, const std::string& name);
    [[nodiscard]] bool is_made(std::string_view kind, const std::string& name) const;

    /// Says what is not derived, and puts a statement that fails where it would stand.
    void doubt(bool in_revert, bool in_verify, const std::string& reason);
    void may_have_been_there(const Tree& node);

    std::string_view script_;
    std::string_view text_;  ///< of the statement
    std::size_t offset_ = 0;
    std::set<std::string> made_;
    std::string settings_;  ///< statements that decide what bare names mean
    std::vector<std::string> undo_;
    std::vector<std::string> check_;
    std::vector<Doubt> doubts_;
};

}  // namespace pgmeta::sqltext
