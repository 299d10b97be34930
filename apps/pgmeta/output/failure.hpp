// SPDX-License-Identifier: MIT
#pragma once

#include "output/style.hpp"
#include "pgmeta/base/error.hpp"

#include <ostream>

namespace pgmeta::cli {

/// A failure as people read it: what, where with the script's line and a caret, what the server
/// said, and what to do next.
void print(std::ostream& stream, const Style& style, const Error& error);

}  // namespace pgmeta::cli
