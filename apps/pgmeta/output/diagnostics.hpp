// SPDX-License-Identifier: MIT
#pragma once

#include "output/style.hpp"
#include "pgmeta/base/diagnostic.hpp"

#include <ostream>
#include <span>

namespace pgmeta::cli {

/// One problem in a file, in the shape that editors and grep understand:
/// `file:line:column: error[id]: message`, then its hints.
void print(std::ostream& stream, const Style& style, const Diagnostic& diagnostic);

void print(std::ostream& stream, const Style& style, std::span<const Diagnostic> diagnostics);

/// `2 errors, 1 warning`; empty when there is neither.
std::string count_problems(std::span<const Diagnostic> diagnostics);

std::string_view to_string(Severity severity);

}  // namespace pgmeta::cli
