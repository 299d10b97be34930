// SPDX-License-Identifier: MIT
#include "pgmeta/registry/lockfile.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "place.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <system_error>

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::map<std::string, std::string>;

}  // namespace

Lockfile parse_lockfile(const std::string& text, const std::string& file) {
    Lockfile lock;
    if (text.empty()) return lock;
    try {
        const auto json = Json::parse(text);
        if (json.at("lockfileVersion").get<int>() != 1) {
            throw Error{Fault::workspace, "lockfile-malformed",
                        "expected lockfileVersion 1: another version of pgmeta wrote this file"}
                .at({file, 0, 0});
        }
        lock.requested = json.at("requested").get<Texts>();
        for (const auto& [name, package] : json.at("packages").items())
            lock.packages[name] = {package.at("version").get<std::string>(),
                                   package.at("integrity").get<std::string>(),
                                   package.at("dependencies").get<Texts>(),
                                   package.at("files").get<Texts>(), package.value("source", "")};
        lock.without_plan = json.value("withoutPlan", std::set<std::string>{});
    } catch (const nlohmann::json::exception&) {
        throw Error{Fault::workspace, "lockfile-malformed",
                    "expected what `pgmeta install` writes, found something else"}
            .at({file, 0, 0})
            .hint("take the file from version control, or remove it and install again");
    }
    return lock;
}

std::string to_text(const Lockfile& lock) {
    auto packages = Json::object();
    for (const auto& [name, package] : lock.packages) {
        Json entry{{"version", package.version}, {"integrity", package.integrity}};
        if (!package.source.empty()) entry["source"] = package.source;
        entry["dependencies"] = Json(package.dependencies);
        entry["files"] = Json(package.files);
        packages[name] = std::move(entry);
    }
    Json json{{"lockfileVersion", 1},
              {"requested", Json(lock.requested)},
              {"packages", std::move(packages)}};
    if (!lock.without_plan.empty()) json["withoutPlan"] = Json(lock.without_plan);
    return json.dump(2) + "\n";
}

std::map<std::string, std::string> digests(const PackageFiles& files) {
    std::map<std::string, std::string> result;
    for (const auto& [path, content] : files)
        result[path] = sha256_hex(content);
    return result;
}

Texts digests_below(const fs::path& folder) {
    Texts result;
    for (auto entry = fs::recursive_directory_iterator{folder};
         entry != fs::recursive_directory_iterator{}; ++entry) {
        if (is_left_out(entry->path().filename())) {
            entry.disable_recursion_pending();
            continue;
        }
        auto path = entry->path().lexically_relative(folder).generic_string();
        if (entry->is_symlink()) {
            result.emplace(std::move(path), "link");
        } else if (!entry->is_directory()) {
            result.emplace(std::move(path), sha256_hex(read_file(entry->path())));
        }
    }
    return result;
}

void check_installed(const fs::path& root, const fs::path& extensions, Diagnostics& problems) {
    const auto base = fs::current_path();
    if (is_interrupted(extensions)) {
        problems.error("install-interrupted", {display_path(extensions, base), 0, 0},
                       "an installation was cut off, and its packages are half in place",
                       "`pgmeta install` takes it back before it does anything else");
    }
    const auto text = read_file_if_exists(root / "pgmeta.lock");
    if (!text) return;
    const auto lock = parse_lockfile(*text, display_path(root / "pgmeta.lock", base));
    for (const auto& [name, package] : lock.packages) {
        const auto folder = extensions / name;
        std::error_code none;
        if (!fs::is_directory(folder, none)) {
            problems.error("installed-changed", {display_path(folder, base), 0, 0},
                           fmt::format("pgmeta.lock has `{}` {}, and it is not installed", name,
                                       package.version),
                           "`pgmeta install` installs what the lockfile has");
            continue;
        }
        for (const auto& [path, what] : changed_files(package, folder))
            problems.error("installed-changed", {display_path(folder / path, base), 0, 0},
                           fmt::format("`{}` {} is not as it was installed: this file {}", name,
                                       package.version, what),
                           "`pgmeta install` puts back what the lockfile has");
    }
}

Texts changed_files(const LockedPackage& package, const fs::path& folder) {
    const auto found = digests_below(folder);
    Texts result;
    for (const auto& [path, digest] : package.files) {
        const auto there = found.find(path);
        if (there == found.end()) {
            result[path] = "is gone";
        } else if (there->second != digest) {
            result[path] = there->second == "link" ? "is a link now" : "was edited";
        }
    }
    for (const auto& [path, digest] : found)
        if (!package.files.contains(path)) result[path] = "was added";
    return result;
}

}  // namespace pgmeta::registry
