// SPDX-License-Identifier: MIT
#include "batch.hpp"

#include "explain.hpp"
#include "pgmeta/base/text.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace pgmeta::engine {

namespace {

constexpr std::size_t largest_limit = 256 * 1024;
constexpr std::size_t most_held = std::size_t{8} << 20U;
constexpr std::size_t changes_per_marker = 16;
constexpr std::string_view marker = "pgmeta: progress";

// What a script may have set must not reach the next one, nor the ledger row (spec/protocol.md 5).
constexpr std::string_view reset_session = "RESET SESSION AUTHORIZATION;RESET ROLE;RESET ALL";
constexpr std::size_t reset_statements = 3;

// Parts carry the number of the work and what of it they are; the ending (or, without one, the
// verify script's end) is a work's last.
enum class Piece : std::size_t { script, verify, reset, ending, trailer };
constexpr std::size_t pieces = 5;

/// The message as psql reads it: inline COPY data follows its statement.
std::string as_psql_reads(const pg::Message& message) {
    constexpr std::string_view part_end = "\n;";
    std::string text;
    std::size_t at = 0;
    for (const auto& copy : message.copy_data()) {
        const auto& part = message.parts()[message.part_of_statement(copy.statement)];
        text += message.text().substr(at, part.end - at);
        text += ";\n";
        text += copy.data;
        text += "\\.\n";
        at = part.end + part_end.size();
    }
    return text + message.text().substr(at);
}

Piece piece_of(const pg::Part& part) {
    return static_cast<Piece>(part.owner % pieces);
}

std::size_t owner_of(std::size_t work, Piece piece) {
    return work * pieces + static_cast<std::size_t>(piece);
}

}  // namespace

Batch::Batch(pg::Connection& connection,
             BatchOptions options,
             const Observer& observer,
             std::function<std::vector<std::string>()> trailer,
             std::function<void()> sent)
    : connection_{connection},
      options_{std::move(options)},
      observer_{observer},
      trailer_{std::move(trailer)},
      sent_{std::move(sent)},
      limit_{options_.first_bytes},
      done_{options_.already_done} {}

std::size_t Batch::limit() const {
    return options_.bytes != 0 ? options_.bytes : limit_;
}

void Batch::add(Work work) {
    works_.push_back(std::move(work));
    // A copy of the pointers: sending in mid-script must not invalidate what we read from.
    const auto current = works_.back();
    for (const auto& script : {current.script, current.verify})
        if (script) held_ += script->sendable.text.size();
    held_ += current.trailing;
    if (current.script && !current.ending.empty() && !options_.clock.empty() && !clock_stands())
        message_.add_own(owner_of(works_.size() - 1, Piece::reset), options_.clock);
    if (current.script) {
        release_savepoint();
        add_script(owner_of(works_.size() - 1, Piece::script), *current.script);
        if (!(options_.trusts_definitions && current.script->keeps_session))
            add_reset(owner_of(works_.size() - 1, Piece::reset));
    }
    if (current.verify) {
        // What the last script was rolled back to serves the next one as well.
        if (!std::exchange(has_savepoint_, false))
            message_.add_own(owner_of(works_.size() - 1, Piece::reset), "SAVEPOINT pgmeta_verify");
        add_script(owner_of(works_.size() - 1, Piece::verify), *current.verify);
        // Rolling back also undoes what the script set, all but prepared statements.
        const auto piece = current.ending.empty() ? Piece::ending : Piece::reset;
        message_.add_own(owner_of(works_.size() - 1, piece),
                         "ROLLBACK TO SAVEPOINT pgmeta_verify;DEALLOCATE ALL", 2);
        has_savepoint_ = true;
    }
    if (!current.ending.empty()) {
        release_savepoint();
        message_.add_own(owner_of(works_.size() - 1, Piece::ending), join(current.ending, ";"),
                         current.ending.size());
    }
    if (options_.steady_progress && works_.size() % changes_per_marker == 0)
        message_.add_own(owner_of(works_.size() - 1, Piece::reset),
                         "DO $$BEGIN RAISE INFO 'pgmeta: progress'; END$$");
    works_.back().last_part = message_.parts().size() - 1;
    if (options_.one_change_per_message || message_.bytes() >= limit() || held_ >= most_held)
        send(true);
}

/// What follows is to stay.
void Batch::release_savepoint() {
    if (std::exchange(has_savepoint_, false))
        message_.add_own(owner_of(works_.size() - 1, Piece::reset),
                         "RELEASE SAVEPOINT pgmeta_verify");
}

/// True when the message has just asked for the server's time.
bool Batch::clock_stands() const {
    if (message_.empty()) return false;
    const auto& before = works_[works_.size() - 2];
    return before.verify == nullptr && !before.ending.empty();
}

void Batch::add_reset(std::size_t owner) {
    message_.add_own(owner, reset_session, reset_statements);
    if (!options_.session_settings.empty())
        message_.add_own(owner, options_.session_settings,
                         statements_in_settings(options_.session_settings));
}

/// Adds a script in parts: cut where inline COPY data lies, and where the message is full.
void Batch::add_script(std::size_t owner, const LoadedScript& script) {
    const auto& statements = script.sendable.statements;
    const std::string_view text = script.sendable.text;
    std::size_t first = 0;
    std::size_t begin = 0;  // the first part takes the comments above its statement along
    for (std::size_t i = 0; i < statements.size(); ++i) {
        const auto& statement = statements[i];
        const bool has_data = statement.kind == sqltext::StatementKind::copy_from_stdin;
        const bool is_last = i + 1 == statements.size();
        const bool full = message_.bytes() + statement.end - begin >= limit();
        if (!has_data && !is_last && !full) continue;
        message_.add_script(owner, text.substr(begin, statement.end - begin), begin, first,
                            i + 1 - first);
        if (has_data)
            message_.add_copy_data(
                text.substr(statement.data_begin, statement.data_end - statement.data_begin));
        if (is_last) return;
        first = i + 1;
        begin = statements[first].begin;
        if (!full) continue;
        send(false);
        owner = owner % pieces;  // the work in progress is the next message's first
    }
}

void Batch::finish() {
    if (!message_.empty()) send(true);
}

void Batch::send(bool with_trailer) {
    release_savepoint();
    if (with_trailer && trailer_)
        for (const auto& sql : trailer_())
            message_.add_own(owner_of(works_.size() - 1, Piece::trailer), sql);
    if (observer_.sql) observer_.sql(as_psql_reads(message_));
    if (!options_.dry_run) {
        if (connection_.interrupts() != nullptr) connection_.interrupts()->check();
        pg::RunHandlers handlers;
        handlers.on_part_done = [this](const pg::Part& part) { report_done(part); };
        handlers.on_row = [this](const pg::Part& part, std::size_t, const pg::Result& row) {
            if (part.own) take_time(part, row.text(0, 0));
        };
        handlers.on_notice = [this](const pg::Part& part, const pg::Notice& notice) {
            report_notice(part, notice);
        };
        if (auto failure = connection_.run(message_, handlers)) fail(std::move(*failure));
        // The guard may come only in a later message; what precedes it would stay.
        if (!connection_.in_transaction()) {
            failed_ = works_.back().change;
            throw transaction_left(works_.back());
        }
    }
    limit_ = std::min(limit_ * 4, largest_limit);
    if (with_trailer && sent_) sent_();
    message_ = pg::Message{};
    if (!with_trailer) {
        works_.erase(works_.begin(), works_.end() - 1);
        return;
    }
    works_.clear();
    held_ = 0;
}

const Work* Batch::work_of(const pg::Part& part) const {
    const auto number = part.owner / pieces;
    return number < works_.size() ? &works_[number] : nullptr;
}

void Batch::report_done(const pg::Part& part) {
    const auto* work = work_of(part);
    const auto number = static_cast<std::size_t>(&part - message_.parts().data());
    if (work == nullptr || !work->counts || work->last_part != number) return;
    ++done_;
    if (observer_.progress) observer_.progress(done_, options_.total, work->change);
}

void Batch::take_time(const pg::Part& part, std::string_view seconds) {
    double now = 0;
    std::from_chars(seconds.data(), seconds.data() + seconds.size(), now);
    const auto* work = work_of(part);
    if (piece_of(part) == Piece::ending && work != nullptr && options_.took)
        options_.took(*work, now - clock_);
    clock_ = now;
}

void Batch::report_notice(const pg::Part& part, const pg::Notice& notice) const {
    const auto* work = work_of(part);
    if (work == nullptr || !observer_.notice || notice.message == marker) return;
    observer_.notice(work->change, notice);
}

/// The server holds results back (spec/protocol.md 1.5): when the connection died, what it was
/// doing may be far behind `first`, the last change heard of.
void Batch::fail_somewhere(Error error, const Work& first) {
    const auto scripted =
        std::find_if(works_.rbegin(), works_.rend(), [](const Work& work) { return work.counts; });
    const auto& last = scripted == works_.rend() ? works_.back() : *scripted;
    error.add_frame(
        fmt::format("while running the changes from {} to {}; the server did not say "
                    "how far it came",
                    first.change.text(), last.change.text()));
    throw error;
}

void Batch::fail(pg::MessageFailure failure) {
    nothing_ran_ = failure.nothing_ran;
    const auto& part = message_.parts()[failure.part];
    const auto* work = work_of(part);
    if (work == nullptr) throw std::move(failure.error);
    if (!connection_.is_open() && works_.size() > 1)
        fail_somewhere(std::move(failure.error), *work);
    failed_ = work->change;
    if (part.own && piece_of(part) != Piece::script && piece_of(part) != Piece::verify)
        throw explain_ledger_failure(std::move(failure.error), *work);
    const bool verifying = piece_of(part) == Piece::verify;
    throw explain_script_failure(std::move(failure), verifying ? *work->verify : *work->script,
                                 verifying ? workspace::ScriptKind::verify : work->kind,
                                 work->change);
}

}  // namespace pgmeta::engine
