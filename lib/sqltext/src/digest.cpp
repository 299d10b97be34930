// SPDX-License-Identifier: MIT
// Token digest:
//   sha256( ( token NUL )* ), tokens as written.  Operator characters that touch are one token.
//   Literals that a line end joins to one: segment NUL ( LF NUL segment NUL )*
// Inline COPY data stands as one token after its statement's semicolon.  NUL cannot occur in SQL
// text, so no two lists of tokens give the same bytes.
#include "pgmeta/base/digest.hpp"

#include "lexer.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <algorithm>

namespace pgmeta::sqltext {

namespace {

/// Collects tokens: one call of the digest for each would cost more than hashing them.
class TokenHasher {
public:
    void add(std::string_view token) {
        append(token);
        append({"\0", 1});
    }

    /// Part of a token that goes on.
    void append(std::string_view token) {
        if (buffer_.size() + token.size() >= capacity) flush();
        if (token.size() >= capacity)
            hasher_.update(token);
        else
            buffer_ += token;
    }

    std::string hex() {
        flush();
        return hasher_.hex();
    }

private:
    static constexpr std::size_t capacity = 65536;

    void flush() {
        hasher_.update(buffer_);
        buffer_.clear();
    }

    Sha256 hasher_;
    std::string buffer_;
};

std::vector<Statement> copies_of(std::string_view sql) {
    auto statements = scan(sql).statements;
    std::erase_if(statements, [](const Statement& statement) {
        return statement.kind != StatementKind::copy_from_stdin;
    });
    return statements;
}

}  // namespace

std::string token_digest(std::string_view sql) {
    const auto copies = copies_of(sql);
    auto copy = copies.begin();
    TokenHasher hasher;
    Lexer lexer{sql, sql.starts_with("\xEF\xBB\xBF") ? std::size_t{3} : 0};
    bool in_operator = false;
    for (Token token = lexer.next(); token != Token::end; token = lexer.next()) {
        const bool touches = lexer.previous_end() == lexer.begin();
        if (in_operator && !(touches && token == Token::other)) hasher.add({});
        in_operator = token == Token::other;
        if (lexer.continues_string()) hasher.add("\n");
        if (in_operator) {
            hasher.append(lexer.text());
            continue;
        }
        hasher.add(lexer.text());
        const bool data_follows =
            copy != copies.end() && token == Token::semicolon && lexer.begin() >= copy->end;
        if (!data_follows) continue;
        hasher.add(sql.substr(copy->data_begin, copy->data_end - copy->data_begin));
        lexer.seek(copy->data_end + 2);
        ++copy;
    }
    if (in_operator) hasher.add({});
    return hasher.hex();
}

}  // namespace pgmeta::sqltext
