// SPDX-License-Identifier: MIT
#include "options/register.hpp"

#include <CLI/CLI.hpp>

namespace pgmeta::cli {

std::string_view heading(Section section) {
    switch (section) {
        case Section::command:
            return "Options";
        case Section::target:
            return "Target options";
        case Section::global:
            return "Global options";
    }
    return "Options";
}

void add_flag(CLI::App& app,
              const std::string& names,
              bool& value,
              const std::string& help,
              Section section) {
    app.add_flag(names, value, help)->group(std::string{heading(section)});
}

void add_flag(CLI::App& app,
              const std::string& names,
              std::optional<bool>& value,
              const std::string& help,
              Section section) {
    app.add_flag_function(
           names, [&value](std::int64_t count) { value = count > 0; }, help)
        ->group(std::string{heading(section)});
}

void add_value(CLI::App& app,
               const std::string& names,
               std::string& value,
               const std::string& type,
               const std::string& help,
               Section section) {
    app.add_option(names, value, help)->type_name(type)->group(std::string{heading(section)});
}

void add_values(CLI::App& app,
                const std::string& names,
                std::vector<std::string>& values,
                const std::string& type,
                const std::string& help) {
    // One value each time: the words that follow are arguments.
    app.add_option(names, values, help)
        ->type_name(type)
        ->allow_extra_args(false)
        ->group(std::string{heading(Section::command)});
}

void add_number(CLI::App& app,
                const std::string& names,
                std::int64_t& value,
                const std::string& type,
                const std::string& help) {
    app.add_option(names, value, help)->type_name(type);
}

void add_argument(CLI::App& app,
                  const std::string& name,
                  std::string& value,
                  const std::string& help) {
    app.add_option(name, value, help);
}

void add_argument(CLI::App& app,
                  const std::string& name,
                  std::vector<std::string>& values,
                  const std::string& help) {
    app.add_option(name, values, help);
}

}  // namespace pgmeta::cli
