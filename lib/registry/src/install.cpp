// SPDX-License-Identifier: MIT
#include "pgmeta/registry/install.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "place.hpp"
#include "sources.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <system_error>

namespace pgmeta::registry {

namespace fs = std::filesystem;

using workspace::Package;
using workspace::Workspace;

namespace {

using Json = nlohmann::ordered_json;
using Texts = std::map<std::string, std::string>;

fs::path lock_path(const Workspace& workspace) {
    return workspace.root / "pgmeta.lock";
}

fs::path extensions_of(const Workspace& workspace) {
    return (workspace.root / workspace.config.extensions_dir.value).lexically_normal();
}

Json parse_manifest(const fs::path& path, const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    if (json.is_object()) return json;
    throw Error{Fault::workspace, "manifest-malformed",
                fmt::format("expected a JSON object in `{}`, found something else", path.string())};
}

Texts dependencies_in(const fs::path& path) {
    const auto text = read_file_if_exists(path);
    if (!text) return {};
    const auto json = parse_manifest(path, *text);
    const auto found = json.find("dependencies");
    Texts result;
    if (found == json.end() || !found->is_object()) return result;
    for (const auto& [name, range] : found->items())
        if (range.is_string() && VersionRange::parse(range.get<std::string>()))
            result[name] = range.get<std::string>();
    return result;
}

/// The file of package.json or pgpm.json with other `dependencies`, sorted; the other keys keep
/// their order.
std::string with_dependencies(const fs::path& path,
                              const std::string& text,
                              const Texts& add,
                              const std::vector<std::string>& drop) {
    auto json = parse_manifest(path, text);
    Texts all;
    if (json.contains("dependencies") && json["dependencies"].is_object())
        for (const auto& [name, range] : json["dependencies"].items())
            if (range.is_string()) all[name] = range.get<std::string>();
    for (const auto& name : drop)
        all.erase(name);
    for (const auto& [name, version] : add)
        all[name] = version;
    json["dependencies"] = Json(all);
    if (all.empty()) json.erase("dependencies");
    return json.dump(2) + (text.ends_with('\n') ? "\n" : "");
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

/// The name by which control files mean a package: its control file's.
std::string control_name(const PackageFiles& files) {
    constexpr std::string_view ending = ".control";
    for (const auto& [path, content] : files)
        if (path.ends_with(ending) && path.find('/') == std::string::npos)
            return path.substr(0, path.size() - ending.size());
    return {};
}

bool is_place(const std::string& spec) {
    return spec.starts_with('.') || spec.starts_with('/') || spec.starts_with('~') ||
           spec.ends_with(".tgz") || spec.ends_with(".tar.gz");
}

/// `@scope/name@^1` apart.
std::pair<std::string, std::string> split_spec(const std::string& spec) {
    const auto at = spec.find('@', 1);
    if (at == std::string::npos) return {spec, ""};
    return {spec.substr(0, at), spec.substr(at + 1)};
}

class Installer {
public:
    Installer(const Workspace& workspace,
              const Package* into,
              const Settings& settings,
              const InstallOptions& options)
        : workspace_{workspace},
          into_{into},
          options_{options},
          before_{read_lock(workspace)},
          sources_{settings, before_, options.offline, options.progress} {}

    InstallReport run(const std::vector<std::string>& specs) {
        collect();
        for (const auto& spec : specs)
            add(spec);
        const Sources sources{
            [this](const std::vector<std::string>& names) { return sources_.packuments(names); },
            [this](const std::vector<Choice>& choices) { return sources_.have_plan(choices); }};
        choices_ = resolve(requested_, preferred_, sources);
        make_lock();
        if (options_.frozen && to_text(lock_) != to_text(before_)) throw differs();
        return carry_out();
    }

private:
    /// What the lockfile and the manifests ask for already.
    void collect() {
        requested_ = before_.requested;
        for (const auto& [name, range] : dependencies_in(workspace_.root / "pgpm.json"))
            requested_.try_emplace(name, range);
        for (const auto& [name, package] : before_.packages)
            preferred_[name] = package.version;
    }

    void add(const std::string& spec) {
        if (is_place(spec)) {
            const auto name = sources_.add_local(fs::absolute(spec).lexically_normal());
            requested_[name] = "";
            preferred_.erase(name);
            asked_.insert(name);
            return;
        }
        auto [name, range] = split_spec(spec);
        asked_.insert(name);
        if (range.empty() && requested_.contains(name)) return;
        requested_[name] = range;
        if (!range.empty() && !VersionRange::parse(range)) preferred_.erase(name);
    }

    void make_lock() {
        std::set<std::string> names;
        for (const auto& choice : choices_)
            names.insert(choice.name);
        for (const auto& choice : choices_) {
            const auto& loaded = sources_.loaded(choice);
            auto& locked = lock_.packages[choice.name];
            locked = {loaded.version, loaded.integrity, {}, digests(loaded.files)};
            for (const auto& [name, range] : choice.candidate.dependencies)
                if (names.contains(name)) locked.dependencies[name] = range;
        }
        for (const auto& [name, range] : requested_)
            lock_.requested[name] = range.empty() ? "^" + lock_.packages.at(name).version : range;
    }

    [[nodiscard]] Error differs() const {
        Error error{Fault::conflict, "lockfile-differs",
                    "pgmeta.lock does not say what would be installed; nothing was changed"};
        for (const auto& [name, package] : lock_.packages) {
            const auto old = before_.packages.find(name);
            const auto found = old == before_.packages.end() ? "nothing" : old->second.version;
            if (found != package.version)
                error.add_hint(
                    fmt::format("`{}`: locked {}, needed {}", name, found, package.version));
        }
        error.add_hint("run `pgmeta install` without `--frozen` and commit pgmeta.lock");
        return error;
    }

    [[nodiscard]] bool is_in_place(const std::string& name) const {
        const auto folder = extensions_of(workspace_) / name;
        std::error_code none;
        if (!fs::is_directory(folder, none)) return false;
        return digests(read_folder(folder)) == lock_.packages.at(name).files;
    }

    InstallReport carry_out() {
        InstallReport report;
        report.lockfile = lock_path(workspace_);
        Placement placement{extensions_of(workspace_)};
        for (const auto& choice : choices_) {
            if (is_in_place(choice.name)) {
                ++report.unchanged;
                continue;
            }
            const auto old = before_.packages.find(choice.name);
            report.installed.push_back({choice.name, sources_.loaded(choice).version,
                                        old == before_.packages.end() ? "" : old->second.version});
            placement.stage(choice.name, sources_.loaded(choice).files);
        }
        for (const auto& [name, package] : before_.packages)
            if (!lock_.packages.contains(name)) {
                placement.remove(name);
                report.removed.push_back(name);
            }
        FileEdit edit;
        write_lock(workspace_, lock_, edit);
        edit_requirers(edit);
        placement.swap();
        edit.commit();
        placement.keep();
        return report;
    }

    void edit_requirers(FileEdit& edit) const {
        if (asked_.empty()) return;
        Texts versions;
        for (const auto& name : asked_)
            versions[name] = lock_.packages.at(name).version;
        if (into_ == nullptr) {
            edit_manifest(workspace_.root / "pgpm.json", versions, {}, edit);
            return;
        }
        edit_manifest(into_->directory / "package.json", versions, {}, edit);
        if (into_->control.file.empty()) return;
        std::vector<std::string> controls;
        for (const auto& choice : choices_) {
            if (!asked_.contains(choice.name)) continue;
            const auto name = control_name(sources_.loaded(choice).files);
            if (!name.empty()) controls.push_back(name);
        }
        const auto path = into_->directory / fs::path{into_->control.file}.filename();
        auto before = read_file(path);
        auto after = workspace::with_control_requirements(before, controls);
        edit.replace(path, std::move(before), std::move(after));
    }

    const Workspace& workspace_;
    const Package* into_;
    const InstallOptions& options_;
    Lockfile before_;
    Lockfile lock_;
    PackageSources sources_;
    Texts requested_;
    Texts preferred_;
    std::set<std::string> asked_;
    std::vector<Choice> choices_;
};

/// Packages that the requested ones need, themselves included.
std::set<std::string> needed(const Lockfile& lock) {
    std::set<std::string> result;
    std::vector<std::string> open;
    for (const auto& [name, range] : lock.requested)
        open.push_back(name);
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

}  // namespace

Lockfile read_lock(const Workspace& workspace) {
    const auto path = lock_path(workspace);
    return parse_lockfile(read_file_if_exists(path).value_or(""),
                          display_path(path, fs::current_path()));
}

InstallReport install(const Workspace& workspace,
                      const Package* into,
                      const std::vector<std::string>& specs,
                      const Settings& settings,
                      const InstallOptions& options) {
    return Installer{workspace, into, settings, options}.run(specs);
}

InstallReport uninstall(const Workspace& workspace, const std::vector<std::string>& names) {
    auto lock = read_lock(workspace);
    std::vector<std::string> controls;
    for (const auto& name : names) {
        if (!lock.packages.contains(name)) {
            std::vector<std::string> known;
            for (const auto& [other, package] : lock.packages)
                known.push_back(other);
            Error error{Fault::usage, "package-not-installed",
                        fmt::format("expected an installed package, found `{}`", name)};
            if (auto meant = did_you_mean(name, known); !meant.empty())
                error.add_hint(std::move(meant));
            throw std::move(error);
        }
        lock.requested.erase(name);
        if (const auto* package = workspace.find(name)) controls.push_back(package->name);
    }
    const auto left = needed(lock);
    for (const auto& name : names) {
        if (!left.contains(name)) continue;
        Error error{Fault::conflict, "package-needed",
                    fmt::format("`{}` cannot go: other installed packages need it", name)};
        for (const auto& [other, package] : lock.packages)
            if (left.contains(other) && package.dependencies.contains(name))
                error.add_hint(fmt::format("`{}` {} needs it", other, package.version));
        throw std::move(error);
    }
    InstallReport report;
    report.lockfile = lock_path(workspace);
    report.unchanged = left.size();
    Placement placement{extensions_of(workspace)};
    for (const auto& [name, package] : lock.packages)
        if (!left.contains(name)) {
            placement.remove(name);
            report.removed.push_back(name);
        }
    for (const auto& name : report.removed)
        lock.packages.erase(name);
    FileEdit edit;
    write_lock(workspace, lock, edit);
    edit_manifest(workspace.root / "pgpm.json", {}, names, edit);
    for (const auto& package : workspace.packages) {
        if (package->installed) continue;
        edit_manifest(package->directory / "package.json", {}, names, edit);
        if (package->control.file.empty()) continue;
        const auto path = package->directory / fs::path{package->control.file}.filename();
        auto before = read_file(path);
        auto after = before;
        for (const auto& name : controls)
            after = workspace::with_control_requirement_renamed(after, name, "");
        edit.replace(path, std::move(before), std::move(after));
    }
    placement.swap();
    edit.commit();
    placement.keep();
    return report;
}

std::vector<Outdated> outdated(const Workspace& workspace, const Settings& settings) {
    const auto lock = read_lock(workspace);
    PackageSources sources{settings, lock, false, {}};
    std::vector<std::string> names;
    for (const auto& [name, package] : lock.packages)
        names.push_back(name);
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

}  // namespace pgmeta::registry
