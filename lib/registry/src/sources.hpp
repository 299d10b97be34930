// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/registry/archive.hpp"
#include "pgmeta/registry/install.hpp"
#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/resolve.hpp"
#include "pgmeta/registry/settings.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace pgmeta::registry {

/// A package with its files.
struct Loaded {
    std::string version;
    std::string integrity;
    PackageFiles files;
};

/// Registries, the cache, and packages given as folders or archives, as one source.
class PackageSources {
public:
    PackageSources(const Settings& settings, const Lockfile& lock, bool offline, Progress progress);

    /// A package in a folder or an archive.  Returns its npm name.  Throws "manifest-malformed".
    std::string add_local(const std::filesystem::path& path);

    /// Throws "package-not-found" (Fault::usage), "offline-missing", "registry-answer".
    std::vector<Packument> packuments(const std::vector<std::string>& names);

    /// Downloads what is not there, checks it, and says which have a plan.  Throws
    /// "integrity-mismatch" (Fault::environment).
    std::vector<bool> have_plan(const std::vector<Choice>& choices);

    /// The files of a choice that have_plan saw.
    [[nodiscard]] const Loaded& loaded(const Choice& choice) const;

private:
    [[nodiscard]] std::filesystem::path cached_archive(const std::string& integrity) const;
    [[nodiscard]] std::filesystem::path cached_packument(const std::string& name) const;
    void take(const Choice& choice, const std::string& bytes);
    [[nodiscard]] std::string expected_integrity(const Choice& choice) const;

    const Settings& settings_;
    const Lockfile& lock_;
    bool offline_;
    Progress progress_;
    std::map<std::string, Packument> local_;
    std::map<std::string, Loaded> loaded_;  ///< by `name@version`
};

/// The text of a key of package.json; empty when it is missing or no text.
std::string manifest_text(const PackageFiles& files, const char* key);

}  // namespace pgmeta::registry
