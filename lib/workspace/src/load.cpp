// SPDX-License-Identifier: MIT
#include "load.hpp"

#include "json.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace pgmeta::workspace {

namespace {

constexpr std::string_view control_ending = ".control";

std::string_view base_name(std::string_view control) {
    return control.substr(0, control.size() - control_ending.size());
}

class PackageLoader {
public:
    PackageLoader(const PackageFiles& files,
                  const std::filesystem::path& base,
                  Diagnostics& problems)
        : files_{files}, problems_{problems}, package_{std::make_unique<Package>()} {
        package_->directory = files.directory;
        package_->shown_directory = display_path(files.directory, base);
        package_->installed = files.installed;
    }

    std::unique_ptr<Package> load() {
        package_->plan = parse_plan(shown(files_.plan), read(files_.plan), problems_);
        package_->name = package_->plan.project;
        if (package_->name.empty()) package_->name = fallback_name();
        load_control();
        package_->version = package_->control.default_version;
        if (files_.has_manifest) load_manifest();
        return std::move(package_);
    }

private:
    [[nodiscard]] std::string shown(std::string_view file) const {
        const auto& directory = package_->shown_directory;
        return directory == "." ? std::string{file} : fmt::format("{}/{}", directory, file);
    }

    std::string read(const std::string& file) { return read_file(files_.directory / file); }

    /// A plan without %project is refused; the name serves the other messages of the run.
    [[nodiscard]] std::string fallback_name() const {
        if (!files_.controls.empty()) return std::string{base_name(files_.controls.front())};
        return files_.directory.filename().string();
    }

    void load_control() {
        if (files_.controls.empty()) return;
        const auto own = std::find_if(
            files_.controls.begin(), files_.controls.end(),
            [&](const std::string& file) { return base_name(file) == package_->name; });
        if (own == files_.controls.end()) report_mismatch();
        const auto& used = own == files_.controls.end() ? files_.controls.front() : *own;
        package_->control = parse_control(shown(used), read(used), problems_);
        if (own == files_.controls.end()) return;
        for (const auto& file : files_.controls) {
            if (file == used) continue;
            problems_.warning("control-extra", {shown(file), 0, 0},
                              fmt::format("`{}` does not count: %project of `{}` is `{}`, so `{}` "
                                          "is the package's control file",
                                          file, files_.plan, package_->name, used));
        }
    }

    void report_mismatch() {
        const auto& file = files_.controls.front();
        problems_.error(
            "control-mismatch", {shown(file), 0, 0},
            fmt::format("expected a control file named as %project of `{}`, "
                        "`{}{}`, found `{}`",
                        shown(files_.plan), package_->name, control_ending, shown(file)),
            "a package has one name: rename the control file or change %project");
    }

    void load_manifest() {
        const auto json = JsonFile::parse(shown("package.json"), read("package.json"), problems_);
        if (!json) return;
        read_text(*json, "name", package_->npm_name);
        read_text(*json, "version", package_->version);
    }

    void read_text(const JsonFile& json, std::string_view key, std::string& into) {
        const std::span<const std::string_view> path{&key, 1};
        const auto* value = json.find(path);
        if (value == nullptr) return;
        if (value->is_string()) {
            into = value->get<std::string>();
            return;
        }
        problems_.error("json-type", json.where(path),
                        fmt::format("expected text for `{}`, found {}", key, kind_of(*value)));
    }

    const PackageFiles& files_;
    Diagnostics& problems_;
    std::unique_ptr<Package> package_;
};

}  // namespace

std::unique_ptr<Package> load_package(const PackageFiles& files,
                                      const std::filesystem::path& base,
                                      Diagnostics& problems) {
    return PackageLoader{files, base, problems}.load();
}

}  // namespace pgmeta::workspace
