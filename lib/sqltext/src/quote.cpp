// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"

#include "pgmeta/base/error.hpp"

namespace pgmeta::sqltext {

namespace {

void append_doubled(std::string& out, std::string_view text, std::string_view doubled) {
    for (const char c : text) {
        if (doubled.find(c) != std::string_view::npos) out += c;
        out += c;
    }
}

bool has_nul(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

}  // namespace

std::string quote_identifier(std::string_view name) {
    if (name.empty())
        throw Error{Fault::usage, "bad-identifier", "expected a name, found an empty one"};
    if (has_nul(name))
        throw Error{Fault::usage, "bad-identifier",
                    "expected a name without NUL bytes, which PostgreSQL cannot hold"};
    std::string quoted;
    quoted.reserve(name.size() + 2);
    quoted += '"';
    append_doubled(quoted, name, "\"");
    quoted += '"';
    return quoted;
}

std::string quote_literal(std::string_view text) {
    if (has_nul(text))
        throw Error{Fault::usage, "bad-literal",
                    "expected text without NUL bytes, which PostgreSQL cannot hold"};
    const bool escapes = text.find('\\') != std::string_view::npos;
    std::string quoted;
    quoted.reserve(text.size() + 3);
    quoted += escapes ? "E'" : "'";
    append_doubled(quoted, text, escapes ? "'\\" : "'");
    quoted += '\'';
    return quoted;
}

}  // namespace pgmeta::sqltext
