// SPDX-License-Identifier: MIT
#include "sources.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <system_error>
#include <unistd.h>

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

std::string file_name(std::string text) {
    std::replace(text.begin(), text.end(), '/', '_');
    return text;
}

Error answer_malformed(const std::string& name) {
    return Error{
        Fault::environment, "registry-answer",
        fmt::format("expected the registry's description of `{}`, found something else", name)};
}

/// A cache that cannot be written costs time, nothing else.  Renamed into place, so that readers
/// see a whole file or none; not synced, since whoever reads it checks it.
void keep(const fs::path& path, const std::string& content) {
    if (path.empty()) return;
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    if (failed) return;
    const auto part =
        path.parent_path() / fmt::format(".{}.{}", path.filename().string(), ::getpid());
    std::ofstream file{part, std::ios::binary};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (file) fs::rename(part, path, failed);
    if (!file || failed) fs::remove(part, failed);
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

Error offline_missing(const std::vector<std::string>& missing) {
    std::string names;
    for (const auto& name : missing)
        names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
    return Error{Fault::environment, "offline-missing",
                 fmt::format("the cache does not have {}", names)}
        .hint("install once without `--offline`");
}

}  // namespace

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

Error refused_answer(const std::string& name, const HttpRequest& request, long status) {
    if (status == 404) {
        return Error{Fault::usage, "package-not-found",
                     fmt::format("the registry has no package `{}`", name)};
    }
    const auto url = shown_url(request.url);
    if (status == 401 || status == 403) {
        return Error{Fault::environment, "registry-denied",
                     fmt::format("`{}` answered with status {}: {}", url, status,
                                 request.token.empty() ? "it wants a token, and none is configured"
                                                       : "it does not accept the token")}
            .hint(
                "a line `//HOST/PATH/:_authToken=${NPM_TOKEN}` in .npmrc, with the registry's host");
    }
    return Error{Fault::environment, "registry-unreachable",
                 fmt::format("`{}` answered with status {}", url, status)};
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

HttpRequest packument_request(const Settings& settings,
                              const std::string& name,
                              std::string accept) {
    const auto registry = settings.registry_of(name);
    auto place = name;
    if (const auto slash = place.find('/'); slash != std::string::npos)
        place.replace(slash, 1, "%2f");
    return {registry + place, settings.token_for(registry), std::move(accept)};
}

std::string manifest_text(const PackageFiles& files, const char* key) {
    const auto manifest = files.find("package.json");
    if (manifest == files.end()) return {};
    const auto json = Json::parse(manifest->second, nullptr, false);
    return json.is_object() ? text_of(json, key) : std::string{};
}

PackageSources::PackageSources(
    const Settings& settings, const Lockfile& lock, Places places, bool offline, Progress progress)
    : settings_{settings},
      lock_{lock},
      places_{std::move(places)},
      offline_{offline},
      progress_{std::move(progress)} {}

std::string PackageSources::add_local(const fs::path& path) {
    std::error_code none;
    Loaded loaded;
    if (!fs::exists(path, none)) {
        throw Error{Fault::usage, "source-missing",
                    fmt::format("expected a folder or an archive `{}`, found nothing there",
                                path.string())};
    }
    if (fs::is_directory(path, none)) {
        loaded.files = read_folder(path);
        loaded.integrity = folder_integrity(loaded.files);
    } else {
        const auto bytes = read_file(path);
        loaded.files = unpack(bytes, path.string());
        loaded.integrity = sha512_integrity(bytes);
    }
    loaded.source = path.lexically_relative(places_.root).generic_string();
    auto name = manifest_text(loaded.files, "name");
    if (name.empty() || !Version::parse(manifest_text(loaded.files, "version"))) {
        throw Error{Fault::usage, "manifest-malformed",
                    fmt::format("expected a package.json with `name` and `version` in `{}`",
                                path.string())};
    }
    check_name(name);
    add_files(name, std::move(loaded));
    return name;
}

/// Makes a package of which we have the files the only version there is.
void PackageSources::add_files(const std::string& name, Loaded loaded) {
    const auto version = Version::parse(manifest_text(loaded.files, "version")).value();
    const auto json = Json::parse(loaded.files["package.json"], nullptr, false);
    loaded.version = version.text();
    Candidate candidate{version, {}, loaded.integrity, texts(json, "dependencies")};
    known_[name] = {name, {{"latest", version.text()}}, {std::move(candidate)}};
    loaded_[name + "@" + version.text()] = std::move(loaded);
}

/// A package that was locked from a folder or archive: as it is in place, else from there again.
bool PackageSources::add_locked_local(const std::string& name) {
    const auto found = lock_.packages.find(name);
    if (found == lock_.packages.end() || found->second.source.empty() || known_.contains(name) ||
        from_registry_.contains(name))
        return false;
    const auto& locked = found->second;
    if (in_place(name)) {
        add_files(name,
                  {{}, locked.integrity, read_folder(places_.extensions / name), locked.source});
        return true;
    }
    const auto path = (places_.root / locked.source).lexically_normal();
    const auto again = fmt::format("`pgmeta install {}` takes what is there now", locked.source);
    try {
        add_local(path);
    } catch (Error& error) {
        error.add_hint(fmt::format("pgmeta.lock has `{}` {} from there, and no registry knows it",
                                   name, locked.version));
        throw;
    }
    const auto loaded = loaded_.find(name + "@" + locked.version);
    if (loaded != loaded_.end() && loaded->second.integrity == locked.integrity) return true;
    throw Error{
        Fault::environment, "integrity-mismatch",
        fmt::format("`{}` is not what was locked as `{}` {}", path.string(), name, locked.version)}
        .hint(again);
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

void PackageSources::read_cached_packuments(const std::vector<std::string>& names) {
    std::vector<std::string> missing;
    for (const auto& name : names) {
        if (const auto text = read_file_if_exists(cached_packument(name))) {
            known_[name] = parse_packument(name, *text);
        } else {
            missing.push_back(name);
        }
    }
    if (!missing.empty()) throw offline_missing(missing);
}

void PackageSources::get_packuments(const std::vector<std::string>& names) {
    std::vector<HttpRequest> requests;
    requests.reserve(names.size());
    for (const auto& name : names)
        requests.push_back(packument_request(
            settings_, name, "application/vnd.npm.install-v1+json, application/json"));
    const auto responses = get_all(requests, settings_.http);
    for (std::size_t i = 0; i < responses.size(); ++i) {
        const auto& name = names[i];
        if (responses[i].status != 200)
            throw refused_answer(name, requests[i], responses[i].status);
        known_[name] = parse_packument(name, responses[i].body);
        keep(cached_packument(name), responses[i].body);
    }
}

std::vector<Packument> PackageSources::packuments(const std::vector<std::string>& names) {
    std::vector<std::string> asked;
    for (const auto& name : names) {
        check_name(name);
        if (!add_locked_local(name) && !known_.contains(name)) asked.push_back(name);
    }
    if (offline_) {
        read_cached_packuments(asked);
    } else {
        get_packuments(asked);
    }
    std::vector<Packument> result;
    result.reserve(names.size());
    for (const auto& name : names)
        result.push_back(known_.at(name));
    return result;
}

bool PackageSources::in_place(const std::string& name) {
    const auto known = in_place_.find(name);
    if (known != in_place_.end()) return known->second;
    const auto locked = lock_.packages.find(name);
    const auto folder = places_.extensions / name;
    std::error_code none;
    const bool result = locked != lock_.packages.end() && fs::is_directory(folder, none) &&
                        digests_below(folder) == locked->second.files;
    return in_place_[name] = result;
}

bool PackageSources::is_locked(const Choice& choice) const {
    const auto locked = lock_.packages.find(choice.name);
    return locked != lock_.packages.end() &&
           locked->second.version == choice.candidate.version.text() &&
           (locked->second.source.empty() || !from_registry_.contains(choice.name));
}

std::string PackageSources::expected_integrity(const Choice& choice) const {
    if (is_locked(choice)) return lock_.packages.at(choice.name).integrity;
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
                    fmt::format("`{}` is not what was {}: expected {}, found {}", key_of(choice),
                                is_locked(choice) ? "locked" : "published", expected, found)};
    }
    Loaded loaded{choice.candidate.version.text(), found, unpack(bytes, key_of(choice)), {}};
    if (manifest_text(loaded.files, "name") != choice.name) {
        throw Error{
            Fault::environment, "archive-unsafe",
            fmt::format("`{}` is refused: its package.json names another package", key_of(choice))};
    }
    loaded_[key_of(choice)] = std::move(loaded);
}

bool PackageSources::take_cached(const Choice& choice) {
    const auto integrity = expected_integrity(choice);
    const auto bytes = read_file_if_exists(cached_archive(integrity));
    if (!bytes || sha512_integrity(*bytes) != integrity) return false;
    take(choice, *bytes);
    return true;
}

void PackageSources::download(const std::vector<const Choice*>& choices) {
    if (offline_ && !choices.empty()) {
        std::vector<std::string> missing;
        missing.reserve(choices.size());
        for (const auto* choice : choices)
            missing.push_back(key_of(*choice));
        throw offline_missing(missing);
    }
    std::vector<HttpRequest> requests;
    for (const auto* choice : choices) {
        const auto& url = choice->candidate.tarball;
        requests.push_back({url, settings_.token_for(url), {}});
    }
    std::size_t done = 0;
    const auto responses = get_all(requests, settings_.http, [&](std::size_t i) {
        if (progress_) progress_(++done, requests.size(), key_of(*choices[i]));
    });
    for (std::size_t i = 0; i < responses.size(); ++i) {
        if (responses[i].status != 200)
            throw refused_answer(key_of(*choices[i]), requests[i], responses[i].status);
        take(*choices[i], responses[i].body);
        keep(cached_archive(expected_integrity(*choices[i])), responses[i].body);
    }
}

std::vector<bool> PackageSources::have_plan(const std::vector<Choice>& choices) {
    std::vector<const Choice*> missing;
    for (const auto& choice : choices) {
        if (loaded_.contains(key_of(choice)) || (is_locked(choice) && in_place(choice.name)))
            continue;
        if (!take_cached(choice)) missing.push_back(&choice);
    }
    download(missing);
    std::vector<bool> result;
    for (const auto& choice : choices) {
        const auto* files = loaded(choice);
        result.push_back(files == nullptr || files->files.contains("pgpm.plan"));
        if (!result.back()) without_plan_.insert(choice.name);
    }
    return result;
}

std::vector<Choice> PackageSources::locked() {
    std::vector<Choice> result;
    std::vector<std::string> unknown;  // neither in place nor in the cache
    for (const auto& [name, package] : lock_.packages) {
        const auto version = Version::parse(package.version);
        if (!version) continue;
        result.push_back({name, {*version, {}, package.integrity, package.dependencies}});
        if (in_place(name) || add_locked_local(name) || take_cached(result.back())) continue;
        unknown.push_back(name);
    }
    if (unknown.empty()) return result;
    if (offline_) {
        for (auto& name : unknown)
            name += "@" + lock_.packages.at(name).version;
        throw offline_missing(unknown);
    }
    std::vector<Choice> asked;
    for (const auto& packument : packuments(unknown)) {
        const auto& version = lock_.packages.at(packument.name).version;
        const auto found = std::find_if(
            packument.versions.begin(), packument.versions.end(),
            [&](const Candidate& candidate) { return candidate.version.text() == version; });
        if (found == packument.versions.end()) {
            throw Error{
                Fault::usage, "version-missing",
                fmt::format("the registry does not have `{}` {} any more", packument.name, version)}
                .hint(fmt::format("`pgmeta upgrade {}` chooses another one", packument.name));
        }
        asked.push_back({packument.name, *found});
    }
    have_plan(asked);
    return result;
}

const Loaded* PackageSources::loaded(const Choice& choice) const {
    const auto found = loaded_.find(key_of(choice));
    return found == loaded_.end() ? nullptr : &found->second;
}

}  // namespace pgmeta::registry
