// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace pgmeta {

/// What a program in PATH prints, without white space around it; empty when it is not installed or
/// fails.  No shell, no input, and its messages are not shown.
std::optional<std::string> output_of(std::vector<std::string> words);

}  // namespace pgmeta
