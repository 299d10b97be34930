// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pgmeta::workspace {

/// A JSON document and the text it came from, which knows the positions.
class JsonFile {
public:
    /// Reports "json-syntax" with its place, or "json-type" when the document is no object, and
    /// returns nothing then.
    static std::optional<JsonFile> parse(std::string file, std::string text, Diagnostics& problems);

    /// The value at `path`, or null when a key is missing.
    [[nodiscard]] const nlohmann::json* find(std::span<const std::string_view> path) const;

    /// Where the key at `path` is written.
    [[nodiscard]] Location where(std::span<const std::string_view> path) const;

private:
    std::string file_;
    std::string text_;
    nlohmann::json value_;
};

/// `a list`, `a number`, …: what stands where something else was expected.
std::string_view kind_of(const nlohmann::json& value);

}  // namespace pgmeta::workspace
