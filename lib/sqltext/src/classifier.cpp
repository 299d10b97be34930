// SPDX-License-Identifier: MIT
#include "classifier.hpp"

#include <algorithm>
#include <limits>

namespace pgmeta::sqltext {

namespace {

// Entries a relation takes in the server's lock table: itself, and for a table its toast table and
// that one's index.
constexpr int locks_of_table = 3;
constexpr int locks_of_toast = 2;

bool makes_index(Keyword keyword) {
    return keyword == Keyword::primary || keyword == Keyword::unique || keyword == Keyword::exclude;
}

bool makes_sequence(Keyword keyword) {
    switch (keyword) {
        case Keyword::serial:
        case Keyword::serial2:
        case Keyword::serial4:
        case Keyword::serial8:
        case Keyword::bigserial:
        case Keyword::smallserial:
        case Keyword::identity:
            return true;
        default:
            return false;
    }
}

bool says_no(const Lexeme& lexeme) {
    return lexeme.keyword == Keyword::false_ || lexeme.keyword == Keyword::off ||
           lexeme.text == "0" || lexeme.text == "'false'" || lexeme.text == "'off'" ||
           lexeme.text == "'0'";
}

}  // namespace

void Classifier::settle(StatementKind kind, Watch watch) {
    kind_ = kind;
    watch_ = watch;
}

void Classifier::settle_locks(int locks, Watch watch) {
    locks_ = static_cast<std::int16_t>(locks);
    watch_ = watch;
}

void Classifier::count_lock() {
    if (locks_ < std::numeric_limits<std::int16_t>::max()) ++locks_;
}

void Classifier::take(const Lexeme& lexeme) {
    dispatch(lexeme);
    previous_ = lexeme.keyword;
}

// Each word that is waited for has one of the letters in it, and few other words do.
const Stops* Classifier::stops() const {
    static constexpr Stops of_routine = make_stops("b");     // begin
    static constexpr Stops of_table = make_stops("lpqsxy");  // serial, partition by, unique, as, …
    static constexpr Stops of_owner = make_stops("w");       // owner
    static constexpr Stops of_structure = make_stops({});
    switch (watch_) {
        case Watch::routine:
            return &of_routine;
        case Watch::create_table:
        case Watch::alter_table:
            return &of_table;
        case Watch::alter_other:
            return &of_owner;
        case Watch::nothing:
            return &of_structure;
        default:
            return nullptr;
    }
}

void Classifier::dispatch(const Lexeme& lexeme) {
    const Keyword keyword = lexeme.keyword;
    switch (watch_) {
        case Watch::first:
            return first(keyword);
        case Watch::start:
            return settle(keyword == Keyword::transaction ? StatementKind::begin
                                                          : StatementKind::other);
        case Watch::end_of_transaction:
            return end_of_transaction(keyword);
        case Watch::prepare:
            return keyword == Keyword::transaction
                       ? settle(StatementKind::prepare_transaction, Watch::prepare_name)
                       : settle(StatementKind::other);
        case Watch::prepare_name:
            return prepare_name(lexeme);
        case Watch::copy:
        case Watch::copy_from:
        case Watch::copy_to:
            return copy(lexeme);
        case Watch::create:
            return create(keyword);
        case Watch::create_table:
            return create_table(lexeme);
        case Watch::create_index:
            return keyword == Keyword::concurrently ? settle(StatementKind::not_in_transaction)
                                                    : settle(StatementKind::create_relation);
        case Watch::subscription:
            return subscription(lexeme);
        case Watch::drop:
            return drop(keyword);
        case Watch::drop_index:
            return keyword == Keyword::concurrently
                       ? settle(StatementKind::not_in_transaction)
                       : settle(StatementKind::other, Watch::drop_names);
        case Watch::drop_names:
            return drop_names(lexeme);
        case Watch::reindex:
            return reindex(lexeme);
        case Watch::reindex_option:
            return reindex_option(lexeme);
        case Watch::reindex_target:
            return settle(keyword == Keyword::concurrently ? StatementKind::not_in_transaction
                                                           : kind_);
        case Watch::cluster:
            return cluster(lexeme);
        case Watch::alter:
            return alter(keyword);
        case Watch::alter_table:
            return alter_table(lexeme);
        case Watch::alter_database:
            return alter_database(keyword);
        case Watch::alter_other:
            return keyword == Keyword::owner && lexeme.depth == 0 ? settle_locks(1) : void();
        case Watch::comment:
            watch_ = keyword == Keyword::on ? Watch::comment_on : Watch::nothing;
            return;
        case Watch::comment_on:
            return comment_on(keyword);
        case Watch::discard:
            return settle(keyword == Keyword::all ? StatementKind::not_in_transaction
                                                  : StatementKind::other);
        case Watch::routine:
        case Watch::nothing:
            return;
    }
}

void Classifier::first(Keyword keyword) {
    switch (keyword) {
        case Keyword::begin:
            return settle(StatementKind::begin);
        case Keyword::start:
            return settle(StatementKind::other, Watch::start);
        case Keyword::commit:
        case Keyword::end:
            return settle(StatementKind::commit, Watch::end_of_transaction);
        case Keyword::rollback:
        case Keyword::abort:
            return settle(StatementKind::rollback, Watch::end_of_transaction);
        case Keyword::savepoint:
            return settle(StatementKind::savepoint);
        case Keyword::release:
            return settle(StatementKind::release);
        case Keyword::prepare:
            return settle(StatementKind::other, Watch::prepare);
        case Keyword::copy:
            return settle(StatementKind::other, Watch::copy);
        case Keyword::vacuum:
            return settle(StatementKind::not_in_transaction);
        case Keyword::create:
            return settle(StatementKind::other, Watch::create);
        case Keyword::drop:
            return settle(StatementKind::other, Watch::drop);
        case Keyword::reindex:
            return settle(StatementKind::other, Watch::reindex);
        case Keyword::cluster:
            return settle(StatementKind::not_in_transaction, Watch::cluster);
        case Keyword::alter:
            return settle(StatementKind::other, Watch::alter);
        case Keyword::comment:
            keeps_session_ = true;
            return settle(StatementKind::other, Watch::comment);
        case Keyword::grant:
        case Keyword::revoke:
            keeps_session_ = true;
            return settle(StatementKind::other);
        case Keyword::discard:
            return settle(StatementKind::other, Watch::discard);
        default:
            return settle(StatementKind::other);
    }
}

void Classifier::end_of_transaction(Keyword keyword) {
    const bool commits = kind_ == StatementKind::commit;
    if (keyword == Keyword::prepared)
        return settle(commits ? StatementKind::commit_prepared : StatementKind::rollback_prepared);
    if (keyword == Keyword::to && !commits) return settle(StatementKind::rollback_to);
    if (keyword == Keyword::chain && previous_ == Keyword::and_)
        return settle(commits ? StatementKind::commit_chain : StatementKind::rollback_chain);
}

// `PREPARE transaction AS …` names a prepared statement.
void Classifier::prepare_name(const Lexeme& lexeme) {
    const bool statement = lexeme.keyword == Keyword::as || lexeme.token == Token::open;
    settle(statement ? StatementKind::other : StatementKind::prepare_transaction);
}

// The grammar takes STDIN and STDOUT for each other: the direction word decides.
void Classifier::copy(const Lexeme& lexeme) {
    if (watch_ == Watch::copy) {
        if (lexeme.depth > 0) return;
        if (lexeme.keyword == Keyword::from) watch_ = Watch::copy_from;
        if (lexeme.keyword == Keyword::to) watch_ = Watch::copy_to;
        return;
    }
    const bool client = lexeme.keyword == Keyword::stdin || lexeme.keyword == Keyword::stdout;
    if (!client) return settle(StatementKind::other);
    settle(watch_ == Watch::copy_from ? StatementKind::copy_from_stdin
                                      : StatementKind::copy_to_stdout);
}

void Classifier::create(Keyword keyword) {
    switch (keyword) {
        case Keyword::or_:
        case Keyword::replace:
        case Keyword::temp:
        case Keyword::temporary:
        case Keyword::local:
        case Keyword::global:
        case Keyword::unlogged:
        case Keyword::recursive:
        case Keyword::unique:
            return;
        case Keyword::materialized:
            stores_rows_ = true;
            return;
        case Keyword::foreign:
            foreign_ = true;
            return;
        case Keyword::table:
            kind_ = StatementKind::create_relation;
            keeps_session_ = !foreign_;
            return settle_locks(foreign_ ? 1 : locks_of_table, Watch::create_table);
        case Keyword::index:
            keeps_session_ = true;
            reads_rows_ = true;
            return settle_locks(1, Watch::create_index);
        case Keyword::view:
        case Keyword::sequence:
            kind_ = StatementKind::create_relation;
            keeps_session_ = !stores_rows_;
            return settle_locks(1);
        case Keyword::function:
        case Keyword::procedure:
            keeps_session_ = true;
            watch_ = Watch::routine;
            return;
        case Keyword::database:
        case Keyword::tablespace:
            return settle(StatementKind::not_in_transaction);
        case Keyword::subscription:
            return settle(StatementKind::not_in_transaction, Watch::subscription);
        default:
            create_other(keyword);
    }
}

void Classifier::create_other(Keyword keyword) {
    watch_ = Watch::nothing;
    keeps_session_ = keyword == Keyword::schema || keyword == Keyword::type ||
                     keyword == Keyword::domain || keyword == Keyword::trigger ||
                     keyword == Keyword::policy;
}

void Classifier::create_table(const Lexeme& lexeme) {
    // A query or a partition: rows, and with them functions.
    const bool has_rows = lexeme.keyword == Keyword::as || lexeme.keyword == Keyword::partition;
    if (has_rows && lexeme.depth == 0) keeps_session_ = false;
    if (makes_index(lexeme.keyword) || makes_sequence(lexeme.keyword)) count_lock();
    // A partitioned table has no storage and so no toast table.
    const bool partitioned = lexeme.keyword == Keyword::by && previous_ == Keyword::partition;
    if (partitioned && lexeme.depth == 0 && !foreign_)
        locks_ = static_cast<std::int16_t>(std::max(1, locks_ - locks_of_toast));
}

// Only a subscription that makes its slot on the other server refuses a transaction.
void Classifier::subscription(const Lexeme& lexeme) {
    const bool slot = lexeme.keyword == Keyword::create_slot;
    if (slot || lexeme.keyword == Keyword::connect) {
        option_ = true;
        return;
    }
    if (option_ && says_no(lexeme)) return settle(StatementKind::other);
    option_ = option_ && lexeme.text == "=";
}

void Classifier::drop(Keyword keyword) {
    switch (keyword) {
        case Keyword::index:
            return settle_locks(1, Watch::drop_index);
        case Keyword::database:
        case Keyword::tablespace:
            return settle(StatementKind::not_in_transaction);
        default:
            return settle_locks(1, Watch::drop_names);
    }
}

void Classifier::drop_names(const Lexeme& lexeme) {
    if (lexeme.token == Token::comma && lexeme.depth == 0) count_lock();
}

void Classifier::reindex(const Lexeme& lexeme) {
    const Keyword keyword = lexeme.keyword;
    if (lexeme.depth > 0) {
        if (keyword == Keyword::concurrently)
            settle(StatementKind::not_in_transaction, Watch::reindex_option);
        return;
    }
    if (lexeme.token != Token::word) return;
    if (keyword == Keyword::schema || keyword == Keyword::database || keyword == Keyword::system)
        return settle(StatementKind::not_in_transaction);
    watch_ = keyword == Keyword::index || keyword == Keyword::table ? Watch::reindex_target
                                                                    : Watch::nothing;
}

void Classifier::reindex_option(const Lexeme& lexeme) {
    settle(says_no(lexeme) ? StatementKind::other : kind_, Watch::reindex);
}

// Without a table, CLUSTER goes over all of them in transactions of its own.
void Classifier::cluster(const Lexeme& lexeme) {
    if (lexeme.depth > 0 || lexeme.keyword == Keyword::verbose) return;
    if (lexeme.token == Token::word || lexeme.token == Token::quoted_identifier)
        settle(StatementKind::other);
}

void Classifier::alter(Keyword keyword) {
    switch (keyword) {
        case Keyword::system:
            return settle(StatementKind::not_in_transaction);
        case Keyword::database:
            watch_ = Watch::alter_database;
            return;
        case Keyword::table:
            return settle_locks(1, Watch::alter_table);
        case Keyword::index:
        case Keyword::view:
        case Keyword::sequence:
        case Keyword::materialized:
            return settle_locks(1);
        case Keyword::foreign:
            return;
        default:
            watch_ = Watch::alter_other;
    }
}

void Classifier::alter_table(const Lexeme& lexeme) {
    const Keyword keyword = lexeme.keyword;
    if (makes_index(keyword)) count_lock();
    if (makes_sequence(keyword) && keyword != Keyword::identity) count_lock();
    // Only DETACH PARTITION takes the word, which cannot be a name.
    if (keyword == Keyword::concurrently && lexeme.depth == 0)
        settle(StatementKind::not_in_transaction);
}

void Classifier::alter_database(Keyword keyword) {
    if (keyword == Keyword::tablespace && previous_ == Keyword::set)
        settle(StatementKind::not_in_transaction);
}

// Comments on parts of a relation lock the relation, which is counted where it is made.
void Classifier::comment_on(Keyword keyword) {
    switch (keyword) {
        case Keyword::column:
        case Keyword::constraint:
        case Keyword::trigger:
        case Keyword::policy:
        case Keyword::rule:
            watch_ = Watch::nothing;
            return;
        default:
            settle_locks(1);
    }
}

}  // namespace pgmeta::sqltext
