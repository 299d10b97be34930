// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pgmeta {

enum class Severity : std::uint8_t { error, warning, note };

/// One problem in the user's files.
struct Diagnostic {
    Severity severity = Severity::error;
    std::string id;  ///< stable kebab-case, listed in docs/reference/error-ids.md
    Location where;
    std::string message;             ///< what was expected and what was found
    std::vector<std::string> hints;  ///< what to do next
};

/// Problems collected over many files, so that one run reports them all.
class Diagnostics {
public:
    void error(std::string id, Location where, std::string message, std::string hint = {});
    void warning(std::string id, Location where, std::string message, std::string hint = {});
    void note(std::string id, Location where, std::string message, std::string hint = {});
    void add(Diagnostic diagnostic);
    void append(Diagnostics&& other);

    [[nodiscard]] bool has_errors() const noexcept { return errors_ != 0; }

    [[nodiscard]] std::size_t errors() const noexcept { return errors_; }

    [[nodiscard]] std::size_t warnings() const noexcept { return warnings_; }

    [[nodiscard]] bool empty() const noexcept { return all_.empty(); }

    /// All problems ordered by file, line, column and id; equal ones once.
    [[nodiscard]] std::vector<Diagnostic> sorted() const;

    [[nodiscard]] const std::vector<Diagnostic>& all() const noexcept { return all_; }

private:
    std::vector<Diagnostic> all_;
    std::size_t errors_ = 0;
    std::size_t warnings_ = 0;
};

}  // namespace pgmeta
