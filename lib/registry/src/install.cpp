// SPDX-License-Identifier: MIT
#include "pgmeta/registry/install.hpp"

#include "manifests.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/registry/inquire.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "place.hpp"
#include "sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>

namespace pgmeta::registry {

namespace fs = std::filesystem;

using workspace::Package;
using workspace::Workspace;

namespace {

using Texts = std::map<std::string, std::string>;

/// The name by which control files mean a package: its control file's.
std::string control_name(const PackageFiles& files) {
    constexpr std::string_view ending = ".control";
    for (const auto& [path, content] : files)
        if (path.ends_with(ending) && path.find('/') == std::string::npos)
            return path.substr(0, path.size() - ending.size());
    return {};
}

/// Digests of the deploy scripts, by change.
Texts script_digests(const Texts& files) {
    constexpr std::string_view folder = "deploy/";
    constexpr std::string_view ending = ".sql";
    Texts result;
    for (const auto& [path, digest] : files)
        if (path.starts_with(folder) && path.ends_with(ending))
            result[path.substr(folder.size(), path.size() - folder.size() - ending.size())] =
                digest;
    return result;
}

bool is_place(const std::string& spec) {
    return spec.starts_with('.') || spec.starts_with('/') || spec.starts_with('~') ||
           spec.ends_with(".tgz") || spec.ends_with(".tar.gz");
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
          running_{workspace.root},
          before_{read_lock(workspace)},
          manifests_{read_manifests(workspace)},
          sources_{settings,
                   before_,
                   {workspace.root, extensions_of(workspace)},
                   options.offline,
                   options.progress} {}

    InstallReport run(const std::vector<std::string>& specs) {
        requested_ = before_.requested;
        for (const auto& [name, package] : before_.packages)
            preferred_[name] = package.version;
        for (const auto& spec : specs)
            add(spec);
        collect_demands();
        auto wanted = before_;
        if (!specs.empty()) wanted.requested = requested_;
        const auto differing = differences(wanted, demands_);
        if (!undecided_ && differing.empty()) {
            choices_ = sources_.locked();
        } else {
            if (specs.empty() && options_.frozen) throw differs(differing);
            choose();
        }
        return carry_out();
    }

    InstallReport upgrade(const std::vector<std::string>& names, bool latest) {
        requested_ = before_.requested;
        for (const auto& [name, package] : before_.packages)
            if (!names.empty()) preferred_[name] = package.version;
        for (const auto& name : names)
            if (!before_.packages.contains(name)) throw not_installed(before_, name);
        std::set<std::string> upgraded{names.begin(), names.end()};
        if (names.empty())
            for (const auto& [name, range] : before_.requested)
                upgraded.insert(name);
        for (const auto& name : upgraded)
            upgrade_one(name, latest);
        collect_demands();
        choose();
        return carry_out();
    }

private:
    void add(const std::string& spec) {
        if (is_place(spec)) {
            const auto name = sources_.add_local(fs::absolute(spec).lexically_normal());
            requested_[name] = "";
            preferred_.erase(name);
            asked_.insert(name);
            undecided_ = true;
            return;
        }
        auto [name, range] = split_spec(spec);
        check_name(name);
        asked_.insert(name);
        if (range.empty() && requested_.contains(name)) return;
        sources_.use_registry(name);
        requested_[name] = range;
        const bool is_tag = !VersionRange::parse(range);
        if (is_tag) preferred_.erase(name);
        const auto locked = before_.packages.find(name);
        const bool is_local = locked != before_.packages.end() && !locked->second.source.empty();
        undecided_ = undecided_ || is_tag || is_local;
    }

    void upgrade_one(const std::string& name, bool latest) {
        preferred_.erase(name);
        const auto& locked = before_.packages.at(name);
        if (!locked.source.empty()) {
            sources_.add_local((workspace_.root / locked.source).lexically_normal());
            requested_[name] = "";
            return;
        }
        if (!latest || !before_.requested.contains(name)) return;
        const auto packument = sources_.packuments({name}).front();
        const auto tag = packument.tags.find("latest");
        if (tag == packument.tags.end()) return;
        const auto newest = Version::parse(tag->second);
        const auto current = Version::parse(locked.version);
        if (!newest || !current || *newest < *current) return;  // never down
        requested_[name] = "";
        to_latest_.insert(name);
    }

    /// What the workspace's own manifests ask for beyond what was asked for by name.
    void collect_demands() {
        const auto reachable = needed(before_);
        for (const auto& manifest : manifests_)
            for (const auto& [name, range] : manifest.dependencies) {
                if (to_latest_.contains(name)) continue;
                if (asked_.contains(name) && manifest.file == receiver()) continue;
                const auto locked = before_.packages.find(name);
                // The locked version itself is what we wrote: it follows along.
                if (locked != before_.packages.end() && locked->second.version == range) {
                    if (!reachable.contains(name)) requested_.try_emplace(name, range);
                    continue;
                }
                demands_.push_back({name, range, manifest.shown});
                if (!asked_.contains(name)) requested_.erase(name);
            }
    }

    void choose() {
        const Sources sources{
            [this](const std::vector<std::string>& names) { return sources_.packuments(names); },
            [this](const std::vector<Choice>& choices) { return sources_.have_plan(choices); }};
        choices_ = resolve(requested_, preferred_, sources, demands_);
    }

    void make_lock() {
        std::set<std::string> names;
        for (const auto& choice : choices_)
            names.insert(choice.name);
        for (const auto& choice : choices_) {
            auto& locked = lock_.packages[choice.name];
            if (const auto* loaded = sources_.loaded(choice)) {
                locked = {
                    loaded->version, loaded->integrity, {}, digests(loaded->files), loaded->source};
            } else {
                locked = before_.packages.at(choice.name);
                locked.dependencies.clear();
            }
            for (const auto& [name, range] : choice.candidate.dependencies)
                if (names.contains(name)) locked.dependencies[name] = range;
        }
        lock_.without_plan = before_.without_plan;
        lock_.without_plan.insert(sources_.without_plan().begin(), sources_.without_plan().end());
        std::erase_if(lock_.without_plan, [&](const std::string& name) {
            return names.contains(name) || !is_demanded(name);
        });
        for (const auto& [name, range] : requested_)
            lock_.requested[name] = range.empty() ? "^" + lock_.packages.at(name).version : range;
        for (const auto& demand : demands_)
            if (names.contains(demand.name)) lock_.requested.try_emplace(demand.name, demand.range);
    }

    [[nodiscard]] bool is_demanded(const std::string& name) const {
        return std::any_of(demands_.begin(), demands_.end(),
                           [&](const Demand& demand) { return demand.name == name; });
    }

    [[nodiscard]] static Error differs(const std::vector<std::string>& how) {
        Error error{Fault::conflict, "lockfile-differs",
                    "pgmeta.lock, the manifests and what is installed do not agree; nothing was "
                    "changed"};
        for (const auto& line : how)
            error.add_hint(line);
        error.add_hint("run `pgmeta install` without `--frozen` and commit what it changes");
        return error;
    }

    void refuse_differences(const FileEdit& edit, const InstallReport& report) const {
        if (!options_.frozen) return;
        std::vector<std::string> lines;
        for (const auto& file : edit.files())
            lines.push_back(fmt::format("`{}` would change",
                                        file.lexically_relative(workspace_.root).generic_string()));
        for (const auto& package : report.installed) {
            const auto folder = extensions_of(workspace_) / package.name;
            std::error_code none;
            const auto locked = before_.packages.find(package.name);
            if (!fs::exists(folder, none) || locked == before_.packages.end()) continue;
            for (const auto& [path, what] : changed_files(locked->second, folder))
                lines.push_back(fmt::format(
                    "`{}` {}", (folder / path).lexically_relative(workspace_.root).generic_string(),
                    what));
        }
        if (!lines.empty()) throw differs(lines);
    }

    /// True when the package lies in place as it shall be.
    [[nodiscard]] bool is_there(const Choice& choice, const LockedPackage& locked) {
        if (sources_.loaded(choice) == nullptr) return sources_.in_place(choice.name);
        const auto folder = extensions_of(workspace_) / choice.name;
        std::error_code none;
        return fs::is_directory(folder, none) && digests_below(folder) == locked.files;
    }

    InstallReport carry_out() {
        make_lock();
        InstallReport report;
        std::vector<const Choice*> placed;
        for (const auto& choice : choices_) {
            const auto& locked = lock_.packages.at(choice.name);
            if (is_there(choice, locked)) {
                ++report.unchanged;
                continue;
            }
            const auto old = before_.packages.find(choice.name);
            report.installed.push_back({choice.name, locked.version,
                                        old == before_.packages.end() ? "" : old->second.version,
                                        script_digests(locked.files)});
            placed.push_back(&choice);
        }
        for (const auto& [name, package] : before_.packages)
            if (!lock_.packages.contains(name)) report.removed.push_back(name);
        FileEdit edit;
        write_lock_if_needed(edit);
        edit_manifests(edit);
        refuse_differences(edit, report);
        if (options_.decided) options_.decided(report);
        if (!options_.dry_run) put(placed, report, edit);
        return report;
    }

    void put(const std::vector<const Choice*>& placed,
             const InstallReport& report,
             const FileEdit& edit) const {
        Placement placement{extensions_of(workspace_), options_.before_step};
        for (const auto* choice : placed)
            placement.stage(choice->name, sources_.loaded(*choice)->files);
        for (const auto& name : report.removed)
            placement.remove(name);
        placement.carry_out(edit);
    }

    /// A workspace without packages of others needs no lockfile.
    void write_lock_if_needed(FileEdit& edit) const {
        if (lock_.packages.empty() && lock_.without_plan.empty() && before_.packages.empty())
            return;
        write_lock(workspace_, lock_, edit);
    }

    [[nodiscard]] fs::path receiver() const {
        return into_ == nullptr ? workspace_.root / "pgpm.json" : into_->directory / "package.json";
    }

    void edit_manifests(FileEdit& edit) const {
        for (const auto& manifest : manifests_) {
            Texts versions;
            for (const auto& name : asked_)
                if (manifest.file == receiver()) versions[name] = lock_.packages.at(name).version;
            for (const auto& [name, range] : manifest.dependencies) {
                const auto old = before_.packages.find(name);
                const auto now = lock_.packages.find(name);
                if (old == before_.packages.end() || now == lock_.packages.end()) continue;
                if (range == old->second.version || to_latest_.contains(name))
                    versions[name] = now->second.version;
            }
            edit_manifest(manifest.file, versions, {}, edit);
        }
        edit_control(edit);
    }

    void edit_control(FileEdit& edit) const {
        if (into_ == nullptr || into_->control.file.empty() || asked_.empty()) return;
        std::vector<std::string> controls;
        for (const auto& choice : choices_) {
            if (!asked_.contains(choice.name)) continue;
            const auto* loaded = sources_.loaded(choice);
            auto name = loaded != nullptr
                            ? control_name(loaded->files)
                            : control_name(read_folder(extensions_of(workspace_) / choice.name));
            if (!name.empty()) controls.push_back(std::move(name));
        }
        const auto path = into_->directory / fs::path{into_->control.file}.filename();
        auto before = read_file(path);
        auto after = workspace::with_control_requirements(before, controls);
        edit.replace(path, std::move(before), std::move(after));
    }

    const Workspace& workspace_;
    const Package* into_;
    const InstallOptions& options_;
    InstallLock running_;
    Lockfile before_;
    std::vector<Manifest> manifests_;
    Lockfile lock_;
    PackageSources sources_;
    Texts requested_;
    Texts preferred_;
    std::vector<Demand> demands_;
    std::set<std::string> asked_;
    std::set<std::string> to_latest_;
    bool undecided_ = false;  ///< something asked for cannot be answered by the lockfile
    std::vector<Choice> choices_;
};

}  // namespace

bool take_back_interrupted(const Workspace& workspace) {
    const auto extensions = extensions_of(workspace);
    if (!is_interrupted(extensions)) return false;
    const InstallLock running{workspace.root};
    recover(extensions);
    return true;
}

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

InstallReport upgrade(const Workspace& workspace,
                      const std::vector<std::string>& names,
                      bool latest,
                      const Settings& settings,
                      const InstallOptions& options) {
    return Installer{workspace, nullptr, settings, options}.upgrade(names, latest);
}

InstallReport uninstall(const Workspace& workspace, const std::vector<std::string>& names) {
    const InstallLock running{workspace.root};
    auto lock = read_lock(workspace);
    std::vector<std::string> controls;
    for (const auto& name : names) {
        if (!lock.packages.contains(name)) throw not_installed(lock, name);
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
    placement.carry_out(edit);
    return report;
}

}  // namespace pgmeta::registry
