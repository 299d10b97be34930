// SPDX-License-Identifier: MIT
#include "tree.hpp"

#include <pg_query.h>

#include <memory>

namespace pgmeta::sqltext {

namespace {

template <auto Free>
struct Freeing {
    template <typename Result>
    void operator()(Result* result) const {
        Free(*result);
    }
};

std::optional<Tree> read(const char* json) {
    auto tree = Tree::parse(json, nullptr, false);
    if (tree.is_discarded()) return std::nullopt;
    return tree;
}

}  // namespace

std::optional<Tree> parse(const std::string& sql) {
    auto result = pg_query_parse(sql.c_str());
    const std::unique_ptr<PgQueryParseResult, Freeing<pg_query_free_parse_result>> owner{&result};
    if (result.error != nullptr) return std::nullopt;
    auto tree = read(result.parse_tree);
    if (!tree) return std::nullopt;
    return std::move((*tree)["stmts"]);
}

std::optional<Tree> parse_plpgsql(const std::string& statement) {
    auto result = pg_query_parse_plpgsql(statement.c_str());
    const std::unique_ptr<PgQueryPlpgsqlParseResult, Freeing<pg_query_free_plpgsql_parse_result>>
        owner{&result};
    if (result.error != nullptr) return std::nullopt;
    return read(result.plpgsql_funcs);
}

const Tree& field(const Tree& node, const char* name) {
    static const Tree none;
    if (!node.is_object()) return none;
    const auto found = node.find(name);
    return found == node.end() ? none : *found;
}

std::string text_of(const Tree& node, const char* name) {
    const auto& value = field(node, name);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

bool flag(const Tree& node, const char* name) {
    const auto& value = field(node, name);
    return value.is_boolean() && value.get<bool>();
}

std::vector<std::string> names_in(const Tree& list) {
    std::vector<std::string> result;
    if (!list.is_array()) return result;
    for (const auto& item : list)
        result.push_back(text_of(field(item, "String"), "sval"));
    return result;
}

std::vector<std::string> names_in_text(std::string_view text) {
    std::vector<std::string> result(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            const bool doubled = quoted && i + 1 < text.size() && text[i + 1] == '"';
            if (doubled) result.back() += text[++i];
            if (!doubled) quoted = !quoted;
        } else if (quoted) {
            result.back() += c;
        } else if (c == '.') {
            result.emplace_back();
        } else if (c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
            result.back() += c;
        } else if (c >= 'A' && c <= 'Z') {
            result.back() += static_cast<char>(c - 'A' + 'a');
        } else {
            return {};
        }
    }
    for (const auto& name : result)
        if (name.empty()) return {};
    return result;
}

std::vector<std::string> relation_names(const Tree& range) {
    auto schema = text_of(range, "schemaname");
    auto name = text_of(range, "relname");
    if (schema.empty()) return {std::move(name)};
    return {std::move(schema), std::move(name)};
}

const Tree& no_location() {
    static const Tree none;
    return none;
}

const Tree& option(const Tree& options, std::string_view name) {
    static const Tree none;
    if (!options.is_array()) return none;
    for (const auto& item : options) {
        const auto& element = field(item, "DefElem");
        if (text_of(element, "defname") == name) return field(element, "arg");
    }
    return none;
}

std::string body_of(const Tree& options) {
    const auto& as = option(options, "as");
    if (const auto& text = field(as, "String"); text.is_object()) return text_of(text, "sval");
    const auto parts = names_in(field(field(as, "List"), "items"));
    return parts.size() == 1 ? parts.front() : std::string{};
}

}  // namespace pgmeta::sqltext
