// SPDX-License-Identifier: MIT
#include "pgmeta/workspace/edit_plan.hpp"

#include "names.hpp"
#include "pgmeta/base/text.hpp"
#include "plan_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::workspace {

namespace {

/// The lines of a text, each with its line end.
class Lines {
public:
    explicit Lines(std::string_view text) {
        while (!text.empty()) {
            const auto length = std::min(text.find('\n'), text.size() - 1) + 1;
            lines_.emplace_back(text.substr(0, length));
            text.remove_prefix(length);
        }
        if (!lines_.empty() && lines_.front().ends_with("\r\n")) end_ = "\r\n";
    }

    /// By the number a plan's values carry.
    std::string& at(int number) { return lines_[index(number)]; }

    /// Puts a line behind line `number`; 0 is the beginning.
    void insert_after(int number, std::string_view text) {
        const auto at = static_cast<std::size_t>(number);
        if (at > 0 && !lines_[at - 1].ends_with('\n')) lines_[at - 1] += end_;
        lines_.insert(lines_.begin() + number, fmt::format("{}{}", text, end_));
    }

    void append(std::string_view text) { insert_after(static_cast<int>(lines_.size()), text); }

    void erase(int number) { lines_.erase(lines_.begin() + number - 1); }

    /// Puts bytes `length` from byte `offset` of line `number` right.
    void replace(int number, std::size_t offset, std::size_t length, std::string_view text) {
        at(number).replace(offset, length, text);
    }

    [[nodiscard]] std::string text() const { return fmt::format("{}", fmt::join(lines_, "")); }

private:
    static std::size_t index(int number) { return static_cast<std::size_t>(number - 1); }

    std::vector<std::string> lines_;
    std::string end_ = "\n";
};

/// One piece of a line that shall read differently.
struct Piece {
    int line = 0;
    int column = 0;
    std::size_t length = 0;
    std::string text;
};

/// A byte order mark stands before the first line without counting as a character.
std::size_t mark_length(std::string_view line) {
    return line.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

std::string replaced(const Plan& plan, std::vector<Piece> pieces) {
    Lines lines{*plan.text};
    // From the right to the left, so that the columns still hold.
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.line != b.line ? a.line > b.line : a.column > b.column;
    });
    for (const auto& piece : pieces) {
        const std::string_view line = lines.at(piece.line);
        const auto mark = piece.line == 1 ? mark_length(line) : 0;
        const auto offset =
            mark + utf8_offset(line.substr(mark), static_cast<std::size_t>(piece.column - 1));
        lines.replace(piece.line, offset, piece.length, piece.text);
    }
    return lines.text();
}

std::string signed_line(std::string line, const Signature& signature, std::string_view note) {
    line += fmt::format(" {} {} <{}>", signature.timestamp, signature.planner, signature.email);
    if (!note.empty()) line += fmt::format(" # {}", note);
    return line;
}

/// Lines of the tags that stand below `change` and mean it without naming it, in order.
std::vector<int> tag_lines(const Plan& plan, std::size_t change) {
    const int next = change + 1 < plan.changes.size() ? plan.changes[change + 1].line : 0;
    std::vector<int> result;
    for (const auto& tag : plan.tags)
        if (tag.change == change && tag.line > plan.changes[change].line &&
            (next == 0 || tag.line < next))
            result.push_back(tag.line);
    return result;
}

int last_line(const Plan& plan, std::size_t change) {
    const auto tags = tag_lines(plan, change);
    return tags.empty() ? plan.changes[change].line : tags.back();
}

/// The offset of the change that the tag line names, or npos when it names none.
std::size_t named_change(std::string_view line) {
    const auto tag = skip_space(line, 0);
    const auto at = skip_space(line, skip_word(line, tag));
    const auto word = line.substr(at, skip_word(line, at) - at);
    return word.empty() || is_timestamp(word) ? std::string_view::npos : at;
}

}  // namespace

std::string with_change(const Plan& plan, const NewChange& change) {
    auto line = change.name;
    if (!change.requirements.empty())
        line += fmt::format(" [{}]", fmt::join(change.requirements, " "));
    Lines lines{*plan.text};
    lines.append(signed_line(std::move(line), change.signature, change.note));
    return lines.text();
}

std::string with_tag(const Plan& plan,
                     std::string_view name,
                     std::size_t change,
                     std::string_view note,
                     const Signature& signature) {
    Lines lines{*plan.text};
    lines.insert_after(last_line(plan, change),
                       signed_line(fmt::format("@{}", name), signature, note));
    return lines.text();
}

std::string without_change(const Plan& plan, std::size_t change) {
    Lines lines{*plan.text};
    lines.erase(plan.changes[change].line);
    return lines.text();
}

std::string with_change_moved(const Plan& plan,
                              std::size_t change,
                              std::size_t other,
                              bool before) {
    Lines lines{*plan.text};
    auto numbers = tag_lines(plan, change);
    numbers.insert(numbers.begin(), plan.changes[change].line);
    std::vector<std::string> block;
    for (const int number : numbers) {
        auto line = lines.at(number);
        while (line.ends_with('\n') || line.ends_with('\r'))
            line.pop_back();
        block.push_back(std::move(line));
    }
    int target = before ? plan.changes[other].line - 1 : last_line(plan, other);
    for (auto number = numbers.rbegin(); number != numbers.rend(); ++number) {
        lines.erase(*number);
        if (*number <= target) --target;
    }
    for (const auto& line : block)
        lines.insert_after(target++, line);
    return lines.text();
}

std::string with_change_renamed(const Plan& plan, std::string_view from, std::string_view to) {
    std::vector<Piece> pieces;
    for (const auto& change : plan.changes) {
        if (change.name == from)
            pieces.push_back({change.line, change.column, from.size(), std::string{to}});
        for (const auto& requirement : change.requirements) {
            if (requirement.is_tag || !requirement.package.empty() || requirement.name != from)
                continue;
            const auto qualifier =
                requirement.text.substr(0, requirement.text.size() - from.size());
            pieces.push_back({requirement.line, requirement.column, requirement.text.size(),
                              qualifier + std::string{to}});
        }
    }
    Lines lines{*plan.text};
    for (const auto& tag : plan.tags) {
        const std::string_view line = lines.at(tag.line);
        const auto at = named_change(line);
        if (at == std::string_view::npos || plan.changes[tag.change].name != from) continue;
        pieces.push_back({tag.line, static_cast<int>(utf8_length(line.substr(0, at))) + 1,
                          from.size(), std::string{to}});
    }
    return replaced(plan, std::move(pieces));
}

std::string with_requirements(
    const Plan& plan,
    const std::function<std::optional<std::string>(const Requirement&)>& respell) {
    std::vector<Piece> pieces;
    for (const auto& change : plan.changes)
        for (const auto& requirement : change.requirements)
            if (auto text = respell(requirement))
                pieces.push_back({requirement.line, requirement.column, requirement.text.size(),
                                  std::move(*text)});
    return replaced(plan, std::move(pieces));
}

std::string with_requirement_lists(const Plan& plan, const std::vector<RequirementList>& lists) {
    Lines lines{*plan.text};
    for (const auto& [index, wanted] : lists) {
        const auto& change = plan.changes[index];
        auto& line = lines.at(change.line);
        const auto behind_name = skip_word(line, skip_space(line, mark_length(line)));
        const auto open = skip_space(line, behind_name);
        const bool bracketed = open < line.size() && line[open] == '[';
        const auto close = bracketed ? line.find(']', open) : open;
        const auto text = fmt::format("{}", fmt::join(wanted, " "));
        if (wanted.empty()) {
            if (bracketed) line.erase(behind_name, close + 1 - behind_name);
        } else if (bracketed) {
            line.replace(open + 1, close - open - 1, text);
        } else {
            line.insert(behind_name, fmt::format(" [{}]", text));
        }
    }
    return lines.text();
}

std::string with_project(const Plan& plan, std::string_view project) {
    std::string result;
    Lines lines{*plan.text};
    const auto count = static_cast<int>(std::count(plan.text->begin(), plan.text->end(), '\n'));
    const int all = plan.text->ends_with('\n') ? count : count + 1;
    for (int number = 1; number <= all; ++number) {
        auto& line = lines.at(number);
        const auto start = skip_space(line, 0);
        const auto equals = line.find('=', start);
        if (start == line.size() || line[start] != '%' || equals == std::string::npos) continue;
        const auto key = trimmed(std::string_view{line}.substr(start + 1, equals - start - 1));
        const auto at = skip_space(line, equals + 1);
        const auto length = end_without_space(line) - std::min(at, end_without_space(line));
        if (key == "project" || (key == "uri" && line.compare(at, length, plan.project) == 0))
            line.replace(at, length, project);
    }
    return lines.text();
}

}  // namespace pgmeta::workspace
