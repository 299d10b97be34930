// SPDX-License-Identifier: MIT
#include "manifests.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/semver.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <set>

namespace pgmeta::registry {

namespace fs = std::filesystem;

using workspace::Workspace;

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::map<std::string, std::string>;

Json parse_manifest(const fs::path& path, const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    if (json.is_object()) return json;
    throw Error{Fault::workspace, "manifest-malformed",
                fmt::format("expected a JSON object in `{}`, found something else", path.string())};
}

Texts all_dependencies(const Json& json) {
    Texts result;
    const auto found = json.find("dependencies");
    if (found == json.end() || !found->is_object()) return result;
    for (const auto& [name, range] : found->items())
        if (range.is_string()) result[name] = range.get<std::string>();
    return result;
}

std::string with_dependencies(const fs::path& path,
                              const std::string& text,
                              const Texts& add,
                              const std::vector<std::string>& drop) {
    auto json = parse_manifest(path, text);
    auto all = all_dependencies(json);
    const auto before = all;
    for (const auto& name : drop)
        all.erase(name);
    for (const auto& [name, version] : add)
        all[name] = version;
    if (all == before) return text;
    json["dependencies"] = Json(all);
    if (all.empty()) json.erase("dependencies");
    return json.dump(2) + (text.ends_with('\n') ? "\n" : "");
}

/// A range, or a tag such as `latest`, is met by what the lockfile has for a tag.
bool meets(const std::string& version, const std::string& range) {
    const auto parsed = VersionRange::parse(range);
    const auto found = Version::parse(version);
    return !parsed || (found && parsed->contains(*found));
}

}  // namespace

fs::path lock_path(const Workspace& workspace) {
    return workspace.root / "pgmeta.lock";
}

fs::path extensions_of(const Workspace& workspace) {
    return (workspace.root / workspace.config.extensions_dir.value).lexically_normal();
}

std::vector<Manifest> read_manifests(const Workspace& workspace) {
    std::set<std::string> own;
    std::vector<Manifest> result{{workspace.root / "pgpm.json", {}, {}}};
    for (const auto& package : workspace.packages) {
        if (package->installed) continue;
        own.insert(package->npm_name);
        result.push_back({package->directory / "package.json", {}, {}});
    }
    for (auto& manifest : result) {
        manifest.shown = manifest.file.lexically_relative(workspace.root).generic_string();
        const auto text = read_file_if_exists(manifest.file);
        if (!text) continue;
        // `workspace:*`, URLs and folders are no ranges: other tools' business.
        for (auto& [name, range] : all_dependencies(parse_manifest(manifest.file, *text)))
            if (!own.contains(name) && VersionRange::parse(range))
                manifest.dependencies[name] = range;
    }
    return result;
}

void edit_manifest(const fs::path& path,
                   const Texts& add,
                   const std::vector<std::string>& drop,
                   FileEdit& edit) {
    auto before = read_file_if_exists(path);
    if (!before) return;
    auto after = with_dependencies(path, *before, add, drop);
    edit.replace(path, std::move(*before), std::move(after));
}

void write_lock(const Workspace& workspace, const Lockfile& lock, FileEdit& edit) {
    auto before = read_file_if_exists(lock_path(workspace));
    auto after = to_text(lock);
    if (before) {
        edit.replace(lock_path(workspace), std::move(*before), std::move(after));
    } else {
        edit.create(lock_path(workspace), std::move(after));
    }
}

std::set<std::string> needed(const Lockfile& lock, const std::vector<Demand>& demands) {
    std::set<std::string> result;
    std::vector<std::string> open;
    for (const auto& [name, range] : lock.requested)
        open.push_back(name);
    for (const auto& demand : demands)
        open.push_back(demand.name);
    while (!open.empty()) {
        const auto name = open.back();
        open.pop_back();
        const auto package = lock.packages.find(name);
        if (package == lock.packages.end() || !result.insert(name).second) continue;
        for (const auto& [dependency, range] : package->second.dependencies)
            open.push_back(dependency);
    }
    return result;
}

std::vector<std::string> differences(const Lockfile& lock, const std::vector<Demand>& demands) {
    std::vector<std::string> result;
    const auto look = [&](const std::string& name, const std::string& range,
                          const std::string& by) {
        const auto package = lock.packages.find(name);
        if (package != lock.packages.end()) {
            if (!meets(package->second.version, range))
                result.push_back(fmt::format("{} needs `{}` `{}`: locked {}", by, name, range,
                                             package->second.version));
            return;
        }
        result.push_back(fmt::format("{} needs `{}` `{}`: locked nothing", by, name, range));
    };
    for (const auto& demand : demands)
        if (!lock.without_plan.contains(demand.name)) look(demand.name, demand.range, demand.by);
    for (const auto& [name, range] : lock.requested)
        look(name, range, "what was asked for");
    for (const auto& [name, package] : lock.packages)
        for (const auto& [dependency, range] : package.dependencies)
            look(dependency, range, fmt::format("`{}` {}", name, package.version));
    const auto wanted = needed(lock, demands);
    for (const auto& [name, package] : lock.packages)
        if (!wanted.contains(name))
            result.push_back(
                fmt::format("nothing needs `{}` any more: locked {}", name, package.version));
    return result;
}

}  // namespace pgmeta::registry
