// SPDX-License-Identifier: MIT
#include "discover.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <system_error>

namespace pgmeta::workspace {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool has_plan(const fs::path& directory) {
    return is_there(directory / "pgpm.plan") || is_there(directory / "sqitch.plan");
}

/// `*` and `?` within one segment, in time linear in practice: a later star replaces an earlier
/// one.
bool matches(std::string_view pattern, std::string_view name) {
    std::size_t p = 0;
    std::size_t n = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::vector<std::string> segments_of(std::string_view pattern) {
    std::vector<std::string> result;
    std::size_t start = 0;
    while (start <= pattern.size()) {
        const auto slash = std::min(pattern.find('/', start), pattern.size());
        const auto segment = pattern.substr(start, slash - start);
        if (!segment.empty() && segment != ".") result.emplace_back(segment);
        start = slash + 1;
    }
    return result;
}

bool is_skipped(const std::string& name) {
    return name.starts_with('.') || name == "node_modules";
}

bool is_script_folder(const std::string& name) {
    return name == "deploy" || name == "revert" || name == "verify" || name == "sql";
}

/// Names in a folder; a folder that cannot be read is one without names.
struct Listing {
    PackageFiles files;
    std::vector<std::string> folders;  ///< not skipped; sorted
    std::vector<std::string> links;    ///< symbolic links to folders; sorted
};

Listing list(const fs::path& directory) {
    Listing result;
    result.files.directory = directory;
    bool sqitch = false;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator{directory, failure}) {
        auto name = entry.path().filename().string();
        std::error_code ignored;
        if (name == "pgpm.plan") result.files.plan = name;
        if (name == "sqitch.plan") sqitch = true;
        if (name == "package.json") result.files.has_manifest = true;
        if (name.size() > 8 && name.ends_with(".control")) {
            result.files.controls.push_back(std::move(name));
        } else if (!is_skipped(name) && entry.is_directory(ignored)) {
            auto& kind = entry.is_symlink(ignored) ? result.links : result.folders;
            kind.push_back(std::move(name));
        }
    }
    if (result.files.plan.empty() && sqitch) result.files.plan = "sqitch.plan";
    std::sort(result.files.controls.begin(), result.files.controls.end());
    std::sort(result.folders.begin(), result.folders.end());
    std::sort(result.links.begin(), result.links.end());
    return result;
}

class Finder {
public:
    /// Everything below the folders that match the pattern.
    void search(const fs::path& root, std::string_view pattern, bool installed) {
        installed_ = installed;
        expand(root, segments_of(pattern));
    }

    /// The folder itself, not what lies below.
    void add(const fs::path& directory) {
        found_.try_emplace(directory.native(), list(directory).files);
    }

    std::vector<PackageFiles> take() {
        std::vector<PackageFiles> result;
        for (auto& [path, files] : found_) {
            if (!files.plan.empty() || !files.controls.empty()) result.push_back(std::move(files));
        }
        return result;
    }

private:
    void expand(const fs::path& directory, std::span<const std::string> segments);
    void expand_any_depth(const fs::path& directory, std::span<const std::string> segments);
    void walk(const fs::path& directory);

    std::map<std::string, PackageFiles> found_;  ///< by real folder; those without a package too
    bool installed_ = false;
};

void Finder::expand(const fs::path& directory, std::span<const std::string> segments) {
    if (segments.empty()) {
        std::error_code ignored;
        if (fs::is_directory(directory, ignored)) walk(directory);
        return;
    }
    const auto& segment = segments.front();
    const auto rest = segments.subspan(1);
    if (segment.find_first_of("*?") == std::string::npos) {
        return expand((directory / segment).lexically_normal(), rest);
    }
    if (segment == "**") return expand_any_depth(directory, segments);
    const auto listing = list(directory);
    for (const auto* names : {&listing.folders, &listing.links}) {
        for (const auto& name : *names) {
            if (matches(segment, name)) expand(directory / name, rest);
        }
    }
}

void Finder::expand_any_depth(const fs::path& directory, std::span<const std::string> segments) {
    auto rest = segments.subspan(1);
    while (!rest.empty() && rest.front() == "**")
        rest = rest.subspan(1);
    expand(directory, rest);
    const auto listing = list(directory);
    const bool package = !listing.files.plan.empty();
    for (const auto& name : listing.folders) {
        if (package && is_script_folder(name)) continue;
        expand_any_depth(directory / name, segments);
    }
}

void Finder::walk(const fs::path& directory) {
    std::error_code failure;
    const bool link = fs::is_symlink(directory, failure);
    const auto real = link ? fs::canonical(directory, failure) : directory;
    const auto [entry, is_new] = found_.try_emplace((failure ? directory : real).native());
    if (!is_new) return;
    auto listing = list(directory);
    entry->second = std::move(listing.files);
    entry->second.installed = installed_;
    const bool package = !entry->second.plan.empty();
    for (const auto& name : listing.folders) {
        if (package && is_script_folder(name)) continue;
        walk(directory / name);
    }
}

}  // namespace

Root find_root(const fs::path& start) {
    Root root;
    std::error_code failure;
    root.start = fs::absolute(start, failure).lexically_normal();
    if (!root.start.has_filename()) root.start = root.start.parent_path();
    if (failure || !fs::is_directory(root.start, failure)) {
        throw Error{Fault::usage, "directory-unknown",
                    fmt::format("expected a folder, found `{}`", start.string())};
    }
    for (auto directory = root.start;; directory = directory.parent_path()) {
        if (root.package.empty() && has_plan(directory)) root.package = directory;
        if (root.script.empty() && is_there(directory / "pgpm.config.js")) {
            root.script = directory / "pgpm.config.js";
        }
        root.has_yaml = is_there(directory / "pgmeta.yaml");
        root.has_json = is_there(directory / "pgpm.json");
        if (root.has_yaml || root.has_json) {
            root.workspace = directory;
            return root;
        }
        if (directory == directory.parent_path()) return root;
    }
}

PackageFiles look_into(const fs::path& directory) {
    return list(directory).files;
}

std::vector<PackageFiles> find_packages(const fs::path& root,
                                        const std::vector<std::string>& patterns,
                                        const std::string& extensions_dir) {
    Finder finder;
    const auto installed = (root / extensions_dir).lexically_normal();
    finder.search(installed, "*", true);
    finder.search(installed, "@*/*", true);
    for (const auto& pattern : patterns) {
        const bool absolute = pattern.starts_with('/');
        finder.search(absolute ? fs::path{"/"} : root, pattern, false);
    }
    finder.add(root);
    return finder.take();
}

}  // namespace pgmeta::workspace
