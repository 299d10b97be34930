// SPDX-License-Identifier: MIT
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace pgmeta {

std::string to_string(const Location& where) {
    if (where.line == 0) return where.file;
    if (where.column == 0) return fmt::format("{}:{}", where.file, where.line);
    return fmt::format("{}:{}:{}", where.file, where.line, where.column);
}

struct Error::Payload {
    Fault fault = Fault::internal;
    std::string id;
    std::string message;
    Location where;
    std::vector<std::string> frames;
    std::vector<std::string> hints;
    std::optional<SqlDetail> sql;
};

Error::Error(Fault fault, std::string id, std::string message)
    : payload_{std::make_shared<Payload>()} {
    payload_->fault = fault;
    payload_->id = std::move(id);
    payload_->message = std::move(message);
}

Error Error::at(Location where) && {
    payload_->where = std::move(where);
    return std::move(*this);
}

Error Error::hint(std::string text) && {
    payload_->hints.push_back(std::move(text));
    return std::move(*this);
}

Error Error::sql(SqlDetail detail) && {
    payload_->sql = std::move(detail);
    return std::move(*this);
}

void Error::add_frame(std::string frame) {
    payload_->frames.push_back(std::move(frame));
}

void Error::add_hint(std::string text) {
    payload_->hints.push_back(std::move(text));
}

const char* Error::what() const noexcept {
    return payload_->message.c_str();
}

Fault Error::fault() const noexcept {
    return payload_->fault;
}

const std::string& Error::id() const noexcept {
    return payload_->id;
}

const std::string& Error::message() const noexcept {
    return payload_->message;
}

const Location& Error::where() const noexcept {
    return payload_->where;
}

const std::vector<std::string>& Error::frames() const noexcept {
    return payload_->frames;
}

const std::vector<std::string>& Error::hints() const noexcept {
    return payload_->hints;
}

const SqlDetail* Error::sql_detail() const noexcept {
    return payload_->sql ? &*payload_->sql : nullptr;
}

std::string_view Error::sqlstate() const noexcept {
    return payload_->sql ? std::string_view{payload_->sql->sqlstate} : std::string_view{};
}

}  // namespace pgmeta
