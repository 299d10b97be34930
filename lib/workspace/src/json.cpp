// SPDX-License-Identifier: MIT
#include "json.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

namespace pgmeta::workspace {

namespace {

/// Offset of the closing quote of the string that opens at `at`.
std::size_t close_of_string(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
    }
    return std::min(at, text.size());
}

bool is_key(std::string_view text, std::size_t close) {
    const auto next = text.find_first_not_of(" \t\r\n", close + 1);
    return next != std::string_view::npos && text[next] == ':';
}

/// The parser's reason, without its own idea of the position and of the error's number.
std::string reason_of(const nlohmann::json::parse_error& error) {
    const std::string_view what = error.what();
    const auto colon = what.find(": ");
    const auto text = colon == std::string_view::npos ? what : what.substr(colon + 2);
    const auto note = text.find("; last read");
    return std::string{text.substr(0, note)};
}

}  // namespace

std::optional<JsonFile> JsonFile::parse(std::string file, std::string text, Diagnostics& problems) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    JsonFile result;
    try {
        result.value_ = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        // The parser counts the bytes it has read, the offending one included.
        const auto at = line_column(text, error.byte == 0 ? 0 : error.byte - 1);
        problems.error("json-syntax", {std::move(file), at.line, at.column},
                       fmt::format("expected JSON: {}", reason_of(error)));
        return std::nullopt;
    }
    if (!result.value_.is_object()) {
        problems.error("json-type", {std::move(file), 1, 1},
                       fmt::format("expected an object, found {}", kind_of(result.value_)));
        return std::nullopt;
    }
    result.file_ = std::move(file);
    result.text_ = std::move(text);
    return result;
}

const nlohmann::json* JsonFile::find(std::span<const std::string_view> path) const {
    const auto* value = &value_;
    for (const auto key : path) {
        if (!value->is_object()) return nullptr;
        const auto found = value->find(key);
        if (found == value->end()) return nullptr;
        value = &*found;
    }
    return value;
}

Location JsonFile::where(std::span<const std::string_view> path) const {
    const std::string_view text = text_;
    std::size_t depth = 0;
    std::size_t matched = 0;  // leading keys of `path` whose objects are open
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '{' || text[i] == '[') ++depth;
        if (text[i] == '}' || text[i] == ']') matched = std::min(matched, --depth);
        if (text[i] != '"') continue;
        const auto close = close_of_string(text, i);
        const bool expected = depth == matched + 1 && matched < path.size() &&
                              text.substr(i + 1, close - i - 1) == path[matched];
        if (expected && is_key(text, close) && ++matched == path.size()) {
            const auto at = line_column(text, i);
            return {file_, at.line, at.column};
        }
        i = close;
    }
    return {file_, 0, 0};
}

std::string_view kind_of(const nlohmann::json& value) {
    if (value.is_null()) return "nothing";
    if (value.is_boolean()) return "true or false";
    if (value.is_number()) return "a number";
    if (value.is_string()) return "text";
    return value.is_array() ? "a list" : "an object";
}

}  // namespace pgmeta::workspace
