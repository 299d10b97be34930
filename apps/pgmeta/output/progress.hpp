// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace pgmeta::cli {

/// How far something is, on stderr.  A terminal gets one line rewritten in place; anything else
/// plain lines, at most one per second.
class ProgressLine {
public:
    /// `verb` as in `deploying`.
    ProgressLine(Context& context, std::string verb);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(std::size_t done, std::size_t total, std::string_view now);

    /// Removes the line, if one is shown.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    Context& context_;
    std::string verb_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point shown_ = start_;
    bool line_open_ = false;
};

}  // namespace pgmeta::cli
