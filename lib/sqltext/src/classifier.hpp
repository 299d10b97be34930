// SPDX-License-Identifier: MIT
#pragma once

#include "keyword.hpp"
#include "lexer.hpp"

#include <cstdint>

namespace pgmeta::sqltext {

/// A token as the classifier needs it.
struct Lexeme {
    Token token = Token::end;
    Keyword keyword = Keyword::none;  ///< none after a dot, where every word is a plain name
    std::size_t depth = 0;            ///< open parentheses before it
    std::string_view text = {};       ///< as written
};

/// Tells from a statement's tokens, as they go by, what kind of statement it is.
class Classifier {
public:
    void restart() { *this = Classifier{}; }

    void take(const Lexeme& lexeme);

    /// The tokens that can still change the answer; null when any can.
    [[nodiscard]] const Stops* stops() const;

    /// True once no further token can change the answer.
    [[nodiscard]] bool is_settled() const { return watch_ == Watch::nothing; }

    /// CREATE FUNCTION or CREATE PROCEDURE: the statements that may have a BEGIN ATOMIC body.
    [[nodiscard]] bool is_routine() const { return watch_ == Watch::routine; }

    [[nodiscard]] StatementKind kind() const { return kind_; }

    [[nodiscard]] std::int16_t locks() const { return locks_; }

    [[nodiscard]] bool keeps_session() const { return keeps_session_; }

    [[nodiscard]] bool reads_rows() const { return reads_rows_; }

private:
    /// What is waited for: which part of which statement the next token belongs to.
    enum class Watch : std::uint8_t {
        first,
        start,
        end_of_transaction,
        prepare,
        prepare_name,
        copy,
        copy_from,
        copy_to,
        create,
        create_table,
        create_index,
        subscription,
        routine,
        drop,
        drop_index,
        drop_names,
        reindex,
        reindex_option,
        reindex_target,
        cluster,
        alter,
        alter_table,
        alter_database,
        alter_other,
        comment,
        comment_on,
        discard,
        nothing,
    };

    void settle(StatementKind kind, Watch watch = Watch::nothing);
    void settle_locks(int locks, Watch watch = Watch::nothing);
    void count_lock();
    void first(Keyword keyword);
    void end_of_transaction(Keyword keyword);
    void prepare_name(const Lexeme& lexeme);
    void copy(const Lexeme& lexeme);
    void create(Keyword keyword);
    void create_other(Keyword keyword);
    void create_table(const Lexeme& lexeme);
    void subscription(const Lexeme& lexeme);
    void drop(Keyword keyword);
    void drop_names(const Lexeme& lexeme);
    void reindex(const Lexeme& lexeme);
    void reindex_option(const Lexeme& lexeme);
    void cluster(const Lexeme& lexeme);
    void alter(Keyword keyword);
    void alter_table(const Lexeme& lexeme);
    void alter_database(Keyword keyword);
    void comment_on(Keyword keyword);
    void dispatch(const Lexeme& lexeme);

    Watch watch_ = Watch::first;
    StatementKind kind_ = StatementKind::other;
    std::int16_t locks_ = 0;
    Keyword previous_ = Keyword::none;
    bool keeps_session_ = false;
    bool reads_rows_ = false;
    bool foreign_ = false;
    bool stores_rows_ = false;  ///< CREATE MATERIALIZED, which runs its query
    bool option_ = false;       ///< the last word was an option that `false` switches off
};

}  // namespace pgmeta::sqltext
