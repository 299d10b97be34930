// SPDX-License-Identifier: MIT
#include "sources.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

std::map<std::string, std::string> texts(const Json& json, const char* key) {
    std::map<std::string, std::string> result;
    const auto found = json.find(key);
    if (found == json.end() || !found->is_object()) return result;
    for (const auto& [name, value] : found->items())
        if (value.is_string()) result[name] = value.get<std::string>();
    return result;
}

std::string text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// npm names: what may stand in a URL and a path without surprises.
bool is_npm_name(std::string_view name) {
    if (name.starts_with('@')) {
        const auto slash = name.find('/');
        return slash != std::string_view::npos && is_npm_name(name.substr(1, slash - 1)) &&
               is_npm_name(name.substr(slash + 1));
    }
    constexpr std::size_t longest = 214;
    return !name.empty() && name.size() <= longest && name.front() != '.' && name.front() != '_' &&
           std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-' || c == '_' || c == '.' || c == '~';
           });
}

void check_name(const std::string& name) {
    if (is_npm_name(name)) return;
    throw Error{Fault::usage, "npm-name",
                fmt::format("expected the name of an npm package, found `{}`", name)};
}

std::string file_name(std::string text) {
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

Error answer_malformed(const std::string& name) {
    return Error{
        Fault::environment, "registry-answer",
        fmt::format("expected the registry's description of `{}`, found something else", name)};
}

Packument parse_packument(const std::string& name, const std::string& body) {
    const auto json = Json::parse(body, nullptr, false);
    if (!json.is_object() || !json.contains("versions") || !json["versions"].is_object())
        throw answer_malformed(name);
    Packument result{name, texts(json, "dist-tags"), {}};
    for (const auto& [text, manifest] : json["versions"].items()) {
        auto version = Version::parse(text);
        if (!version || !manifest.is_object() || !manifest.contains("dist")) continue;
        const auto& dist = manifest["dist"];
        if (!dist.is_object()) continue;
        result.versions.push_back({std::move(*version), text_of(dist, "tarball"),
                                   text_of(dist, "integrity"), texts(manifest, "dependencies")});
    }
    return result;
}

void keep(const fs::path& path, const std::string& content) {
    if (path.empty()) return;
    std::error_code ignored;
    fs::create_directories(path.parent_path(), ignored);
    if (ignored) return;
    try {
        write_file_atomically(path, content);
    } catch (const Error&) {
        // A cache that cannot be written costs time, nothing else.
    }
}

std::string key_of(const Choice& choice) {
    return choice.name + "@" + choice.candidate.version.text();
}

/// Digest of a folder's files, as if they were an archive.
std::string folder_integrity(const PackageFiles& files) {
    std::string text;
    for (const auto& [path, content] : files)
        text += fmt::format("{}\n{}\n", sha256_hex(content), path);
    return sha512_integrity(text);
}

}  // namespace

std::string manifest_text(const PackageFiles& files, const char* key) {
    const auto manifest = files.find("package.json");
    if (manifest == files.end()) return {};
    const auto json = Json::parse(manifest->second, nullptr, false);
    return json.is_object() ? text_of(json, key) : std::string{};
}

PackageSources::PackageSources(const Settings& settings,
                               const Lockfile& lock,
                               bool offline,
                               Progress progress)
    : settings_{settings}, lock_{lock}, offline_{offline}, progress_{std::move(progress)} {}

std::string PackageSources::add_local(const fs::path& path) {
    std::error_code none;
    Loaded loaded;
    if (fs::is_directory(path, none)) {
        loaded.files = read_folder(path);
        loaded.integrity = folder_integrity(loaded.files);
    } else {
        const auto bytes = read_file(path);
        loaded.files = unpack(bytes, path.string());
        loaded.integrity = sha512_integrity(bytes);
    }
    const auto name = manifest_text(loaded.files, "name");
    auto version = Version::parse(manifest_text(loaded.files, "version"));
    if (name.empty() || !version) {
        throw Error{Fault::usage, "manifest-malformed",
                    fmt::format("expected a package.json with `name` and `version` in `{}`",
                                path.string())};
    }
    check_name(name);
    const auto json = Json::parse(loaded.files["package.json"], nullptr, false);
    loaded.version = version->text();
    Candidate candidate{*version, {}, loaded.integrity, texts(json, "dependencies")};
    loaded_[name + "@" + loaded.version] = std::move(loaded);
    local_[name] = {name, {{"latest", version->text()}}, {std::move(candidate)}};
    return name;
}

fs::path PackageSources::cached_archive(const std::string& integrity) const {
    if (settings_.cache.empty()) return {};
    return settings_.cache / "archives" / (file_name(integrity) + ".tgz");
}

fs::path PackageSources::cached_packument(const std::string& name) const {
    if (settings_.cache.empty()) return {};
    const auto source = sha256_hex(settings_.registry_of(name)).substr(0, 16);
    return settings_.cache / "packages" / source / (file_name(name) + ".json");
}

std::vector<Packument> PackageSources::packuments(const std::vector<std::string>& names) {
    std::vector<HttpRequest> requests;
    std::vector<std::string> asked;
    std::vector<Packument> result;
    for (const auto& name : names) {
        check_name(name);
        if (const auto own = local_.find(name); own != local_.end()) {
            result.push_back(own->second);
            continue;
        }
        if (offline_) {
            const auto text = read_file_if_exists(cached_packument(name));
            if (!text) {
                throw Error{Fault::environment, "offline-missing",
                            fmt::format("the cache does not know `{}`", name)}
                    .hint("install once without `--offline`");
            }
            result.push_back(parse_packument(name, *text));
            continue;
        }
        const auto registry = settings_.registry_of(name);
        auto place = name;
        if (const auto slash = place.find('/'); slash != std::string::npos)
            place.replace(slash, 1, "%2f");
        requests.push_back({registry + place, settings_.token_for(registry),
                            "application/vnd.npm.install-v1+json, application/json"});
        asked.push_back(name);
    }
    const auto responses = get_all(requests, settings_.http);
    for (std::size_t i = 0; i < responses.size(); ++i) {
        if (responses[i].status == 404) {
            throw Error{Fault::usage, "package-not-found",
                        fmt::format("the registry has no package `{}`", asked[i])};
        }
        if (responses[i].status != 200) {
            throw Error{Fault::environment, "registry-unreachable",
                        fmt::format("`{}` answered with status {}", shown_url(requests[i].url),
                                    responses[i].status)};
        }
        result.push_back(parse_packument(asked[i], responses[i].body));
        keep(cached_packument(asked[i]), responses[i].body);
    }
    return result;
}

std::string PackageSources::expected_integrity(const Choice& choice) const {
    const auto locked = lock_.packages.find(choice.name);
    if (locked != lock_.packages.end() && locked->second.version == choice.candidate.version.text())
        return locked->second.integrity;
    const auto& published = choice.candidate.integrity;
    const auto start = published.find("sha512-");
    if (start != std::string::npos)
        return published.substr(start, published.find(' ', start) - start);
    throw Error{Fault::environment, "integrity-missing",
                fmt::format("the registry gives no sha512 digest for `{}`", key_of(choice))};
}

void PackageSources::take(const Choice& choice, const std::string& bytes) {
    const auto expected = expected_integrity(choice);
    const auto found = sha512_integrity(bytes);
    if (found != expected) {
        throw Error{Fault::environment, "integrity-mismatch",
                    fmt::format("`{}` is not what was published or locked: expected {}, found {}",
                                key_of(choice), expected, found)};
    }
    Loaded loaded{choice.candidate.version.text(), found, unpack(bytes, key_of(choice))};
    if (manifest_text(loaded.files, "name") != choice.name) {
        throw Error{
            Fault::environment, "archive-unsafe",
            fmt::format("`{}` is refused: its package.json names another package", key_of(choice))};
    }
    loaded_[key_of(choice)] = std::move(loaded);
}

std::vector<bool> PackageSources::have_plan(const std::vector<Choice>& choices) {
    std::vector<HttpRequest> requests;
    std::vector<const Choice*> asked;
    for (const auto& choice : choices) {
        if (loaded_.contains(key_of(choice))) continue;
        const auto cached = read_file_if_exists(cached_archive(expected_integrity(choice)));
        if (cached && sha512_integrity(*cached) == expected_integrity(choice)) {
            take(choice, *cached);
            continue;
        }
        if (offline_) {
            throw Error{Fault::environment, "offline-missing",
                        fmt::format("the cache does not have `{}`", key_of(choice))}
                .hint("install once without `--offline`");
        }
        requests.push_back(
            {choice.candidate.tarball, settings_.token_for(choice.candidate.tarball), {}});
        asked.push_back(&choice);
    }
    const auto responses = get_all(requests, settings_.http, [&](std::size_t i) {
        if (progress_) progress_(key_of(*asked[i]));
    });
    for (std::size_t i = 0; i < responses.size(); ++i) {
        if (responses[i].status != 200) {
            throw Error{Fault::environment, "registry-unreachable",
                        fmt::format("`{}` answered with status {}", shown_url(requests[i].url),
                                    responses[i].status)};
        }
        take(*asked[i], responses[i].body);
        keep(cached_archive(expected_integrity(*asked[i])), responses[i].body);
    }
    std::vector<bool> result;
    for (const auto& choice : choices)
        result.push_back(loaded(choice).files.contains("pgpm.plan"));
    return result;
}

const Loaded& PackageSources::loaded(const Choice& choice) const {
    return loaded_.at(key_of(choice));
}

}  // namespace pgmeta::registry
