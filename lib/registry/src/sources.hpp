// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"
#include "pgmeta/registry/archive.hpp"
#include "pgmeta/registry/install.hpp"
#include "pgmeta/registry/lockfile.hpp"
#include "pgmeta/registry/resolve.hpp"
#include "pgmeta/registry/settings.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace pgmeta::registry {

/// A package with its files.
struct Loaded {
    std::string version;
    std::string integrity;
    PackageFiles files;
    std::string source;  ///< as in LockedPackage
};

/// Where a workspace's packages are.
struct Places {
    std::filesystem::path root;
    std::filesystem::path extensions;
};

/// Registries, the cache, what is in place already, and packages given as folders or archives, as
/// one source.
class PackageSources {
public:
    PackageSources(const Settings& settings,
                   const Lockfile& lock,
                   Places places,
                   bool offline,
                   Progress progress);

    /// A package in a folder or an archive.  Returns its npm name.  Throws "manifest-malformed" and
    /// "source-missing" (Fault::usage).
    std::string add_local(const std::filesystem::path& path);

    /// From now on a package that was locked from a folder or archive comes from the registry.
    void use_registry(const std::string& name) { from_registry_.insert(name); }

    /// Throws "package-not-found" (Fault::usage), "registry-denied", "offline-missing",
    /// "registry-answer" (Fault::environment).
    std::vector<Packument> packuments(const std::vector<std::string>& names);

    /// Downloads what is not there, checks it, and says which have a plan.  Throws
    /// "integrity-mismatch" (Fault::environment).
    std::vector<bool> have_plan(const std::vector<Choice>& choices);

    /// What the lockfile has, with the files of those that are not in place.  Throws as packuments
    /// and have_plan, and "version-missing".
    std::vector<Choice> locked();

    /// True when the package lies in `extensions` with exactly the locked files.
    bool in_place(const std::string& name);

    /// The files of a choice; null when what is locked is in place and was not loaded.
    [[nodiscard]] const Loaded* loaded(const Choice& choice) const;

    [[nodiscard]] const std::set<std::string>& without_plan() const { return without_plan_; }

private:
    [[nodiscard]] std::filesystem::path cached_archive(const std::string& integrity) const;
    [[nodiscard]] std::filesystem::path cached_packument(const std::string& name) const;
    [[nodiscard]] bool is_locked(const Choice& choice) const;
    [[nodiscard]] std::string expected_integrity(const Choice& choice) const;
    void add_files(const std::string& name, Loaded loaded);
    bool add_locked_local(const std::string& name);
    void read_cached_packuments(const std::vector<std::string>& names);
    void get_packuments(const std::vector<std::string>& names);
    void take(const Choice& choice, const std::string& bytes);
    bool take_cached(const Choice& choice);
    void download(const std::vector<const Choice*>& choices);

    const Settings& settings_;
    const Lockfile& lock_;
    Places places_;
    bool offline_;
    Progress progress_;
    std::map<std::string, Packument> known_;
    std::map<std::string, Loaded> loaded_;  ///< by `name@version`
    std::map<std::string, bool> in_place_;
    std::set<std::string> from_registry_;
    std::set<std::string> without_plan_;
};

/// The text of a key of package.json; empty when it is missing or no text.
std::string manifest_text(const PackageFiles& files, const char* key);

/// Throws "npm-name" (Fault::usage).
void check_name(const std::string& name);

/// What a registry says about a package.  Throws "registry-answer" (Fault::environment).
Packument parse_packument(const std::string& name, const std::string& body);

/// How it is asked.
HttpRequest packument_request(const Settings& settings,
                              const std::string& name,
                              std::string accept);

/// The failure of an answer that is no 200; `name` is the package asked for.
Error refused_answer(const std::string& name, const HttpRequest& request, long status);

}  // namespace pgmeta::registry
