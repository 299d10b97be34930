// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/quote.hpp"

#include "pgmeta/base/error.hpp"

namespace pgmeta::sqltext {

namespace {

bool has_nul(std::string_view text) {
    return text.find('\0') != std::string_view::npos;
}

}  // namespace

void append_escaped(std::string& out,
                    std::string_view text,
                    std::array<char, 2> special,
                    std::optional<char> escape) {
    std::array next{text.find(special[0]), text.find(special[1])};
    std::size_t at = 0;
    while (true) {
        const std::size_t first = next[0] <= next[1] ? 0 : 1;
        const auto found = next[first];
        if (found == std::string_view::npos) break;
        out += text.substr(at, found - at);
        out += escape.value_or(text[found]);
        out += text[found];
        at = found + 1;
        next[first] = text.find(special[first], at);
        if (next[1 - first] == found) next[1 - first] = next[first];
    }
    out += text.substr(at);
}

std::string quote_identifier(std::string_view name) {
    if (name.empty())
        throw Error{Fault::usage, "bad-identifier", "expected a name, found an empty one"};
    if (has_nul(name))
        throw Error{Fault::usage, "bad-identifier",
                    "expected a name without NUL bytes, which PostgreSQL cannot hold"};
    std::string quoted;
    quoted.reserve(name.size() + 2);
    quoted += '"';
    append_escaped(quoted, name, {'"', '"'}, std::nullopt);
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
    append_escaped(quoted, text, {'\'', '\\'}, std::nullopt);
    quoted += '\'';
    return quoted;
}

}  // namespace pgmeta::sqltext
