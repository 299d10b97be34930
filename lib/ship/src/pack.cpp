// SPDX-License-Identifier: MIT
#include "pgmeta/ship/pack.hpp"

#include "packed_files.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/semver.hpp"
#include "pgmeta/registry/resolve.hpp"
#include "tar.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace pgmeta::ship {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

/// npm gives every file this time, so that tarballs compare: 1985-10-26T08:15:00Z.
constexpr std::int64_t npm_time = 499162500;

Error incomplete(const std::string& shown, const std::string& found) {
    return Error{Fault::workspace, "manifest-incomplete",
                 fmt::format("expected `name` and `version` in package.json, found {}", found)}
        .at({shown, 0, 0})
        .hint(R"(npm needs both: `{"name": "@scope/package", "version": "0.1.0"}`)");
}

std::string text_at(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::vector<std::string> texts_of(const Json& json) {
    std::vector<std::string> result;
    if (json.is_string()) result.push_back(json.get<std::string>());
    if (json.is_structured())
        for (const auto& item : json)
            if (item.is_string()) result.push_back(item.get<std::string>());
    return result;
}

/// `@scope/name` as npm writes it into a file's name.
std::string flat_name(std::string name) {
    if (name.starts_with('@')) name.erase(0, 1);
    std::replace(name.begin(), name.end(), '/', '-');
    return name;
}

/// Both become parts of a file's name, and of what others install.
void check_names(const PackedManifest& manifest, const std::string& shown) {
    if (!registry::is_npm_name(manifest.name))
        throw Error{Fault::workspace, "npm-name",
                    fmt::format("expected the name of an npm package, found `{}`", manifest.name)}
            .at({shown, 0, 0});
    // What is lax for a range of versions (white space, a `v`) does not name one.
    const bool bare = manifest.version.front() >= '0' && manifest.version.front() <= '9' &&
                      manifest.version.find_first_of(" \t\r\n") == std::string::npos;
    if (!bare || !Version::parse(manifest.version))
        throw Error{Fault::workspace, "npm-version",
                    fmt::format("expected a version that npm takes, found `{}`", manifest.version)}
            .at({shown, 0, 0})
            .hint("three numbers: `1.2.3`, or `1.2.3-beta.1`");
}

}  // namespace

PackedManifest read_manifest(const fs::path& folder, const std::string& shown) {
    const auto text = read_file_if_exists(folder / "package.json");
    if (!text) throw incomplete(shown, "no such file");
    const auto json = Json::parse(*text, nullptr, false);
    if (!json.is_object()) throw incomplete(shown, "no JSON object");
    PackedManifest manifest{text_at(json, "name"), text_at(json, "version"), {}, false, {}};
    if (manifest.name.empty()) throw incomplete(shown, "no `name`");
    if (manifest.version.empty()) throw incomplete(shown, "no `version`");
    check_names(manifest, shown);
    if (const auto files = json.find("files"); files != json.end() && files->is_array()) {
        manifest.has_files = true;
        manifest.files = texts_of(*files);
    }
    for (const auto* key : {"main", "browser", "bin"})
        if (const auto entry = json.find(key); entry != json.end())
            for (auto& path : texts_of(*entry))
                manifest.entries.push_back(std::move(path));
    return manifest;
}

std::vector<PackedFile> packed_files(const fs::path& folder) {
    return select_files(folder, read_manifest(folder, (folder / "package.json").string()));
}

Tarball pack(const workspace::Package& package) {
    const auto& folder = package.directory;
    const auto shown = package.shown_directory == "."
                           ? std::string{"package.json"}
                           : fmt::format("{}/package.json", package.shown_directory);
    const auto manifest = read_manifest(folder, shown);
    Tarball tarball;
    tarball.name = manifest.name;
    tarball.version = manifest.version;
    tarball.file_name = fmt::format("{}-{}.tgz", flat_name(manifest.name), manifest.version);
    tarball.files = select_files(folder, manifest);
    TarWriter tar{npm_time};
    for (auto& file : tarball.files) {
        const auto content = read_file(folder / file.path);
        file.bytes = content.size();
        tar.add("package/" + file.path, content, file.executable);
    }
    tarball.archive = tar.finish();
    tarball.integrity = sha512_integrity(tarball.archive);
    return tarball;
}

}  // namespace pgmeta::ship
