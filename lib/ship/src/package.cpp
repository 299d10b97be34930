// SPDX-License-Identifier: MIT
#include "pgmeta/ship/package.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/ship/bundle.hpp"
#include "pgmeta/sqltext/extension.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "scripts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

namespace pgmeta::ship {

namespace fs = std::filesystem;
using workspace::Package;
using workspace::ScriptKind;

namespace {

constexpr std::string_view bundle_ending = ".bundle.tar.gz";

/// What PostgreSQL takes for the name or version of an extension, which become parts of a file's
/// name.
bool fits_file_name(std::string_view text) {
    const auto plain = [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '/' && c != '\\' && c != '\x7f';
    };
    return !text.empty() && !text.starts_with('-') && !text.ends_with('-') &&
           text.find("--") == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), plain);
}

class Packager {
public:
    Packager(const workspace::Workspace& workspace,
             const Package& package,
             const PackageOptions& options,
             Diagnostics& problems)
        : workspace_{workspace},
          package_{package},
          options_{options},
          problems_{problems},
          folder_{options.output.empty() ? package.directory / "sql" : options.output} {}

    Shipment run() {
        Shipment shipment{package_.name, package_.version, {}};
        if (!check_names()) return shipment;
        const Milestone end{package_.plan.changes.size(), package_.version};
        read_scripts();
        if (problems_.has_errors()) return shipment;
        if (options_.from) add_upgrade(*options_.from, options_.to.value_or(end));
        if (options_.to) return finish(std::move(shipment));
        add(script_name(package_.version),
            extension_sql(0, end.change, fmt::format("CREATE EXTENSION {}", package_.name)));
        const auto control = control_text();
        const auto bundle = bundle_of(package_, control, problems_);
        if (problems_.has_errors()) return shipment;
        add(fmt::format("{}--{}{}", package_.name, package_.version, bundle_ending),
            write_bundle(bundle));
        add_control(control);
        return finish(std::move(shipment));
    }

private:
    Shipment finish(Shipment shipment) {
        shipment.files = std::move(files_);
        return shipment;
    }

    bool check_names() {
        if (package_.control.file.empty()) {
            problems_.error(
                "control-missing", {package_.plan.file, 0, 0},
                fmt::format("expected `{}.control` beside the plan, found none", package_.name),
                "it says what the package requires; `pgmeta init package` writes one");
            return false;
        }
        if (package_.version.empty()) {
            problems_.error("version-missing", {package_.control.file, 0, 0},
                            "expected `version` in package.json, or `default_version` here, found "
                            "neither",
                            "the version is part of the files' names");
            return false;
        }
        std::vector<std::string> parts{package_.name, package_.version};
        for (const auto& stone : {options_.from, options_.to})
            if (stone) parts.push_back(stone->version);
        for (const auto& part : parts) {
            if (fits_file_name(part)) continue;
            problems_.error("version-refused", {package_.control.file, 0, 0},
                            fmt::format("expected a name and version that PostgreSQL takes for an "
                                        "extension, found `{}`",
                                        part),
                            "no `--`, no slash, no space, no dash at either end");
            return false;
        }
        return true;
    }

    void read_scripts() {
        for (const auto& change : package_.plan.changes) {
            const auto text = read_script(package_, change, ScriptKind::deploy, problems_);
            if (!text) continue;
            auto script = sqltext::extension_script(*text);
            const auto shown = package_.shown_script(ScriptKind::deploy, change.name);
            report(script.objections, Severity::error, shown, *text, problems_);
            report(script.doubts, Severity::warning, shown, *text, problems_);
            scripts_.push_back(std::move(script));
        }
    }

    void add_upgrade(const Milestone& from, const Milestone& to) {
        if (from.change > to.change || from.version == to.version) {
            throw Error{Fault::usage, "upgrade-empty",
                        fmt::format("expected an upgrade of `{}` to a later version, found `{}` to "
                                    "`{}`",
                                    package_.name, from.version, to.version)}
                .hint(
                    "raise `version` in package.json, or tell with `--from-version` what the "
                    "tag was shipped as");
        }
        if (!fs::exists(folder_ / script_name(from.version)))
            problems_.warning(
                "upgrade-base-missing", {package_.plan.file, 0, 0},
                fmt::format("no `{}` is there: PostgreSQL upgrades from version {} only where that "
                            "version is installed",
                            script_name(from.version), from.version),
                "`--from-version` says which version the tag was shipped as");
        add(fmt::format("{}--{}--{}.sql", package_.name, from.version, to.version),
            extension_sql(
                from.change, to.change,
                fmt::format("ALTER EXTENSION {} UPDATE TO '{}'", package_.name, to.version)));
    }

    [[nodiscard]] std::string script_name(std::string_view version) const {
        return fmt::format("{}--{}.sql", package_.name, version);
    }

    /// Deploy scripts [begin, end) of the plan; psql stops at the first line.
    [[nodiscard]] std::string extension_sql(std::size_t begin,
                                            std::size_t end,
                                            const std::string& statement) const {
        auto sql = fmt::format("\\echo Use \"{}\" to load this file. \\quit\n", statement);
        for (auto i = begin; i < end; ++i) {
            sql += fmt::format("\n-- {}:{}\n", package_.name, package_.plan.changes[i].name);
            sql += scripts_[i].text;
        }
        return sql;
    }

    /// The control file with the version and everything that must be there before.
    std::string control_text() {
        const auto file = package_.directory / fs::path{package_.control.file}.filename();
        std::vector<std::string> names;
        for (const auto& script : scripts_)
            for (const auto& created : script.created)
                names.push_back(created.name);
        for (const auto& change : package_.plan.changes)
            for (const auto& requirement : change.requirements)
                if (const auto* other = workspace_.find(requirement.package);
                    other != nullptr && other != &package_)
                    names.push_back(other->name);
        before_ = read_file(file);
        return workspace::with_control_version(workspace::with_control_requirements(before_, names),
                                               package_.version);
    }

    void add_control(const std::string& control) {
        const auto name = fs::path{package_.control.file}.filename();
        if (!options_.output.empty()) {
            add(name.string(), control);
            return;
        }
        if (control != before_) files_.push_back({package_.directory / name, control});
        const auto makefile = package_.directory / "Makefile";
        const auto text = read_file_if_exists(makefile);
        if (text) files_.push_back({makefile, with_data(*text)});
    }

    /// Scripts of this package that stand in sql/ or will, this version's first.
    [[nodiscard]] std::vector<std::string> data_files() const {
        std::set<std::string> names;
        if (fs::is_directory(folder_))
            for (const auto& entry : fs::directory_iterator{folder_})
                names.insert(entry.path().filename().string());
        for (const auto& file : files_)
            if (file.path.parent_path() == folder_) names.insert(file.path.filename().string());
        const auto current = script_name(package_.version);
        std::vector<std::string> result{current};
        for (const auto& name : names)
            if (name != current && name.starts_with(package_.name + "--") && name.ends_with(".sql"))
                result.push_back(name);
        return result;
    }

    /// One `DATA =` line for this version, as pgpm wants it, and `DATA +=` for the others.
    [[nodiscard]] std::string with_data(const std::string& makefile) const {
        std::string lines;
        for (const auto& name : data_files())
            lines += fmt::format("DATA {} sql/{}\n", lines.empty() ? "=" : "+=", name);
        std::string result;
        bool written = false;
        for (std::size_t start = 0; start < makefile.size();) {
            const auto end = std::min(makefile.find('\n', start), makefile.size() - 1) + 1;
            const auto line = std::string_view{makefile}.substr(start, end - start);
            start = end;
            if (!is_data(line)) {
                result += line;
                continue;
            }
            if (!written) result += lines;
            written = true;
        }
        return result;
    }

    static bool is_data(std::string_view line) {
        if (!line.starts_with("DATA")) return false;
        line = trim(line.substr(4));
        return line.starts_with('=') || line.starts_with("+=");
    }

    void add(const std::string& name, std::string content) {
        files_.push_back({folder_ / name, std::move(content)});
    }

    const workspace::Workspace& workspace_;
    const Package& package_;
    const PackageOptions& options_;
    Diagnostics& problems_;
    fs::path folder_;
    std::vector<sqltext::ExtensionScript> scripts_;  ///< one per change of the plan
    std::string before_;                             ///< the control file as it is
    std::vector<ShippedFile> files_;
};

}  // namespace

Milestone milestone(const Package& package, std::string_view tag, const std::string& version) {
    std::string name{tag};
    if (!name.starts_with('@')) name.insert(0, 1, '@');
    const auto selection = workspace::select_in(package, name);
    name.erase(0, 1);
    if (name.size() > 1 && (name[0] == 'v' || name[0] == 'V') &&
        std::isdigit(static_cast<unsigned char>(name[1])) != 0)
        name.erase(0, 1);
    return {selection.change + 1, version.empty() ? name : version};
}

Shipment package_files(const workspace::Workspace& workspace,
                       const Package& package,
                       const PackageOptions& options,
                       Diagnostics& problems) {
    return Packager{workspace, package, options, problems}.run();
}

FileState state_of(const ShippedFile& file) {
    const auto there = read_file_if_exists(file.path);
    if (!there) return FileState::missing;
    if (*there == file.content) return FileState::same;
    if (!file.path.native().ends_with(bundle_ending)) return FileState::different;
    try {
        const auto shown = file.path.string();
        return bundle_text(*there, shown) == bundle_text(file.content, shown)
                   ? FileState::same
                   : FileState::different;
    } catch (const Error&) {
        return FileState::different;
    }
}

void add_to(FileEdit& edit, const ShippedFile& file) {
    auto there = read_file_if_exists(file.path);
    if (!there)
        edit.create(file.path, file.content);
    else if (*there != file.content)
        edit.replace(file.path, std::move(*there), file.content);
}

}  // namespace pgmeta::ship
