// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "pgmeta/pg/message.hpp"
#include "session.hpp"

#include <algorithm>

// Sending a composed message: results are counted by command tags (spec/protocol.md 1.2), errors
// and notices attributed by that count (1.7, 2).

namespace pgmeta::pg {

namespace {

/// Byte offset in `text` of a 1-based server position.
std::size_t byte_of_position(std::string_view text, int position, bool in_bytes) {
    const auto characters = static_cast<std::size_t>(position - 1);
    return in_bytes ? characters : utf8_offset(text, characters);
}

/// The script part that holds byte `at`, if any.
std::optional<std::size_t> part_at(const Message& message, std::size_t at) {
    const auto& parts = message.parts();
    const auto after =
        std::upper_bound(parts.begin(), parts.end(), at,
                         [](std::size_t byte, const Part& part) { return byte < part.begin; });
    if (after == parts.begin()) return std::nullopt;
    return static_cast<std::size_t>(after - parts.begin()) - 1;
}

/// Our own statements are silent: a notice seen before them belongs to the next script.
const Part& noticing_part(const Message& message, std::size_t done) {
    const auto& parts = message.parts();
    const auto here = message.part_of_statement(done);
    auto part = here;
    while (part + 1 < parts.size() && parts[part].own)
        ++part;
    return parts[part].own ? parts[here] : parts[part];
}

class Attribution {
public:
    Attribution(const Message& message, bool in_bytes) : message_{message}, in_bytes_{in_bytes} {}

    [[nodiscard]] MessageFailure operator()(Error error, std::size_t done) const {
        MessageFailure failure{std::move(error), message_.part_of_statement(done), 0, {}, {},
                               done == 0};
        const auto* detail = failure.error.sql_detail();
        const int position = detail == nullptr ? 0 : detail->position;
        const auto at = position == 0 ? 0 : byte_of_position(message_.text(), position, in_bytes_);
        // Nothing is done, not even our first statement: the parser refused the whole message.
        if (done == 0 && position != 0)
            if (const auto part = part_at(message_, at)) failure.part = *part;
        const auto& part = message_.parts()[failure.part];
        if (done >= part.number) failure.statement = part.first_statement + done - part.number;
        if (detail != nullptr && detail->internal_position != 0)
            failure.internal_offset =
                byte_of_position(detail->internal_query, detail->internal_position, in_bytes_);
        if (position != 0 && !part.own && at >= part.begin && at <= part.end)
            failure.offset = part.source_offset + at - part.begin;
        return failure;
    }

private:
    const Message& message_;
    bool in_bytes_;
};

void feed_copy(PGconn* raw, const Message& message, std::size_t statement) {
    const auto& all = message.copy_data();
    const auto found = std::lower_bound(
        all.begin(), all.end(), statement,
        [](const Message::CopyData& copy, std::size_t number) { return copy.statement < number; });
    if (found == all.end() || found->statement != statement) {
        PQputCopyEnd(raw, "the script has no data for this COPY");
        return;
    }
    constexpr std::size_t chunk = 65536;
    for (std::size_t at = 0; at < found->data.size(); at += chunk) {
        const auto piece = found->data.substr(at, chunk);
        if (PQputCopyData(raw, piece.data(), static_cast<int>(piece.size())) != 1) return;
    }
    PQputCopyEnd(raw, nullptr);
}

}  // namespace

std::optional<MessageFailure> Connection::run(const Message& message, const RunHandlers& handlers) {
    std::size_t done = 0;
    std::size_t reported = 0;  // parts whose completion was reported
    const auto& parts = message.parts();
    auto previous = std::exchange(state_->on_notice, [&](const Notice& notice) {
        if (handlers.on_notice) handlers.on_notice(noticing_part(message, done), notice);
    });

    struct Restore {
        std::function<void(const Notice&)>& slot;
        std::function<void(const Notice&)>& value;

        ~Restore() { slot = std::move(value); }
    } restore{state_->on_notice, previous};

    const Attribution attribute{message, parameter("server_encoding") == "SQL_ASCII"};
    std::optional<MessageFailure> failure;
    state_->send(message.text());
    PQsetSingleRowMode(state_->raw.get());
    while (auto result = state_->next_result()) {
        const auto status = PQresultStatus(result.get());
        if (status == PGRES_SINGLE_TUPLE) {
            const auto& part = parts[message.part_of_statement(done)];
            if (handlers.on_row)
                handlers.on_row(part, done - part.number, Result{result.release()});
        } else if (status == PGRES_COPY_OUT) {
            discard_copy_out(state_->raw.get());
        } else if (status == PGRES_COPY_IN) {
            feed_copy(state_->raw.get(), message, done);
        } else if (status == PGRES_FATAL_ERROR) {
            if (!failure) failure = attribute(state_->failure(result.get()), done);
        } else if (*PQcmdStatus(result.get()) != '\0') {
            ++done;
            while (reported < parts.size() &&
                   parts[reported].number + parts[reported].statements <= done) {
                if (handlers.on_part_done) handlers.on_part_done(parts[reported]);
                ++reported;
            }
        }
        if (PQstatus(state_->raw.get()) == CONNECTION_BAD) break;
    }
    if (!failure && !is_open()) failure = attribute(state_->lost(), done);
    return failure;
}

}  // namespace pgmeta::pg
