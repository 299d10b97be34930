// SPDX-License-Identifier: MIT
#include "package_files.hpp"
#include "pgmeta/author/changes.hpp"
#include "pgmeta/author/templates.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace pgmeta::author {

namespace fs = std::filesystem;

using workspace::Package;
using workspace::Requirement;
using workspace::Workspace;

namespace {

/// A new spelling for what names a change, given the package it is written in.
using Respell = std::function<std::optional<std::string>(std::string_view reference, bool own)>;

/// Respells the headers of all scripts of a package, but not of those in `moved`, which the caller
/// takes care of.
void edit_headers(const Package& package,
                  bool own,
                  const Respell& respell,
                  std::string_view moved,
                  FileEdit& edit) {
    for (const auto& change : package.plan.changes) {
        if (change.name == moved) continue;
        for (const auto kind : script_kinds) {
            const auto path = package.script(kind, change.name);
            auto before = read_file_if_exists(path);
            if (!before) continue;
            auto after = with_header_respelled(
                *before, [&](std::string_view reference) { return respell(reference, own); });
            edit.replace(path, std::move(*before), std::move(after));
        }
    }
}

void edit_plan(const Package& package, std::string text, FileEdit& edit) {
    accepted_plan(package, text);
    edit.replace(plan_path(package), *package.plan.text, std::move(text));
}

/// Plans and scripts of the packages other than `renamed`.
void edit_others(const Workspace& workspace,
                 const Package& renamed,
                 const Respell& respell,
                 FileEdit& edit) {
    for (const auto& other : workspace.packages) {
        if (other.get() == &renamed || other->installed) continue;
        edit_plan(*other,
                  workspace::with_requirements(other->plan,
                                               [&](const Requirement& requirement) {
                                                   return respell(requirement.text, false);
                                               }),
                  edit);
        edit_headers(*other, false, respell, {}, edit);
    }
}

/// Every occurrence of `from` that is a word of its own: `-` and `_` belong to words.
std::string with_word_replaced(std::string_view text, std::string_view from, std::string_view to) {
    const auto in_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_';
    };
    std::string result;
    std::size_t at = 0;
    for (;;) {
        const auto found = text.find(from, at);
        if (found == std::string_view::npos) return result += text.substr(at);
        const auto behind = found + from.size();
        const bool starts = found == 0 || (!in_word(text[found - 1]) && text[found - 1] != '-');
        // A version follows a name after two dashes.
        const bool ends = behind == text.size() || text.substr(behind, 2) == "--" ||
                          (!in_word(text[behind]) && text[behind] != '-');
        result += text.substr(at, found - at);
        result += starts && ends ? to : from;
        at = behind;
    }
}

/// The byte behind the string that begins at `text[at]`.
std::size_t string_end(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    return std::min(at + 1, text.size());
}

/// Where the value of the outermost object's `key` begins in JSON; npos when it has none.
std::size_t value_of_key(std::string_view text, std::string_view key) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto quoted = fmt::format("\"{}\"", key);
    int depth = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c != '"') {
            ++at;
            continue;
        }
        const auto end = string_end(text, at);
        const auto colon = std::min(text.find_first_not_of(blanks, end), text.size());
        const bool is_key = depth == 1 && text.substr(colon, 1) == ":";
        if (is_key && text.substr(at, end - at) == quoted)
            return text.find_first_not_of(blanks, colon + 1);
        at = end;
    }
    return std::string_view::npos;
}

/// package.json where its `name` is the package's own: the key's value, every other byte kept.
std::string with_npm_name(std::string text, std::string_view from, std::string_view to) {
    const auto quoted = fmt::format("\"{}\"", from);
    const auto value = value_of_key(text, "name");
    if (value == std::string::npos || text.compare(value, quoted.size(), quoted) != 0) return text;
    return text.replace(value, quoted.size(), fmt::format("\"{}\"", to));
}

void edit_own_control(const Package& package, std::string_view to, FileEdit& edit) {
    const auto path = control_path(package);
    if (path.empty()) return;
    auto before = read_file(path);
    edit.create(package.directory / fmt::format("{}.control", to),
                with_word_replaced(before, control_name(package), to));
    edit.remove(path, package.directory);
}

void edit_if_there(const fs::path& path,
                   const std::function<std::string(const std::string&)>& change,
                   FileEdit& edit) {
    auto before = read_file_if_exists(path);
    if (!before) return;
    auto after = change(*before);
    edit.replace(path, std::move(*before), std::move(after));
}

void move_packaged(const Package& package, std::string_view to, FileEdit& edit) {
    const auto prefix = package.name + "--";
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator{package.directory / "sql", none})
        if (entry.path().filename().string().starts_with(prefix)) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    for (const auto& path : found)
        edit.move(path,
                  path.parent_path() /
                      fmt::format("{}--{}", to, path.filename().string().substr(prefix.size())),
                  package.directory);
}

}  // namespace

FileEdit rename_change(const Workspace& workspace,
                       const Package& package,
                       std::size_t change,
                       std::string_view to) {
    refuse_installed(package);
    const auto from = package.plan.changes[change].name;
    if (!workspace::is_change_name(to) || to.find_first_of("[]") != std::string_view::npos) {
        throw Error{Fault::usage, "change-name",
                    fmt::format("expected the name of a change, found `{}`", to)};
    }
    const auto qualified = fmt::format("{}:{}", package.name, from);
    const Respell respell = [&](std::string_view reference,
                                bool own) -> std::optional<std::string> {
        if (reference == qualified) return fmt::format("{}:{}", package.name, to);
        if (own && reference == from) return std::string{to};
        return std::nullopt;
    };
    FileEdit edit;
    for (const auto kind : script_kinds) {
        const auto path = package.script(kind, from);
        const auto text = read_file_if_exists(path);
        if (!text) continue;
        edit.create(package.script(kind, to),
                    with_header_respelled(*text, [&](std::string_view reference) {
                        return respell(reference, true);
                    }));
        edit.remove(path, package.directory);
    }
    edit_headers(package, true, respell, from, edit);
    edit_plan(package, workspace::with_change_renamed(package.plan, from, to), edit);
    edit_others(workspace, package, respell, edit);
    return edit;
}

FileEdit rename_package(const Workspace& workspace, const Package& package, std::string_view to) {
    refuse_installed(package);
    check_package_name(to);
    if (workspace.find(to) != nullptr) {
        throw Error{Fault::usage, "package-duplicate",
                    fmt::format("the workspace has a package `{}` already", to)};
    }
    const auto prefix = package.name + ":";
    const Respell respell = [&](std::string_view reference, bool) -> std::optional<std::string> {
        if (!reference.starts_with(prefix)) return std::nullopt;
        return fmt::format("{}:{}", to, reference.substr(prefix.size()));
    };
    FileEdit edit;
    const auto own = workspace::with_requirements(
        package.plan, [&](const Requirement& r) { return respell(r.text, true); });
    Diagnostics ignored;  // half renamed: its requirements name the package to be
    const auto half = workspace::parse_plan(package.plan.file, own, ignored);
    edit_plan(package, workspace::with_project(half, to), edit);
    edit_headers(package, true, respell, {}, edit);
    edit_own_control(package, to, edit);
    edit_if_there(
        package.directory / "Makefile",
        [&](const std::string& text) { return with_word_replaced(text, package.name, to); }, edit);
    if (package.npm_name == package.name) {
        edit_if_there(
            package.directory / "package.json",
            [&](const std::string& text) { return with_npm_name(text, package.name, to); }, edit);
    }
    move_packaged(package, to, edit);
    edit_others(workspace, package, respell, edit);
    for (const auto& other : workspace.packages) {
        if (other.get() == &package || other->installed) continue;
        const auto path = control_path(*other);
        if (path.empty()) continue;
        edit_if_there(
            path,
            [&](const std::string& text) {
                return workspace::with_control_requirement_renamed(text, control_name(package), to);
            },
            edit);
    }
    return edit;
}

}  // namespace pgmeta::author
