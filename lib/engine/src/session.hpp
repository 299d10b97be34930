// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <string>
#include <string_view>

namespace pgmeta::engine {

/// Statements that give a transaction the target's limits where the session cannot keep them
/// (behind a pooler); empty where RESET ALL returns to them anyway.  Joined by `;`.
std::string session_settings(const pg::Connection& connection, const Target& target);

std::size_t statements_in_settings(std::string_view settings);

}  // namespace pgmeta::engine
