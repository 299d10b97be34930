// SPDX-License-Identifier: MIT
#include "packed_files.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace pgmeta::ship {

namespace fs = std::filesystem;

namespace {

char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// `[a-z]` at the start of `pattern`: its length, and whether it has `c`.  No length: no such set.
std::pair<std::size_t, bool> match_set(std::string_view pattern, char c) {
    const bool inverted = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    const std::size_t first = inverted ? 2 : 1;
    const auto close = pattern.find(']', first + 1);
    if (close == std::string_view::npos) return {0, false};
    bool found = false;
    for (auto i = first; i < close; ++i) {
        if (i + 2 < close && pattern[i + 1] == '-') {
            found = found || (lower(pattern[i]) <= c && c <= lower(pattern[i + 2]));
            i += 2;
        } else {
            found = found || lower(pattern[i]) == c;
        }
    }
    return {close + 1, found != inverted};
}

/// How much of `pattern` stands for the one character `c`; 0: it does not.
std::size_t match_one(std::string_view pattern, char c) {
    if (pattern.empty()) return 0;
    if (pattern.front() == '?') return c == '/' ? 0 : 1;
    if (pattern.front() == '[') {
        const auto [length, has] = match_set(pattern, lower(c));
        if (length > 0) return has && c != '/' ? length : 0;
    }
    if (pattern.front() == '\\' && pattern.size() > 1) return pattern[1] == c ? 2 : 0;
    return lower(pattern.front()) == lower(c) ? 1 : 0;
}

/// Which prefixes of the text match the pattern so far: a row per pattern part, so that no pattern
/// costs more than its length times the text's.
bool glob_matches(std::string_view pattern, std::string_view text) {
    std::vector<bool> reached(text.size() + 1);
    reached[0] = true;
    while (!pattern.empty()) {
        std::vector<bool> next(text.size() + 1);
        if (pattern.starts_with("**/")) {
            for (std::size_t i = 0, open = 0; i <= text.size(); ++i) {
                const bool boundary = i == 0 || text[i - 1] == '/';
                next[i] = reached[i] || (boundary && open != 0);
                open |= static_cast<std::size_t>(reached[i]);
            }
            pattern.remove_prefix(3);
        } else if (pattern.front() == '*') {
            const bool any = pattern.starts_with("**");
            for (std::size_t i = 0; i <= text.size(); ++i)
                next[i] = reached[i] || (i > 0 && next[i - 1] && (any || text[i - 1] != '/'));
            pattern.remove_prefix(any ? 2 : 1);
        } else {
            std::size_t length = 1;
            for (std::size_t i = 0; i < text.size(); ++i) {
                if (!reached[i]) continue;
                const auto used = match_one(pattern, text[i]);
                next[i + 1] = used > 0;
                length = std::max(length, used);
            }
            pattern.remove_prefix(length);
        }
        reached = std::move(next);
    }
    return reached[text.size()];
}

/// A line of an ignore file, and the folder that it counts in (with a slash at its end).
struct Rule {
    std::string folder;
    std::string pattern;
    bool includes = false;
    bool folders_only = false;

    [[nodiscard]] bool matches(std::string_view path) const {
        if (!path.starts_with(folder)) return false;
        path.remove_prefix(folder.size());
        if (!folders_only && ignore_matches(pattern, path)) return true;
        for (auto slash = path.find('/'); slash != std::string_view::npos;
             slash = path.find('/', slash + 1))
            if (ignore_matches(pattern, path.substr(0, slash))) return true;
        return false;
    }
};

using Rules = std::vector<Rule>;

void add_rule(Rules& rules, const std::string& folder, std::string_view line) {
    line = trim(line);
    if (line.empty() || line.front() == '#') return;
    Rule rule;
    rule.folder = folder;
    rule.includes = line.front() == '!';
    if (rule.includes) line.remove_prefix(1);
    rule.folders_only = line.ends_with('/');
    if (rule.folders_only) line.remove_suffix(1);
    if (line.empty()) return;
    rule.pattern = line;
    rules.push_back(std::move(rule));
}

void add_lines(Rules& rules, const std::string& folder, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        add_rule(rules, folder, text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

/// Published only when somebody asks for them by name.
constexpr std::array usually_out{
    ".npmignore",    ".gitignore",         "**/.svn",       "**/.hg", "**/CVS",    "/.lock-wscript",
    "/.wafpickle-*", "/build/config.gypi", "npm-debug.log", ".*.swp", ".DS_Store", "._*",
    "*.orig",        "/archived-packages"};
constexpr std::array never_in{".npmrc", "/package-lock.json", "/yarn.lock", "/pnpm-lock.yaml",
                              "/bun.lockb"};

/// README, README.md, …, but no editor's copy of it.
bool is_document(std::string_view path) {
    if (path.find('/') != std::string_view::npos || path.ends_with('~') || path.ends_with('$'))
        return false;
    std::string name{path.substr(0, path.find('.'))};
    std::transform(name.begin(), name.end(), name.begin(), lower);
    return name == "readme" || name == "license" || name == "licence" || name == "copying";
}

std::string_view without_dot(std::string_view path) {
    if (path.starts_with("./")) path.remove_prefix(2);
    if (path.starts_with('/')) path.remove_prefix(1);
    return path;
}

class Selector {
public:
    Selector(const fs::path& folder, const PackedManifest& manifest)
        : folder_{folder}, manifest_{manifest} {
        for (const auto& entry : manifest.entries)
            wanted_.emplace_back(without_dot(entry));
    }

    std::vector<PackedFile> run() {
        walk({}, {});
        std::sort(found_.begin(), found_.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
        return std::move(found_);
    }

private:
    void add_files(Rules& rules) {
        rules.push_back({{}, "*", false, false});
        for (const auto& file : manifest_.files) {
            const auto plain = std::string{without_dot(file)};
            std::error_code none;
            const auto status = fs::symlink_status(folder_ / plain, none);
            if (fs::is_regular_file(status)) {
                wanted_.push_back(plain);
            } else if (file.starts_with('!')) {
                add_rule(rules, {}, file.substr(1));
            } else {
                // Something with this path from the top on: a folder, or a pattern.
                add_rule(rules, {}, fs::is_directory(status) ? "!/" + plain : "!" + file);
            }
        }
    }

    /// `rules` of the folders above, then those of this folder's own ignore file.
    void walk(const std::string& folder, Rules rules) {
        for (const auto* pattern : usually_out)
            add_rule(rules, folder, pattern);
        if (manifest_.has_files && folder.empty()) {
            add_files(rules);
        } else {
            auto text = read_file_if_exists(folder_ / folder / ".npmignore");
            if (!text) text = read_file_if_exists(folder_ / folder / ".gitignore");
            if (text) add_lines(rules, folder, *text);
        }
        for (const auto& entry : fs::directory_iterator{folder_ / folder}) {
            const auto name = entry.path().filename().string();
            if (name == ".git" || name == "node_modules" || entry.is_symlink()) continue;
            const auto path = folder + name;
            if (entry.is_directory())
                walk(path + "/", rules);
            else if (entry.is_regular_file() && is_in(path, rules))
                found_.push_back({path, entry.file_size(), is_executable(entry)});
        }
    }

    [[nodiscard]] bool is_in(const std::string& path, const Rules& rules) const {
        if (path == "package.json" || is_document(path)) return true;
        for (const auto* pattern : never_in)
            if (ignore_matches(pattern, path)) return false;
        if (std::find(wanted_.begin(), wanted_.end(), path) != wanted_.end()) return true;
        bool in = true;
        for (const auto& rule : rules)
            if (rule.includes != in && rule.matches(path)) in = rule.includes;
        return in;
    }

    static bool is_executable(const fs::directory_entry& entry) {
        return (entry.status().permissions() & fs::perms::owner_exec) != fs::perms::none;
    }

    const fs::path& folder_;
    const PackedManifest& manifest_;
    std::vector<std::string> wanted_;
    std::vector<PackedFile> found_;
};

}  // namespace

bool ignore_matches(std::string_view pattern, std::string_view path) {
    if (pattern.starts_with("./")) pattern.remove_prefix(2);
    if (pattern.find('/') == std::string_view::npos) {
        const auto slash = path.rfind('/');
        if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
    } else if (pattern.starts_with('/')) {
        pattern.remove_prefix(1);
    }
    return glob_matches(pattern, path);
}

std::vector<PackedFile> select_files(const fs::path& folder, const PackedManifest& manifest) {
    return Selector{folder, manifest}.run();
}

}  // namespace pgmeta::ship
