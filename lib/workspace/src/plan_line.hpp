// SPDX-License-Identifier: MIT
#pragma once

#include "names.hpp"

#include <cstddef>
#include <string_view>

namespace pgmeta::workspace {

/// One line of a plan, with a count of characters that mostly moves forward.
class PlanLine {
public:
    PlanLine(std::string_view text, int number)
        : text_{text.substr(0, end_without_space(text))}, number_{number} {}

    [[nodiscard]] std::string_view text() const { return text_; }

    [[nodiscard]] int number() const { return number_; }

    /// 1-based column, in characters, of byte `offset`.  Asked in rising order it is linear.
    int column(std::size_t offset);

    /// The characters from `at` to the next white space.
    [[nodiscard]] std::string_view word(std::size_t at) const {
        return text_.substr(at, skip_word(text_, at) - at);
    }

private:
    std::string_view text_;
    int number_;
    std::size_t counted_ = 0;
    std::size_t characters_ = 0;
};

/// True for `YYYY-MM-DDTHH:MM:SSZ`.
bool is_timestamp(std::string_view text);

/// Offset, at or after `from`, of the `#` that begins a note, or npos.
std::size_t find_note(std::string_view text, std::size_t from);

/// `text` without white space at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace pgmeta::workspace
