// SPDX-License-Identifier: MIT
#include "pgmeta/sqltext/body.hpp"

#include "lexer.hpp"

namespace pgmeta::sqltext {

namespace {

struct Content {
    std::size_t begin = 0;  ///< within the token
    std::size_t end = 0;
};

/// What stands between the delimiters of a literal that closes.
Content content_of(Token token, std::string_view text) {
    const auto opening = text.find(token == Token::dollar_string ? '$' : '\'');
    if (token == Token::string) return {opening + 1, text.size() - 1};
    const auto delimiter = text.find('$', opening + 1) + 1;
    return {delimiter, text.size() - delimiter};
}

/// A literal with quotes or backslashes inside is not written the way its value reads.
bool reads_as_written(Token token, std::string_view literal, std::string_view content) {
    if (token == Token::dollar_string) return true;
    const bool escapes = literal.starts_with('e') || literal.starts_with('E');
    return content.find('\'') == std::string_view::npos &&
           (!escapes || content.find('\\') == std::string_view::npos);
}

}  // namespace

std::optional<std::size_t> body_begin(std::string_view statement, std::string_view body) {
    Lexer lexer{statement};
    for (Token token = lexer.next(); token != Token::end; token = lexer.next()) {
        if (token != Token::dollar_string && token != Token::string) continue;
        if (lexer.unclosed() != EndState::clean) break;
        const auto literal = lexer.text();
        const Content range = content_of(token, literal);
        const auto content = literal.substr(range.begin, range.end - range.begin);
        if (content == body && reads_as_written(token, literal, content))
            return lexer.begin() + range.begin;
    }
    return std::nullopt;
}

}  // namespace pgmeta::sqltext
