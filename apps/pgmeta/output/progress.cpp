// SPDX-License-Identifier: MIT
#include "output/progress.hpp"

#include "options/duration.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

constexpr std::chrono::milliseconds rewrite_every{50};
constexpr std::chrono::milliseconds print_every{1000};

// A longer line would wrap and could not be rewritten.
constexpr std::size_t widest_line = 79;

}  // namespace

ProgressLine::ProgressLine(Context& context, std::string verb)
    : context_{context}, verb_{std::move(verb)} {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::clear() {
    if (!line_open_) return;
    context_.err() << "\r\x1b[K" << std::flush;
    line_open_ = false;
}

void ProgressLine::show(std::size_t done, std::size_t total, std::string_view now) {
    if (context_.globals().quiet) return;
    const bool rewrite = context_.may_rewrite();
    const auto time = Clock::now();
    if (time - shown_ < (rewrite ? rewrite_every : print_every)) return;
    shown_ = time;
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(time - start_);
    auto line =
        fmt::format("{} {} of {}, {}: {}", verb_, done, total, spell(elapsed), printable(now));
    if (!rewrite) return context_.note(line);
    line.resize(utf8_offset(line, widest_line));
    context_.err() << '\r' << line << "\x1b[K" << std::flush;
    line_open_ = true;
}

}  // namespace pgmeta::cli
