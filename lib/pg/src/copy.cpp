// SPDX-License-Identifier: MIT
#include "pgmeta/pg/copy.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/pg/connection.hpp"
#include "session.hpp"

namespace pgmeta::pg {

namespace {

constexpr std::string_view signature{"PGCOPY\n\377\r\n\0", 11};
constexpr std::size_t header = 19;  ///< signature, flags, length of an extension that none has

/// Big-endian, signed by its width.
std::int64_t number(std::string_view bytes) {
    if (bytes.empty()) return 0;
    auto value = static_cast<std::uint64_t>(
        static_cast<std::int64_t>(static_cast<signed char>(bytes.front())));
    for (const char byte : bytes.substr(1))
        value = value << 8U | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(value);
}

struct FreeCopyData {
    void operator()(char* data) const { PQfreemem(data); }
};

}  // namespace

std::string_view CopyRow::take(std::size_t size) {
    if (size > rest_.size())
        throw Error{Fault::environment, "copy-malformed",
                    "expected a whole row of binary COPY, found a part of one"};
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::optional<std::string_view> CopyRow::field() {
    const auto size = number(take(4));
    if (size < 0) return std::nullopt;
    return take(static_cast<std::size_t>(size));
}

std::int64_t CopyRow::integer() {
    return number(field().value_or(std::string_view{}));
}

void Connection::State::copy_rows(const std::function<void(CopyRow)>& row) {
    while (true) {
        char* data = nullptr;
        const int size = PQgetCopyData(raw.get(), &data, 1);
        const std::unique_ptr<char, FreeCopyData> owner{data};
        if (size < 0) return;  // at the end, or failed: the result that follows says which
        if (size == 0) {
            if (!wait_for_input()) return;
            continue;
        }
        std::string_view bytes{data, static_cast<std::size_t>(size)};
        if (bytes.starts_with(signature)) bytes.remove_prefix(header);
        constexpr std::size_t count = 2;  // of fields; -1 at the end of the data
        if (bytes.size() < count || number(bytes.substr(0, count)) < 0) continue;
        row(CopyRow{bytes.substr(count)});
    }
}

void Connection::copy_out(std::string_view query, const std::function<void(CopyRow)>& row) {
    state_->send("COPY (" + std::string{query} + ") TO STDOUT (FORMAT binary)");
    std::optional<Error> failure;
    while (auto raw = state_->next_result()) {
        const auto status = PQresultStatus(raw.get());
        if (status == PGRES_COPY_OUT) state_->copy_rows(row);
        if (status == PGRES_FATAL_ERROR && !failure) failure = state_->failure(raw.get());
        if (PQstatus(state_->raw.get()) == CONNECTION_BAD) break;
    }
    if (failure) throw std::move(*failure);
    if (!is_open()) throw state_->lost();
}

}  // namespace pgmeta::pg
