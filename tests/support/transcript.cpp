// SPDX-License-Identifier: MIT
#include "pgmeta_test/transcript.hpp"

#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>
#include <utility>

namespace pgmeta::test {

namespace {

using Lines = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> patterns{{
    {"<duration>", R"(\d+(\.\d+)? ?(µs|ms|s|min))"},
    {"<time>", R"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|UTC|[+-]\d\d(:?\d\d)?))?)"},
    {"<sha>", R"([0-9a-f]{7,64})"},
    {"<pid>", R"(\d+)"},
    {"<number>", R"(\d+)"},
    {"<port>", R"(\d+)"},
    {"<version>", R"(\d+(\.\d+)*)"},
    {"<path>", R"(/[^\s`'",:]*)"},
    {"<name>", R"([A-Za-z0-9_.-]+)"},
    {"<target>", R"([^\s@]*@[^\s/]*[^\s]*/[^\s/]+)"},
}};

bool is_special(std::string_view line) {
    constexpr std::array<std::string_view, 6> marks{"$ ", "> ", "! ", "# ", "\\", "[exit "};
    return line == "#" || line == "..." || std::any_of(marks.begin(), marks.end(), [&](auto mark) {
               return line.starts_with(mark);
           });
}

std::string right_trimmed(std::string_view line) {
    const auto last = line.find_last_not_of(" \t\r");
    return std::string{last == std::string_view::npos ? "" : line.substr(0, last + 1)};
}

Lines split_lines(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

std::string regex_of(std::string_view expected) {
    constexpr std::string_view active = R"(\^$.|?*+()[]{})";
    std::string regex;
    while (!expected.empty()) {
        const auto known = std::find_if(patterns.begin(), patterns.end(), [&](const auto& pattern) {
            return expected.starts_with(pattern.first);
        });
        if (known != patterns.end()) {
            regex += fmt::format("({})", known->second);
            expected.remove_prefix(known->first.size());
            continue;
        }
        if (active.find(expected.front()) != std::string_view::npos) regex += '\\';
        regex += expected.front();
        expected.remove_prefix(1);
    }
    return regex;
}

bool all_match(const Lines& expected, const Lines& actual) {
    return std::equal(expected.begin(), expected.end(), actual.begin(), actual.end(), line_matches);
}

/// As all_match, where `...` stands for any number of lines.
bool all_match_with_gaps(const Lines& expected, const Lines& actual) {
    // reachable[i]: the expected lines so far can end before actual[i].
    std::vector<bool> reachable(actual.size() + 1, false);
    reachable[0] = true;
    for (const auto& line : expected) {
        std::vector<bool> next(actual.size() + 1, false);
        for (std::size_t i = 0; i <= actual.size(); ++i) {
            if (line == "...")
                next[i] = reachable[i] || (i > 0 && next[i - 1]);
            else
                next[i] = i > 0 && reachable[i - 1] && line_matches(line, actual[i - 1]);
        }
        reachable = std::move(next);
    }
    return reachable.back();
}

}  // namespace

bool line_matches(std::string_view expected, std::string_view actual) {
    if (expected == actual) return true;
    return std::regex_match(right_trimmed(actual), std::regex{regex_of(right_trimmed(expected))});
}

std::vector<std::string> transcript_lines(const Observed& observed) {
    Lines lines;
    for (const auto& line : split_lines(observed.out))
        lines.push_back(right_trimmed((is_special(line) ? "\\" : "") + line));
    for (const auto& line : split_lines(observed.err))
        lines.push_back(right_trimmed("! " + line));
    if (observed.exit_code != 0) lines.push_back(fmt::format("[exit {}]", observed.exit_code));
    return lines;
}

Transcript::Transcript(std::string_view text, TranscriptKind kind)
    : kind_{kind}, lines_{split_lines(text)} {
    if (kind == TranscriptKind::markdown)
        parse_markdown();
    else
        parse_steps(0, lines_.size());
}

void Transcript::parse_markdown() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (trim(lines_[i]) != "```console") continue;
        const auto begin = i + 1;
        while (i + 1 < lines_.size() && trim(lines_[i + 1]) != "```")
            ++i;
        parse_steps(begin, ++i);
    }
}

void Transcript::parse_steps(std::size_t begin, std::size_t end) {
    const auto starts = [&](std::size_t i, std::string_view mark) {
        return i < end && lines_[i].starts_with(mark);
    };
    std::size_t i = begin;
    while (i < end) {
        if (!starts(i, "$ ")) {
            ++i;
            continue;
        }
        Step step{.command = lines_[i].substr(2), .line = i};
        for (++i; starts(i, "> ") || (i < end && lines_[i] == ">"); ++i)
            step.command += "\n" + lines_[i].substr(std::min<std::size_t>(2, lines_[i].size()));
        step.begin = i;
        while (i < end && !starts(i, "$ ") && !starts(i, "# "))
            ++i;
        step.end = i;
        while (step.end > step.begin && trim(lines_[step.end - 1]).empty())
            --step.end;
        steps_.push_back(std::move(step));
    }
}

std::vector<std::string> Transcript::expected(const Step& step) const {
    const auto at = [&](std::size_t i) { return lines_.begin() + static_cast<std::ptrdiff_t>(i); };
    return {at(step.begin), at(step.end)};
}

bool Transcript::matches(const Step& step, const std::vector<std::string>& actual) const {
    return kind_ == TranscriptKind::markdown ? all_match_with_gaps(expected(step), actual)
                                             : all_match(expected(step), actual);
}

std::string Transcript::updated(const std::vector<std::vector<std::string>>& actual) const {
    Lines result;
    std::size_t copied = 0;
    const auto copy_until = [&](std::size_t end) {
        for (; copied < end; ++copied)
            result.push_back(lines_[copied]);
    };
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const auto& step = steps_[i];
        if (matches(step, actual[i])) continue;
        copy_until(step.begin);
        auto old = expected(step);
        for (const auto& line : actual[i]) {
            const auto kept = std::find_if(old.begin(), old.end(), [&](const std::string& pattern) {
                return line_matches(pattern, line);
            });
            result.push_back(kept == old.end() ? line : *kept);
        }
        copied = step.end;
    }
    copy_until(lines_.size());
    std::string text;
    for (const auto& line : result)
        text += line + "\n";
    return text;
}

}  // namespace pgmeta::test
