// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/base/error.hpp"

#include <string>
#include <vector>

namespace pgmeta::cli {

/// The whole program: arguments without the program's name in, exit status out.
int run(const std::vector<std::string>& arguments, Terminal& terminal);

/// As above, on the process's own arguments, streams and environment.
int run(int argc, char** argv);

/// The exit status that stands for a failure (docs/reference/exit-codes.md).
int exit_code(Fault fault);

}  // namespace pgmeta::cli
