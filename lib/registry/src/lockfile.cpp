// SPDX-License-Identifier: MIT
#include "pgmeta/registry/lockfile.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

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
                                   package.at("files").get<Texts>()};
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
    for (const auto& [name, package] : lock.packages)
        packages[name] = Json{{"version", package.version},
                              {"integrity", package.integrity},
                              {"dependencies", Json(package.dependencies)},
                              {"files", Json(package.files)}};
    const Json json{{"lockfileVersion", 1},
                    {"requested", Json(lock.requested)},
                    {"packages", std::move(packages)}};
    return json.dump(2) + "\n";
}

std::map<std::string, std::string> digests(const PackageFiles& files) {
    std::map<std::string, std::string> result;
    for (const auto& [path, content] : files)
        result[path] = sha256_hex(content);
    return result;
}

void check_installed(const fs::path& root, const fs::path& extensions, Diagnostics& problems) {
    const auto text = read_file_if_exists(root / "pgmeta.lock");
    if (!text) return;
    const auto base = fs::current_path();
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
        const auto found = digests(read_folder(folder));
        const auto report = [&](const std::string& path, std::string_view what) {
            problems.error("installed-changed", {display_path(folder / path, base), 0, 0},
                           fmt::format("`{}` {} is not as it was installed: this file {}", name,
                                       package.version, what),
                           "`pgmeta install` puts back what the lockfile has");
        };
        for (const auto& [path, digest] : package.files) {
            const auto there = found.find(path);
            if (there == found.end()) {
                report(path, "is gone");
            } else if (there->second != digest) {
                report(path, "was edited");
            }
        }
        for (const auto& [path, digest] : found)
            if (!package.files.contains(path)) report(path, "was added");
    }
}

}  // namespace pgmeta::registry
