// SPDX-License-Identifier: MIT
#include "pgmeta_test/workspace_builder.hpp"

#include "pgmeta/base/text.hpp"
#include "pgmeta_test/files.hpp"

#include <fmt/format.h>

#include <utility>

namespace pgmeta::test {

namespace {

constexpr std::string_view planned_by = "2024-01-01T00:00:00Z Test <test@example.com>";

}  // namespace

WorkspaceBuilder::WorkspaceBuilder(std::filesystem::path root) : root_{std::move(root)} {}

WorkspaceBuilder& WorkspaceBuilder::package(std::string_view name, std::vector<std::string> needs) {
    packages_.push_back({std::string{name},
                         std::move(needs),
                         fmt::format("%syntax-version=1.0.0\n%project={0}\n%uri={0}\n\n", name),
                         {}});
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::change(std::string_view name, std::vector<std::string> needs) {
    const auto table = fmt::format("\"{}/{}\"", packages_.back().name, name);
    return change(name, fmt::format("CREATE TABLE {} (id int);\n", table),
                  fmt::format("DROP TABLE {};\n", table),
                  fmt::format("SELECT id FROM {} WHERE false;\n", table), std::move(needs));
}

WorkspaceBuilder& WorkspaceBuilder::change(std::string_view name,
                                           std::string_view deploy,
                                           std::string_view revert,
                                           std::string_view verify,
                                           std::vector<std::string> needs) {
    auto& package = packages_.back();
    const auto list = needs.empty() ? std::string{} : fmt::format(" [{}]", join(needs, " "));
    package.plan += fmt::format("{}{} {} # add {}\n", name, list, planned_by, name);
    package.changes.push_back(
        {std::string{name}, std::string{deploy}, std::string{revert}, std::nullopt});
    if (!verify.empty()) package.changes.back().verify = verify;
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::tag(std::string_view name) {
    return plan_line(fmt::format("@{} {} # tag {}", name, planned_by, name));
}

WorkspaceBuilder& WorkspaceBuilder::plan_line(std::string_view line) {
    packages_.back().plan += fmt::format("{}\n", line);
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::without_deploy() {
    packages_.back().changes.back().deploy.reset();
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::without_revert() {
    packages_.back().changes.back().revert.reset();
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::without_verify() {
    packages_.back().changes.back().verify.reset();
    return *this;
}

WorkspaceBuilder& WorkspaceBuilder::file(std::string_view path, std::string_view text) {
    files_.push_back({std::string{path}, std::string{text}});
    return *this;
}

std::filesystem::path WorkspaceBuilder::write() const {
    write_file(root_ / "pgpm.json", "{\"packages\": [\"packages/*\"]}\n");
    for (const auto& package : packages_)
        write_package(package);
    for (const auto& [path, text] : files_)
        write_file(root_ / path, text);
    return root_;
}

std::filesystem::path WorkspaceBuilder::package_dir(std::string_view name) const {
    return root_ / "packages" / name;
}

void WorkspaceBuilder::write_package(const Package& package) const {
    const auto dir = package_dir(package.name);
    const auto needs =
        package.needs.empty() ? "" : fmt::format("requires = '{}'\n", join(package.needs, ","));
    write_file(dir / "pgpm.plan", package.plan);
    write_file(dir / (package.name + ".control"),
               fmt::format("# {0} extension\ncomment = '{0}'\ndefault_version = '0.0.1'\n"
                           "{1}relocatable = false\nsuperuser = false\n",
                           package.name, needs));
    write_file(dir / "package.json",
               fmt::format("{{\"name\": \"@test/{}\", \"version\": \"0.0.1\"}}\n", package.name));
    for (const auto& change : package.changes)
        write_scripts(package, change);
}

void WorkspaceBuilder::write_scripts(const Package& package, const Change& change) const {
    const auto dir = package_dir(package.name);
    const auto needs =
        package.needs.empty() ? "" : fmt::format("requires = '{}'\n", join(package.needs, ","));
    const auto name = change.name + ".sql";
    const auto title = [&](std::string_view verb) {
        return fmt::format("-- {} {}:{}\n\n", verb, package.name, change.name);
    };
    if (change.deploy) write_file(dir / "deploy" / name, title("Deploy") + *change.deploy);
    if (change.revert) write_file(dir / "revert" / name, title("Revert") + *change.revert);
    if (change.verify) write_file(dir / "verify" / name, title("Verify") + *change.verify);
}

}  // namespace pgmeta::test
