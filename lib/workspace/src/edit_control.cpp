// SPDX-License-Identifier: MIT
#include "pgmeta/base/text.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "pgmeta/workspace/package.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::workspace {

namespace {

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;  ///< without the line end
};

/// The last line that sets `key`: the one that counts.
std::optional<Range> line_of(std::string_view text, std::string_view key) {
    std::optional<Range> found;
    std::size_t start = 0;
    while (start < text.size()) {
        const auto end = std::min(text.find('\n', start), text.size());
        auto line = trim(text.substr(start, end - start));
        if (line.starts_with(key)) {
            line = trim(line.substr(key.size()));
            if (line.starts_with('=') || line.starts_with('\'')) found = Range{start, end};
        }
        start = end + 1;
    }
    if (found && found->end > found->begin && text[found->end - 1] == '\r') --found->end;
    return found;
}

std::vector<std::string> required_names(std::string_view control) {
    Diagnostics ignored;
    std::vector<std::string> result;
    for (const auto& requirement : parse_control({}, control, ignored).requirements)
        result.push_back(requirement.name);
    return result;
}

/// pgpm reads the line without a quoting of names, and takes spaces out of it.
std::string requires_line(const std::vector<std::string>& names) {
    return fmt::format("requires = '{}'", fmt::join(names, ","));
}

/// Behind a value's line there may be a comment; it stays.
std::string_view comment_of(std::string_view line) {
    const auto quote = line.rfind('\'');
    const auto hash = line.find('#', quote == std::string_view::npos ? 0 : quote);
    return hash == std::string_view::npos ? std::string_view{} : line.substr(hash);
}

std::string with_names(std::string_view control, const std::vector<std::string>& names) {
    std::string result{control};
    if (const auto at = line_of(control, "requires")) {
        const auto comment = comment_of(control.substr(at->begin, at->end - at->begin));
        // pgpm takes an empty list for an extension without a name, so the line goes.
        if (names.empty() && comment.empty()) {
            const auto end = control.find('\n', at->begin);
            result.erase(at->begin, end == std::string_view::npos ? end : end - at->begin + 1);
            return result;
        }
        auto line = names.empty() ? std::string{} : requires_line(names);
        if (!comment.empty()) line += (line.empty() ? "" : " ") + std::string{comment};
        return result.replace(at->begin, at->end - at->begin, line);
    }
    if (names.empty()) return result;
    const std::string end = control.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
    auto before = std::string_view::npos;
    for (const auto* key : {"relocatable", "superuser", "schema"})
        if (const auto line = line_of(control, key)) before = std::min(before, line->begin);
    if (before != std::string_view::npos) return result.insert(before, requires_line(names) + end);
    if (!result.empty() && !result.ends_with('\n')) result += end;
    return result + requires_line(names) + end;
}

}  // namespace

std::string with_control_requirements(std::string_view control,
                                      const std::vector<std::string>& names) {
    auto all = required_names(control);
    const auto known = all.size();
    for (const auto& name : names)
        if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
    return all.size() == known ? std::string{control} : with_names(control, all);
}

std::string with_control_requirement_renamed(std::string_view control,
                                             std::string_view from,
                                             std::string_view to) {
    auto all = required_names(control);
    const auto found = std::find(all.begin(), all.end(), from);
    if (found == all.end()) return std::string{control};
    if (to.empty()) {
        all.erase(found);
    } else {
        *found = to;
    }
    return with_names(control, all);
}

std::string with_control_version(std::string_view control, std::string_view version) {
    Diagnostics ignored;
    std::string result{control};
    if (parse_control({}, control, ignored).default_version == version) return result;
    const auto line = fmt::format("default_version = '{}'", version);
    if (const auto at = line_of(control, "default_version")) {
        const auto comment = comment_of(control.substr(at->begin, at->end - at->begin));
        const auto rest = comment.empty() ? std::string{} : " " + std::string{comment};
        return result.replace(at->begin, at->end - at->begin, line + rest);
    }
    const std::string end = control.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
    if (!result.empty() && !result.ends_with('\n')) result += end;
    return result + line + end;
}

}  // namespace pgmeta::workspace
