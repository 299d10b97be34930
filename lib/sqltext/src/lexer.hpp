// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/sqltext/script.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pgmeta::sqltext {

enum class Token : std::uint8_t {
    end,
    word,               ///< an identifier or key word as written, not quoted
    quoted_identifier,  ///< "…" or U&"…"
    string,             ///< '…' with or without a prefix, one segment of it
    dollar_string,      ///< $tag$…$tag$
    number,
    parameter,  ///< $1
    open,       ///< (
    close,      ///< )
    semicolon,
    dot,
    comma,
    backslash,  ///< a psql command: the token reaches to the line's end
    other,      ///< one character of an operator or punctuation
};

/// What a byte can begin or continue.
struct CharacterClass {
    static constexpr std::uint8_t space = 1;
    static constexpr std::uint8_t digit = 2;
    static constexpr std::uint8_t name_start = 4;  ///< letters, `_` and every byte above 127
    static constexpr std::uint8_t dollar = 8;
    static constexpr std::uint8_t name = digit | name_start | dollar;
};

constexpr std::array<std::uint8_t, 256> make_character_classes() {
    std::array<std::uint8_t, 256> table{};
    for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'})
        table[static_cast<unsigned char>(c)] |= CharacterClass::space;
    for (std::size_t c = '0'; c <= '9'; ++c)
        table[c] |= CharacterClass::digit;
    for (std::size_t c = 'a'; c <= 'z'; ++c)
        table[c] |= CharacterClass::name_start;
    for (std::size_t c = 'A'; c <= 'Z'; ++c)
        table[c] |= CharacterClass::name_start;
    for (std::size_t c = 128; c < 256; ++c)
        table[c] |= CharacterClass::name_start;
    table['_'] |= CharacterClass::name_start;
    table['$'] |= CharacterClass::dollar;
    return table;
}

inline constexpr auto character_classes = make_character_classes();

constexpr bool is_class(char c, std::uint8_t mask) {
    return (character_classes[static_cast<unsigned char>(c)] & mask) != 0;
}

/// The bytes at which Lexer::next_of() has to look closer.
using Stops = std::array<bool, 256>;

/// Stops at everything that shows a statement's structure, and at words with one of `letters`
/// (lower case) in them.
constexpr Stops make_stops(std::string_view letters) {
    Stops stops{};
    for (const char c : {'\'', '"', '$', '-', '/', '(', ')', ';', '\\'})
        stops[static_cast<unsigned char>(c)] = true;
    for (const char c : letters) {
        stops[static_cast<unsigned char>(c)] = true;
        stops[static_cast<unsigned char>(c - 'a' + 'A')] = true;
    }
    return stops;
}

/// Cuts SQL text into tokens by the server's lexical rules (manual, "Lexical Structure"), as of
/// standard_conforming_strings = on.  White space and comments lie between tokens.
class Lexer {
public:
    explicit Lexer(std::string_view sql, std::size_t start = 0) : sql_{sql}, end_{start} {}

    /// Reads the next token.  A quote or comment that never closes ends the text and is told by
    /// unclosed().
    Token next();

    /// As next(), but passes over tokens that do not matter, several times faster: the result is
    /// open, close, semicolon, backslash or end, or a word that holds a letter of `stops`.
    Token next_of(const Stops& stops);

    /// Continues at byte `offset`, which must be between two tokens.
    void seek(std::size_t offset);

    [[nodiscard]] std::size_t begin() const { return begin_; }

    [[nodiscard]] std::size_t end() const { return end_; }

    /// Past the token before the current one, also when next_of() passed over it.
    [[nodiscard]] std::size_t previous_end() const { return previous_end_; }

    [[nodiscard]] std::string_view text() const { return sql_.substr(begin_, end_ - begin_); }

    /// True when this string token goes on with the one before it: literals that only a line end
    /// separates are one literal.
    [[nodiscard]] bool continues_string() const { return continues_string_; }

    /// True when a dot stands before this token: `t.end` is a column, whatever `end` means
    /// elsewhere.
    [[nodiscard]] bool follows_dot() const;

    [[nodiscard]] EndState unclosed() const { return unclosed_; }

    [[nodiscard]] std::size_t unclosed_at() const { return unclosed_at_; }

private:
    [[nodiscard]] char peek(std::size_t offset) const {
        return offset < sql_.size() ? sql_[offset] : '\0';
    }

    [[nodiscard]] bool has(std::size_t offset, char c) const {
        return offset < sql_.size() && sql_[offset] == c;
    }

    struct Gap {
        bool newline = false;
        bool block_comment = false;
    };

    Gap skip_gap();
    std::size_t line_end(std::size_t at);
    std::size_t block_comment_end(std::size_t at);
    Token read(char c);
    Token read_word();
    Token read_number();
    Token read_dollar();
    Token read_string(std::size_t quote, bool escapes);
    Token read_quoted_identifier(std::size_t quote);
    Token single(Token token);
    Token unterminated(EndState state, Token token);
    [[nodiscard]] std::size_t tokens_end(std::size_t run, std::size_t at) const;
    [[nodiscard]] std::size_t find_stop(const Stops& stops, std::size_t at) const;
    Token read_through(std::size_t run, std::size_t at);

    std::string_view sql_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t previous_end_ = 0;
    std::size_t line_feed_ = std::string_view::npos;  ///< the last one found; npos: none yet
    std::size_t unclosed_at_ = 0;
    EndState unclosed_ = EndState::clean;
    bool after_string_ = false;   ///< the last token was a string segment
    bool after_escapes_ = false;  ///< … and a backslash in it meant something
    bool continues_string_ = false;
};

/// The name that an identifier token means: folded to lower case (ASCII), or the content of "…".
std::string identifier_name(std::string_view token);

}  // namespace pgmeta::sqltext
