// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/engine/run.hpp"

#include <nlohmann/json.hpp>

#include <ostream>
#include <span>

namespace pgmeta::cli {

/// Keeps fields in the order they were added.
using Json = nlohmann::ordered_json;

Json to_json(const Diagnostic& diagnostic);
Json to_json(std::span<const Diagnostic> diagnostics);
Json to_json(const Error& error);
Json to_json(const engine::ChangeRef& change);
Json to_json(std::span<const engine::ChangeRef> changes);

/// Writes one object; bytes that are not UTF-8 become U+FFFD.
void print(std::ostream& stream, const Json& object);

}  // namespace pgmeta::cli
