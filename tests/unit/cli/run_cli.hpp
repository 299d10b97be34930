// SPDX-License-Identifier: MIT
#pragma once

#include "cli.hpp"

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace pgmeta::test {

struct CliResult {
    int status = -1;
    std::string out;
    std::string err;
};

/// What the process is made to see.
struct CliWorld {
    std::map<std::string, std::string> environment{};
    bool in_is_terminal = false;
    bool err_is_terminal = false;
    bool out_is_terminal = false;
};

/// Runs the whole command line program in this process.
inline CliResult run_cli(const std::vector<std::string>& arguments, const CliWorld& world = {}) {
    std::ostringstream out;
    std::ostringstream err;
    cli::Terminal terminal{
        .out = out,
        .err = err,
        .in_is_terminal = world.in_is_terminal,
        .out_is_terminal = world.out_is_terminal,
        .err_is_terminal = world.err_is_terminal,
        .environment = [&](const char* name) -> std::optional<std::string> {
            const auto found = world.environment.find(name);
            if (found == world.environment.end()) return std::nullopt;
            return found->second;
        },
        .read_line = [](pg::Interrupts&) { return std::optional<std::string>{}; }};
    const int status = cli::run(arguments, terminal);
    return {status, out.str(), err.str()};
}

}  // namespace pgmeta::test
