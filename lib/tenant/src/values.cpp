// SPDX-License-Identifier: MIT
#include "values.hpp"

#include "pgmeta/base/text.hpp"
#include "text_form.hpp"
#include "translate.hpp"

#include <fmt/format.h>

#include <charconv>

namespace pgmeta::tenant {

namespace {

constexpr std::size_t room_for_columns = 512;

template <typename Number>
void decode_number(std::string_view text, Number& value) {
    const auto* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end)
        throw Error{Fault::database, "bad-value",
                    fmt::format("expected a number from the server, found `{}`", text)};
}

}  // namespace

std::string checked_uuid(std::string_view what, std::string_view text) {
    auto id = canonical_uuid(text);
    if (!id) throw invalid(fmt::format("expected `{}` as uuid, found `{}`", what, text));
    return std::move(*id);
}

std::string checked_text(std::string_view column, std::string_view text, Kind kind) {
    if (kind.filled && text.empty())
        throw invalid(fmt::format("expected `{}`, found empty text", column));
    if (text.find('\0') != std::string_view::npos)
        throw invalid(fmt::format("expected `{}` as text, found a NUL byte in it", column));
    if (!is_utf8(text))
        throw invalid(fmt::format("expected `{}` in UTF-8, found other bytes", column));
    if (kind.longest != 0 && text.size() > kind.longest && utf8_length(text) > kind.longest)
        throw invalid(fmt::format("expected `{}` of at most {} characters, found {}", column,
                                  kind.longest, utf8_length(text)));
    return std::string{text};
}

std::string checked_object(std::string_view column, std::string_view text) {
    if (!is_json_object(text))
        throw invalid(fmt::format("expected `{}` as a JSON object, found other text", column));
    return checked_text(column, text);
}

std::string encode(std::string_view column, const std::string& value, Kind kind) {
    return kind.uuid ? checked_uuid(column, value) : checked_text(column, value, kind);
}

std::string encode(std::string_view /*column*/, bool value, Kind /*kind*/) {
    return value ? "t" : "f";
}

std::string encode(std::string_view /*column*/, int value, Kind /*kind*/) {
    return std::to_string(value);
}

std::string encode(std::string_view /*column*/, std::int64_t value, Kind /*kind*/) {
    return std::to_string(value);
}

std::string encode(std::string_view /*column*/, Timestamp value, Kind /*kind*/) {
    return text_of(value);
}

void decode(std::string_view text, std::string& value) {
    value = text;
}

void decode(std::string_view text, bool& value) {
    value = text == "t";
}

void decode(std::string_view text, int& value) {
    decode_number(text, value);
}

void decode(std::string_view text, std::int64_t& value) {
    decode_number(text, value);
}

void decode(std::string_view text, Timestamp& value) {
    const auto time = timestamp_of(text);
    if (!time)
        throw Error{Fault::database, "bad-value",
                    fmt::format("expected a moment from the server, found `{}`", text)};
    value = *time;
}

std::string Values::add(std::optional<std::string> value) {
    parameters_.push_back(std::move(value));
    return "$" + std::to_string(parameters_.size());
}

void Values::assign(std::string_view column, std::optional<std::string> value, Kind kind) {
    auto parameter = add(std::move(value));
    set_sql(column, kind.lower ? fmt::format("lower({})", parameter) : std::move(parameter));
}

void Values::set_sql(std::string_view column, std::string expression) {
    columns_.emplace_back(column, std::move(expression));
}

// These are made anew with every call: they are put together without formatting.

std::string Values::insertion() const {
    std::string text;
    text.reserve(room_for_columns);
    text += "tenant_id";
    for (const auto& [column, expression] : columns_)
        text.append(", ").append(column);
    text += ") VALUES ($1";
    for (const auto& [column, expression] : columns_)
        text.append(", ").append(expression);
    return text;
}

std::string Values::assignments() const {
    std::string text;
    text.reserve(room_for_columns);
    for (const auto& [column, expression] : columns_)
        text.append(text.empty() ? "" : ", ").append(column).append(" = ").append(expression);
    return text;
}

}  // namespace pgmeta::tenant
