// SPDX-License-Identifier: MIT
#include "pgmeta/author/templates.hpp"

#include "pgmeta/author/changes.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <system_error>
#include <utility>

namespace pgmeta::author {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view pgmeta_yaml =
    "# Where commands go that are not told otherwise: a private local server.\n"
    "default_target: dev\n";

// Read by pgmeta, too, so the list of packages stands in one place.
constexpr std::string_view pgpm_json = "{\n  \"packages\": [\n    \"packages/*\"\n  ]\n}\n";

/// The files of every new package, with marks as in a template of the user's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> package_template{{
    {"pgpm.plan", "%syntax-version=1.0.0\n%project={{name}}\n%uri={{name}}\n\n"},
    {"{{name}}.control",
     "# {{name}} extension\n"
     "comment = '{{name}} extension'\n"
     "default_version = '{{version}}'\n"
     "module_pathname = '$libdir/{{name}}'\n"
     "relocatable = false\n"
     "superuser = false\n"},
    {"package.json",
     "{\n"
     "  \"name\": \"{{name}}\",\n"
     "  \"version\": \"{{version}}\",\n"
     "  \"description\": \"{{name}} extension\",\n"
     "  \"license\": \"UNLICENSED\"\n"
     "}\n"},
    {"Makefile",
     "EXTENSION = {{name}}\n"
     "DATA = sql/{{name}}--{{version}}.sql\n"
     "\n"
     "PG_CONFIG = pg_config\n"
     "PGXS := $(shell $(PG_CONFIG) --pgxs)\n"
     "include $(PGXS)\n"},
    {"README.md", "# {{name}}\n"},
}};

void add_first_change(const PackageSeed& seed, std::vector<TemplateFile>& files) {
    const auto change = fmt::format("schemas/{}/schema", seed.name);
    const auto name = sqltext::quote_identifier(seed.name);
    const std::array<std::string, 3> bodies{
        fmt::format("CREATE SCHEMA {};\n", name), fmt::format("DROP SCHEMA {};\n", name),
        fmt::format("SELECT pg_catalog.has_schema_privilege({}, 'usage');\n",
                    sqltext::quote_literal(seed.name))};
    const std::array kinds{workspace::ScriptKind::deploy, workspace::ScriptKind::revert,
                           workspace::ScriptKind::verify};
    for (std::size_t i = 0; i < kinds.size(); ++i)
        files.push_back({fmt::format("{}/{}.sql", to_string(kinds[i]), change),
                         script_header(kinds[i], change, {}) + "\n" + bodies[i]});
    const auto& [timestamp, planner, email] = seed.signature;
    files.front().content +=
        fmt::format("{} {} {} <{}> # the package's schema\n", change, timestamp, planner, email);
}

/// `text` with the marks of a template filled in.
std::string filled_in(std::string_view text, const PackageSeed& seed) {
    const std::array<std::pair<std::string_view, std::string_view>, 3> marks{
        {{"{{name}}", seed.name},
         {"{{version}}", seed.version},
         {"{{date}}", std::string_view{seed.signature.timestamp}.substr(0, 10)}}};
    std::string result;
    while (!text.empty()) {
        const auto open = std::min(text.find("{{"), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);
        const auto mark = std::find_if(marks.begin(), marks.end(), [text](const auto& candidate) {
            return text.starts_with(candidate.first);
        });
        if (mark != marks.end()) {
            result += mark->second;
            text.remove_prefix(mark->first.size());
        } else if (!text.empty()) {
            result += text.substr(0, 2);
            text.remove_prefix(2);
        }
    }
    return result;
}

Error template_unusable(const fs::path& path, std::string_view reason) {
    return Error{Fault::usage, "template-unusable",
                 fmt::format("expected a template of files and folders, found `{}`, which {}",
                             path.string(), reason)};
}

}  // namespace

void check_package_name(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    constexpr std::size_t longest = 63;  // bytes of a name in PostgreSQL
    const bool good = !name.empty() && name.front() >= 'a' && name.front() <= 'z' &&
                      name.back() != '-' && name.size() <= longest &&
                      std::all_of(name.begin(), name.end(), allowed) &&
                      name.find("--") == std::string_view::npos;
    if (good) return;
    throw Error{Fault::usage, "package-name",
                fmt::format("a package name has lowercase letters, digits, `_` and single `-`, "
                            "begins with a letter and has at most 63 characters; found `{}`",
                            name)};
}

std::vector<TemplateFile> workspace_files() {
    return {{"pgmeta.yaml", std::string{pgmeta_yaml}}, {"pgpm.json", std::string{pgpm_json}}};
}

std::vector<TemplateFile> package_files(const PackageSeed& seed) {
    check_package_name(seed.name);
    std::vector<TemplateFile> files;
    for (const auto& [path, text] : package_template)
        files.push_back({filled_in(path, seed), filled_in(text, seed)});
    if (!seed.empty) add_first_change(seed, files);
    return files;
}

std::vector<TemplateFile> template_files(const fs::path& folder, const PackageSeed& seed) {
    std::error_code failed;
    if (!fs::is_directory(folder, failed)) throw template_unusable(folder, "is no folder");
    std::vector<TemplateFile> files;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (entry.is_symlink()) throw template_unusable(entry.path(), "is a symbolic link");
        if (entry.is_directory()) continue;
        if (!entry.is_regular_file()) throw template_unusable(entry.path(), "is no file");
        const auto path = entry.path().lexically_relative(folder);
        files.push_back({filled_in(path.string(), seed), filled_in(read_file(entry.path()), seed)});
    }
    std::sort(files.begin(), files.end(),
              [](const TemplateFile& a, const TemplateFile& b) { return a.path < b.path; });
    return files;
}

fs::path new_package_folder(const workspace::Workspace& workspace, std::string_view name) {
    for (std::string_view pattern : workspace.config.packages.value) {
        if (pattern.ends_with("/**")) pattern.remove_suffix(1);
        if (!pattern.ends_with("/*") || pattern.starts_with('/')) continue;
        const auto parent = pattern.substr(0, pattern.size() - 2);
        if (parent.find_first_of("*?") != std::string_view::npos) continue;
        return (workspace.root / parent).lexically_normal() / name;
    }
    throw Error{Fault::workspace, "packages-pattern",
                "expected a pattern like `packages/*` among `packages`, found none, so there is no "
                "place for a new package"}
        .at({workspace.config.file.string(), 0, 0});
}

FileEdit creation(const fs::path& folder, std::vector<TemplateFile> files) {
    FileEdit edit;
    for (auto& file : files)
        edit.create(folder / file.path, std::move(file.content));
    return edit;
}

}  // namespace pgmeta::author
