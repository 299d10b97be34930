// SPDX-License-Identifier: MIT
#include "classifier.hpp"
#include "lexer.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <algorithm>

namespace pgmeta::sqltext {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Knows when the `;` of a statement belongs to a BEGIN ATOMIC body: psql's rule, with labels such
/// as `t.end` and `AS end` left out.
class AtomicBody {
public:
    void take(const Lexeme& lexeme, std::size_t begin) {
        const Keyword keyword = lexeme.keyword;
        if (depth_ > 0)
            count(keyword);
        else if (lexeme.depth == 0 && keyword == Keyword::atomic && previous_ == Keyword::begin)
            open();
        previous_ = keyword;
        previous_begin_ = begin;
    }

    void restart() { *this = AtomicBody{}; }

    [[nodiscard]] bool is_open() const { return depth_ > 0; }

    /// True when the very next token matters.
    [[nodiscard]] bool needs_next() const { return is_open() || previous_ == Keyword::begin; }

    [[nodiscard]] std::size_t opened_at() const { return opened_at_; }

private:
    void open() {
        depth_ = 1;
        opened_at_ = previous_begin_;
    }

    void count(Keyword keyword) {
        if (previous_ == Keyword::as) return;
        if (keyword == Keyword::case_) ++depth_;
        if (keyword == Keyword::end) --depth_;
    }

    std::size_t depth_ = 0;
    std::size_t opened_at_ = 0;
    std::size_t previous_begin_ = 0;
    Keyword previous_ = Keyword::none;
};

class Scanner {
public:
    explicit Scanner(std::string_view sql) : sql_{sql}, lexer_{sql} {}

    Script run();

private:
    Token next();
    void take(Token token);
    void take_in_statement(Token token);
    void classify(Token token);
    void add_psql_command();
    void finish_statement();
    void finish_script();
    void close_with(EndState state, std::size_t at);
    void read_copy_data();
    void make_room();

    /// Past the statement's last token: a psql command within it is none.
    void note_end() {
        if (lexer_.previous_end() > passed_) statement_.end = lexer_.previous_end();
    }

    std::string_view sql_;
    Lexer lexer_;
    Script script_;
    Classifier classifier_;
    const Stops* stops_ = nullptr;  ///< the tokens that matter; null: all
    AtomicBody atomic_;
    Statement statement_;
    bool open_ = false;          ///< inside a statement
    std::size_t passed_ = 0;     ///< end of the last thing that belongs to no statement
    std::size_t depth_ = 0;      ///< open parentheses
    std::size_t opened_at_ = 0;  ///< the outermost of them
};

Script Scanner::run() {
    if (sql_.starts_with(byte_order_mark)) {
        script_.byte_order_mark = true;
        lexer_.seek(byte_order_mark.size());
    }
    if (const auto nul = sql_.find('\0'); nul != std::string_view::npos) script_.nul_byte = nul;
    for (;;) {
        const Token token = next();
        if (open_) note_end();
        if (token == Token::end) break;
        take(token);
    }
    finish_script();
    return std::move(script_);
}

Token Scanner::next() {
    if (!open_ || stops_ == nullptr || atomic_.needs_next()) return lexer_.next();
    return lexer_.next_of(*stops_);
}

void Scanner::take(Token token) {
    if (token == Token::backslash) return add_psql_command();
    const bool inside = depth_ > 0 || atomic_.is_open();
    if (token == Token::semicolon && !inside) return finish_statement();
    if (!open_) {
        open_ = true;
        statement_ = Statement{};
        statement_.begin = lexer_.begin();
        classifier_.restart();
        stops_ = nullptr;
        atomic_.restart();
    }
    take_in_statement(token);
}

void Scanner::take_in_statement(Token token) {
    if (!classifier_.is_settled()) classify(token);
    if (token == Token::open && depth_++ == 0) opened_at_ = lexer_.begin();
    if (token == Token::close && depth_ > 0) --depth_;
}

void Scanner::classify(Token token) {
    const auto text = lexer_.text();
    auto keyword = token == Token::word ? keyword_of(text) : Keyword::none;
    const bool first = lexer_.begin() == statement_.begin;
    if (keyword != Keyword::none && !first && lexer_.follows_dot()) keyword = Keyword::none;
    const Lexeme lexeme{token, keyword, depth_, text};
    if (classifier_.is_routine()) atomic_.take(lexeme, lexer_.begin());
    classifier_.take(lexeme);
    stops_ = classifier_.stops();
}

void Scanner::add_psql_command() {
    const auto command = lexer_.text().substr(1);
    const auto* const name_end = std::find_if(command.begin(), command.end(), [](char c) {
        return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z');
    });
    auto length = static_cast<std::size_t>(name_end - command.begin());
    if (length == 0) length = std::min<std::size_t>(1, command.size());
    script_.psql_commands.push_back(
        {lexer_.begin(), lexer_.end(), std::string{command.substr(0, length)}});
    passed_ = lexer_.end();
}

void Scanner::finish_statement() {
    passed_ = lexer_.end();
    if (!open_) return;
    open_ = false;
    statement_.kind = classifier_.kind();
    statement_.locks = classifier_.locks();
    statement_.keeps_session = classifier_.keeps_session();
    statement_.reads_rows = classifier_.reads_rows();
    if (statement_.kind == StatementKind::copy_from_stdin) read_copy_data();
    make_room();
    script_.statements.push_back(statement_);
}

// The data begins in the next line, whatever else this one holds, and ends with a line `\.`.
void Scanner::read_copy_data() {
    const auto line_end = sql_.find('\n', lexer_.end());
    const auto begin = line_end == std::string_view::npos ? sql_.size() : line_end + 1;
    statement_.data_begin = begin;
    for (auto at = sql_.find("\\.", begin); at != std::string_view::npos;
         at = sql_.find("\\.", at + 2)) {
        const auto rest = sql_.substr(at + 2, 2);
        const bool alone = rest.empty() || rest.starts_with('\n') || rest == "\r\n" || rest == "\r";
        if (!alone || sql_[at - 1] != '\n') continue;
        statement_.data_end = at;
        passed_ = at + 2;
        lexer_.seek(passed_);
        return;
    }
    statement_.data_end = sql_.size();
    if (script_.end_state == EndState::clean) close_with(EndState::in_copy_data, statement_.begin);
    passed_ = sql_.size();
    lexer_.seek(passed_);
}

void Scanner::finish_script() {
    if (lexer_.unclosed() != EndState::clean)
        close_with(lexer_.unclosed(), lexer_.unclosed_at());
    else if (depth_ > 0)
        close_with(EndState::in_parentheses, opened_at_);
    else if (open_ && atomic_.is_open())
        close_with(EndState::in_atomic_body, atomic_.opened_at());
    if (open_) finish_statement();
}

void Scanner::close_with(EndState state, std::size_t at) {
    script_.end_state = state;
    script_.unclosed_at = at;
}

// A large script has very many statements: doubling would hold three times their memory for a
// moment, so room is made for as many as the part read so far lets expect.
void Scanner::make_room() {
    auto& statements = script_.statements;
    constexpr std::size_t few = 1024;
    if (statements.size() < statements.capacity() || statements.size() < few) return;
    const double read = static_cast<double>(std::max<std::size_t>(statement_.end, 1));
    const double share = static_cast<double>(sql_.size()) / read;
    const auto expected = static_cast<std::size_t>(static_cast<double>(statements.size()) * share);
    statements.reserve(std::max(expected + few, statements.size() + statements.size() / 4));
}

}  // namespace

Script scan(std::string_view sql) {
    return Scanner{sql}.run();
}

}  // namespace pgmeta::sqltext
