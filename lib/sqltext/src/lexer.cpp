// SPDX-License-Identifier: MIT
#include "lexer.hpp"

#include <algorithm>
#include <iterator>

namespace pgmeta::sqltext {

namespace {

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool matters(Token token) {
    return token == Token::open || token == Token::close || token == Token::semicolon ||
           token == Token::backslash || token == Token::word || token == Token::end;
}

/// First offset in [from, text.size()) whose byte is not of the classes in `mask`.
std::size_t pass(std::string_view text, std::size_t from, std::uint8_t mask) {
    while (from < text.size() && is_class(text[from], mask))
        ++from;
    return from;
}

}  // namespace

void Lexer::seek(std::size_t offset) {
    end_ = std::min(offset, sql_.size());
    after_string_ = false;
    after_escapes_ = false;
}

// The next line feed is remembered: text with carriage returns only would otherwise be searched to
// its end for every comment.
std::size_t Lexer::line_end(std::size_t at) {
    if (line_feed_ == std::string_view::npos || line_feed_ < at)
        line_feed_ = std::min(sql_.find('\n', at), sql_.size());
    return std::min(sql_.substr(0, line_feed_).find('\r', at), line_feed_);
}

// Block comments nest, unlike those of C.
std::size_t Lexer::block_comment_end(std::size_t at) {
    const std::size_t opened = at;
    std::size_t depth = 0;
    while (at < sql_.size()) {
        if (sql_[at] == '/' && has(at + 1, '*')) {
            ++depth;
            at += 2;
        } else if (sql_[at] == '*' && has(at + 1, '/')) {
            at += 2;
            if (--depth == 0) return at;
        } else {
            ++at;
        }
    }
    unclosed_ = EndState::in_block_comment;
    unclosed_at_ = opened;
    return at;
}

Lexer::Gap Lexer::skip_gap() {
    Gap gap;
    std::size_t at = end_;
    for (;;) {
        for (; at < sql_.size() && is_class(sql_[at], CharacterClass::space); ++at)
            gap.newline |= sql_[at] == '\n' || sql_[at] == '\r';
        if (has(at, '-') && has(at + 1, '-')) {
            at = line_end(at);
        } else if (has(at, '/') && has(at + 1, '*')) {
            at = block_comment_end(at);
            gap.block_comment = true;
        } else {
            begin_ = at;
            return gap;
        }
    }
}

Token Lexer::next() {
    previous_end_ = end_;
    const Gap gap = skip_gap();
    continues_string_ = after_string_ && gap.newline && !gap.block_comment && has(begin_, '\'');
    const bool escapes = continues_string_ && after_escapes_;
    after_string_ = false;
    after_escapes_ = false;
    if (begin_ >= sql_.size()) {
        end_ = begin_;
        return Token::end;
    }
    if (escapes) return read_string(begin_, true);
    return read(sql_[begin_]);
}

Token Lexer::read(char c) {
    if (is_class(c, CharacterClass::name_start)) return read_word();
    if (is_class(c, CharacterClass::digit)) return read_number();
    switch (c) {
        case '\'':
            return read_string(begin_, false);
        case '"':
            return read_quoted_identifier(begin_);
        case '$':
            return read_dollar();
        case '(':
            return single(Token::open);
        case ')':
            return single(Token::close);
        case ';':
            return single(Token::semicolon);
        case ',':
            return single(Token::comma);
        case '\\':
            end_ = line_end(begin_);
            return Token::backslash;
        case '.':
            if (is_class(peek(begin_ + 1), CharacterClass::digit)) return read_number();
            return single(Token::dot);
        default:
            return single(Token::other);
    }
}

Token Lexer::single(Token token) {
    end_ = begin_ + 1;
    return token;
}

Token Lexer::unterminated(EndState state, Token token) {
    unclosed_ = state;
    unclosed_at_ = begin_;
    end_ = sql_.size();
    return token;
}

Token Lexer::read_word() {
    const char first = lower(sql_[begin_]);
    const char second = peek(begin_ + 1);
    if (second == '\'' && (first == 'e' || first == 'b' || first == 'x' || first == 'n'))
        return read_string(begin_ + 1, first == 'e');
    if (first == 'u' && second == '&' && has(begin_ + 2, '\''))
        return read_string(begin_ + 2, false);
    if (first == 'u' && second == '&' && has(begin_ + 2, '"'))
        return read_quoted_identifier(begin_ + 2);
    end_ = pass(sql_, begin_ + 1, CharacterClass::name);
    return Token::word;
}

// What follows a number without a space begins a new token: that is how servers before 15 read
// `1e'x'`, and newer ones refuse it.
Token Lexer::read_number() {
    const auto digits = [this](std::size_t at) {
        while (is_class(peek(at), CharacterClass::digit) ||
               (has(at, '_') && is_class(peek(at + 1), CharacterClass::digit)))
            ++at;
        return at;
    };
    const char radix = lower(peek(begin_ + 1));
    const char first_digit = peek(begin_ + (has(begin_ + 2, '_') ? 3 : 2));
    if (sql_[begin_] == '0' && (radix == 'x' || radix == 'o' || radix == 'b') &&
        (radix == 'x' ? is_hex_digit(first_digit) : is_class(first_digit, CharacterClass::digit))) {
        end_ = begin_ + 2;
        while (has(end_, '_') || (radix == 'x' ? is_hex_digit(peek(end_))
                                               : is_class(peek(end_), CharacterClass::digit)))
            ++end_;
        return Token::number;
    }
    end_ = digits(begin_);
    if (has(end_, '.') && !has(end_ + 1, '.')) end_ = digits(end_ + 1);
    if (lower(peek(end_)) == 'e') {
        const std::size_t sign = has(end_ + 1, '+') || has(end_ + 1, '-') ? 1 : 0;
        if (is_class(peek(end_ + 1 + sign), CharacterClass::digit)) end_ = digits(end_ + 1 + sign);
    }
    return Token::number;
}

Token Lexer::read_dollar() {
    std::size_t at = begin_ + 1;
    if (is_class(peek(at), CharacterClass::digit)) {
        end_ = pass(sql_, at, CharacterClass::digit);
        return Token::parameter;
    }
    if (is_class(peek(at), CharacterClass::name_start))
        at = pass(sql_, at, CharacterClass::name_start | CharacterClass::digit);
    if (!has(at, '$')) return single(Token::other);
    const auto delimiter = sql_.substr(begin_, at + 1 - begin_);
    const auto close = sql_.find(delimiter, at + 1);
    if (close == std::string_view::npos)
        return unterminated(EndState::in_dollar_quote, Token::dollar_string);
    end_ = close + delimiter.size();
    return Token::dollar_string;
}

Token Lexer::read_string(std::size_t quote, bool escapes) {
    after_string_ = true;
    after_escapes_ = escapes;
    std::size_t at = quote + 1;
    for (;;) {
        if (escapes)
            while (at < sql_.size() && sql_[at] != '\'' && sql_[at] != '\\')
                ++at;
        else
            at = std::min(sql_.find('\'', at), sql_.size());
        if (at >= sql_.size()) return unterminated(EndState::in_single_quote, Token::string);
        const bool doubled = sql_[at] == '\\' || has(at + 1, '\'');
        if (!doubled) break;
        at += 2;
    }
    end_ = at + 1;
    return Token::string;
}

Token Lexer::read_quoted_identifier(std::size_t quote) {
    std::size_t at = sql_.find('"', quote + 1);
    while (at != std::string_view::npos && has(at + 1, '"'))
        at = sql_.find('"', at + 2);
    if (at == std::string_view::npos)
        return unterminated(EndState::in_double_quote, Token::quoted_identifier);
    end_ = at + 1;
    return Token::quoted_identifier;
}

std::size_t Lexer::tokens_end(std::size_t run, std::size_t at) const {
    std::size_t last = at;
    while (last > run && is_class(sql_[last - 1], CharacterClass::space))
        --last;
    return last > run ? last : previous_end_;
}

// Reads tokens one by one around `at`: what stands there depends on the name or number before it.
Token Lexer::read_through(std::size_t run, std::size_t at) {
    std::size_t start = at;
    while (start > run && is_class(sql_[start - 1], CharacterClass::name))
        --start;
    // U&'…' and U&"…" begin two bytes before their quote.
    if (start >= run + 2 && sql_[start - 1] == '&' && lower(sql_[start - 2]) == 'u')
        while (start > run && (start > at - 2 || is_class(sql_[start - 1], CharacterClass::name)))
            --start;
    seek(start);
    Token token = next();
    while (end_ <= at)
        token = next();
    return token;
}

Token Lexer::next_of(const Stops& stops) {
    // An E'…' may go on in the next line, where backslashes still count.
    while (after_escapes_) {
        const Token token = next();
        if (matters(token)) return token;
    }
    previous_end_ = end_;
    std::size_t run = end_;
    std::size_t at = run;
    for (;;) {
        at = find_stop(stops, at);
        const char c = peek(at);
        if (at < sql_.size() && (c == '-' || c == '/')) {
            const bool comment = has(at + 1, c == '-' ? '-' : '*');
            if (comment) previous_end_ = tokens_end(run, at);
            at = !comment ? at + 1 : c == '-' ? line_end(at) : block_comment_end(at);
            if (comment) run = at;
            continue;
        }
        if (at >= sql_.size() || c == '(' || c == ')' || c == ';' || c == '\\') {
            previous_end_ = tokens_end(run, at);
            begin_ = end_ = at;
            return at < sql_.size() ? read(c) : Token::end;
        }
        Token token = read_through(run, at);
        while (after_escapes_ && !matters(token))
            token = next();
        if (matters(token)) return token;
        at = run = previous_end_ = end_;
    }
}

std::size_t Lexer::find_stop(const Stops& stops, std::size_t at) const {
    const auto* const data = sql_.data();
    const auto* const found = std::find_if(data + at, data + sql_.size(), [&stops](char c) {
        return stops[static_cast<unsigned char>(c)];
    });
    return static_cast<std::size_t>(found - data);
}

bool Lexer::follows_dot() const {
    std::size_t at = begin_;
    while (at > 0 && is_class(sql_[at - 1], CharacterClass::space))
        --at;
    return at > 0 && sql_[at - 1] == '.';
}

std::string identifier_name(std::string_view token) {
    std::string name;
    if (!token.starts_with('"')) {
        std::transform(token.begin(), token.end(), std::back_inserter(name), lower);
        return name;
    }
    token = token.substr(1, token.size() - 2);
    for (std::size_t i = 0; i < token.size(); ++i) {
        name += token[i];
        if (token[i] == '"') ++i;
    }
    return name;
}

}  // namespace pgmeta::sqltext
