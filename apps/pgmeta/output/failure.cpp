// SPDX-License-Identifier: MIT
#include "output/failure.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::cli {

namespace {

// Longer lines are cut around the caret.
constexpr std::size_t widest_excerpt = 100;

/// The part of a line that is shown, and the caret's 0-based column in it (in characters).
struct Excerpt {
    std::string_view text;
    std::size_t caret = 0;
};

Excerpt excerpt(std::string_view line, std::size_t caret) {
    const auto length = utf8_length(line);
    if (length <= widest_excerpt) return {line, std::min(caret, length)};
    const auto first = caret > widest_excerpt / 2 ? caret - widest_excerpt / 2 : 0;
    const auto begin = utf8_offset(line, first);
    const auto end = utf8_offset(line, first + widest_excerpt);
    return {line.substr(begin, end - begin), caret - first};
}

/// White space as wide as the text before the caret: its tabs stay tabs.
std::string padding(const Excerpt& shown) {
    std::string result;
    for (const char c : shown.text.substr(0, utf8_offset(shown.text, shown.caret)))
        if (utf8_length(std::string_view{&c, 1}) == 1) result += c == '\t' ? '\t' : ' ';
    return result;
}

void print_source(std::ostream& stream, const Style& style, const SqlDetail& sql) {
    if (sql.source_line.empty() || sql.where.line == 0) return;
    const auto column = static_cast<std::size_t>(std::max(1, sql.where.column));
    const auto shown = excerpt(sql.source_line, column - 1);
    const auto number = fmt::format("{:>6} | ", sql.where.line);
    stream << style(Ink::dim, number) << printable(shown.text) << '\n';
    if (sql.where.column == 0) return;
    stream << std::string(number.size(), ' ') << padding(shown) << style(Ink::red, "^") << '\n';
}

void print_field(std::ostream& stream, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    stream << "  " << name << ": ";
    // Lines after the first stand below the value.
    for (const char c : printable(value)) {
        stream << c;
        if (c == '\n') stream << std::string(name.size() + 4, ' ');
    }
    stream << '\n';
}

void print_sql(std::ostream& stream, const Style& style, const SqlDetail& sql) {
    if (!sql.change.empty()) {
        stream << "  in " << (sql.kind.empty() ? "the" : "the " + sql.kind) << " script of "
               << style(Ink::bold, printable(sql.change)) << '\n';
    }
    if (!sql.where.file.empty()) stream << "  at " << printable(to_string(sql.where)) << '\n';
    print_source(stream, style, sql);
    print_field(stream, "SQLSTATE", sql.sqlstate);
    print_field(stream, "detail", sql.detail);
    print_field(stream, "server hint", sql.hint);
    print_field(stream, "table", sql.schema.empty() ? sql.table : sql.schema + "." + sql.table);
    print_field(stream, "column", sql.column);
    print_field(stream, "constraint", sql.constraint);
    print_field(stream, "query", sql.internal_query);
    print_field(stream, "context", sql.context);
}

/// The line "in the … script of …" says it already.
bool repeats_change(const std::string& frame, const Error& error) {
    const auto* sql = error.sql_detail();
    return sql != nullptr && !sql->change.empty() && frame.find(sql->change) != std::string::npos;
}

}  // namespace

void print(std::ostream& stream, const Style& style, const Error& error) {
    stream << style(Ink::red, fmt::format("error[{}]", error.id())) << ": "
           << printable(error.message()) << '\n';
    if (!error.where().file.empty() && error.sql_detail() == nullptr)
        stream << "  at " << printable(to_string(error.where())) << '\n';
    if (const auto* sql = error.sql_detail(); sql != nullptr) {
        if (error.message().find(sql->message) == std::string::npos)
            print_field(stream, "server", sql->message);
        print_sql(stream, style, *sql);
    }
    for (const auto& frame : error.frames())
        if (!repeats_change(frame, error)) stream << "  " << printable(frame) << '\n';
    for (const auto& hint : error.hints())
        stream << style(Ink::green, "hint") << ": " << printable(hint) << '\n';
}

}  // namespace pgmeta::cli
