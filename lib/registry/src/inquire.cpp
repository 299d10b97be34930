// SPDX-License-Identifier: MIT
#include "pgmeta/registry/inquire.hpp"

#include "manifests.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/registry/install.hpp"
#include "sources.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <set>

namespace pgmeta::registry {

using workspace::Workspace;

namespace {

using Texts = std::map<std::string, std::string>;

Places places_of(const Workspace& workspace) {
    return {workspace.root, extensions_of(workspace)};
}

/// The names from which `name` can be reached, itself included.
std::set<std::string> leading_to(const Lockfile& lock, const std::string& name) {
    std::set<std::string> result{name};
    for (std::size_t before = 0; before != result.size();) {
        before = result.size();
        for (const auto& [other, package] : lock.packages)
            for (const auto& [dependency, range] : package.dependencies)
                if (result.contains(dependency)) result.insert(other);
    }
    return result;
}

const Candidate& choose_version(const Packument& packument, const std::string& asked) {
    const auto wanted = asked.empty() ? std::string{"latest"} : asked;
    const auto tag = packument.tags.find(wanted);
    const auto range = VersionRange::parse(tag == packument.tags.end() ? wanted : tag->second);
    if (!range) {
        throw Error{Fault::usage, "range-malformed",
                    fmt::format("expected a version range or a tag of `{}`, found `{}`",
                                packument.name, wanted)};
    }
    const Candidate* highest = nullptr;
    for (const auto& candidate : packument.versions)
        if (range->contains(candidate.version) &&
            (highest == nullptr || highest->version < candidate.version))
            highest = &candidate;
    if (highest != nullptr) return *highest;
    throw Error{Fault::usage, "version-missing",
                fmt::format("no version of `{}` is `{}`", packument.name, wanted)};
}

}  // namespace

std::pair<std::string, std::string> split_spec(const std::string& spec) {
    const auto at = spec.find('@', 1);
    if (at == std::string::npos) return {spec, ""};
    return {spec.substr(0, at), spec.substr(at + 1)};
}

Error not_installed(const Lockfile& lock, const std::string& name) {
    std::vector<std::string> known;
    for (const auto& [other, package] : lock.packages)
        known.push_back(other);
    Error error{Fault::usage, "package-not-installed",
                fmt::format("expected an installed package, found `{}`", name)};
    if (auto meant = did_you_mean(name, known); !meant.empty()) error.add_hint(std::move(meant));
    return error;
}

std::vector<Outdated> outdated(const Workspace& workspace, const Settings& settings) {
    const auto lock = read_lock(workspace);
    PackageSources sources{settings, lock, places_of(workspace), false, {}};
    std::vector<std::string> names;
    for (const auto& [name, package] : lock.packages)
        if (package.source.empty()) names.push_back(name);
    std::vector<Outdated> result;
    for (const auto& packument : sources.packuments(names)) {
        const auto current = Version::parse(lock.packages.at(packument.name).version);
        const auto latest_tag = packument.tags.find("latest");
        if (!current || latest_tag == packument.tags.end()) continue;
        const auto latest = Version::parse(latest_tag->second);
        if (!latest || *latest <= *current) continue;
        auto wanted = *current;
        const auto asked = lock.requested.find(packument.name);
        if (asked != lock.requested.end())
            if (const auto range = VersionRange::parse(asked->second))
                for (const auto& candidate : packument.versions)
                    if (range->contains(candidate.version) && wanted < candidate.version)
                        wanted = candidate.version;
        result.push_back({packument.name, current->text(), wanted.text(), latest->text()});
    }
    return result;
}

Needs read_needs(const Workspace& workspace) {
    Needs result{{}, read_lock(workspace)};
    std::set<std::string> named;
    for (const auto& manifest : read_manifests(workspace))
        for (const auto& [name, range] : manifest.dependencies) {
            if (!result.lock.packages.contains(name)) continue;
            result.roots[manifest.shown][name] = range;
            named.insert(name);
        }
    for (const auto& [name, range] : result.lock.requested)
        if (!named.contains(name)) result.roots["pgmeta.lock"][name] = range;
    return result;
}

std::vector<Chain> ways_to(const Needs& needs, const std::string& name, std::size_t most) {
    if (!needs.lock.packages.contains(name)) throw not_installed(needs.lock, name);
    const auto useful = leading_to(needs.lock, name);
    std::vector<Chain> result;
    std::deque<Chain> open;
    for (const auto& [root, asked] : needs.roots)
        for (const auto& [first, range] : asked)
            if (useful.contains(first)) open.push_back({root, first});
    while (!open.empty() && result.size() < most) {
        auto chain = std::move(open.front());
        open.pop_front();
        if (chain.back() == name) {
            result.push_back(std::move(chain));
            continue;
        }
        const auto package = needs.lock.packages.find(chain.back());
        if (package == needs.lock.packages.end()) continue;
        for (const auto& [dependency, range] : package->second.dependencies) {
            if (!useful.contains(dependency)) continue;
            if (std::find(chain.begin(), chain.end(), dependency) != chain.end()) continue;
            auto longer = chain;
            longer.push_back(dependency);
            open.push_back(std::move(longer));
        }
    }
    return result;
}

PackageInfo package_info(const std::string& spec, const Settings& settings) {
    const auto [name, asked] = split_spec(spec);
    check_name(name);
    const auto request = packument_request(settings, name, "application/json");
    const auto response = get_all({request}, settings.http).front();
    if (response.status != 200) throw refused_answer(name, request, response.status);
    auto packument = parse_packument(name, response.body);
    const auto chosen = choose_version(packument, asked);
    PackageInfo result;
    result.name = name;
    result.version = chosen.version.text();
    result.dependencies = chosen.dependencies;
    const auto manifest = nlohmann::json::parse(response.body)
                              .at("versions")
                              .value(result.version, nlohmann::json::object());
    const auto text = [&](const char* key) {
        const auto found = manifest.find(key);
        return found != manifest.end() && found->is_string() ? found->get<std::string>()
                                                             : std::string{};
    };
    result.description = text("description");
    result.license = text("license");
    result.homepage = text("homepage");
    result.tags = packument.tags;
    std::sort(packument.versions.begin(), packument.versions.end(),
              [](const Candidate& a, const Candidate& b) { return a.version < b.version; });
    for (const auto& candidate : packument.versions)
        result.versions.push_back(candidate.version.text());
    return result;
}

}  // namespace pgmeta::registry
