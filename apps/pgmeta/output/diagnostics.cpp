// SPDX-License-Identifier: MIT
#include "output/diagnostics.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::cli {

namespace {

Ink ink_of(Severity severity) {
    switch (severity) {
        case Severity::error:
            return Ink::red;
        case Severity::warning:
            return Ink::yellow;
        case Severity::note:
            return Ink::dim;
    }
    return Ink::red;
}

std::size_t count(std::span<const Diagnostic> diagnostics, Severity severity) {
    return static_cast<std::size_t>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [severity](const Diagnostic& d) { return d.severity == severity; }));
}

}  // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
    }
    return "error";
}

void print(std::ostream& stream, const Style& style, const Diagnostic& diagnostic) {
    if (!diagnostic.where.file.empty()) stream << printable(to_string(diagnostic.where)) << ": ";
    stream << style(ink_of(diagnostic.severity),
                    fmt::format("{}[{}]", to_string(diagnostic.severity), diagnostic.id))
           << ": " << printable(diagnostic.message) << '\n';
    for (const auto& hint : diagnostic.hints)
        stream << "  hint: " << printable(hint) << '\n';
}

void print(std::ostream& stream, const Style& style, std::span<const Diagnostic> diagnostics) {
    for (const auto& diagnostic : diagnostics)
        print(stream, style, diagnostic);
}

std::string count_problems(std::span<const Diagnostic> diagnostics) {
    std::vector<std::string> parts;
    if (const auto errors = count(diagnostics, Severity::error); errors != 0)
        parts.push_back(count_of(errors, "error"));
    if (const auto warnings = count(diagnostics, Severity::warning); warnings != 0)
        parts.push_back(count_of(warnings, "warning"));
    return join(parts, ", ");
}

}  // namespace pgmeta::cli
