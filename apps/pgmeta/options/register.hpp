// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How commands register options.  The parser's own header is slow to compile, so only these
// functions and the parser see it.

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// The heading in help under which an option stands.
enum class Section : std::uint8_t { command, target, global };

std::string_view heading(Section section);

/// A flag; `names` as in `-y,--yes` or, with its negation, `--verify,!--no-verify`.
void add_flag(CLI::App& app,
              const std::string& names,
              bool& value,
              const std::string& help,
              Section section = Section::command);

/// As add_flag, for a flag whose absence means something else than false.
void add_flag(CLI::App& app,
              const std::string& names,
              std::optional<bool>& value,
              const std::string& help,
              Section section = Section::command);

/// An option with a value, shown as `type` in help.
void add_value(CLI::App& app,
               const std::string& names,
               std::string& value,
               const std::string& type,
               const std::string& help,
               Section section = Section::command);

/// An option that may be given several times.
void add_values(CLI::App& app,
                const std::string& names,
                std::vector<std::string>& values,
                const std::string& type,
                const std::string& help);

void add_number(CLI::App& app,
                const std::string& names,
                std::int64_t& value,
                const std::string& type,
                const std::string& help);

/// A positional argument, or any number of them.
void add_argument(CLI::App& app,
                  const std::string& name,
                  std::string& value,
                  const std::string& help);
void add_argument(CLI::App& app,
                  const std::string& name,
                  std::vector<std::string>& values,
                  const std::string& help);

}  // namespace pgmeta::cli
