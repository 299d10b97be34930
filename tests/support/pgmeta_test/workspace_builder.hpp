// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::test {

/// Writes a workspace in pgpm's layout: pgpm.json and packages/NAME/….
///
///     WorkspaceBuilder{dir.path()}
///         .package("auth", {"plpgsql"})
///         .change("schema", "CREATE SCHEMA auth;\n", "DROP SCHEMA auth;\n")
///         .change("users", {"schema"})
///         .tag("v1.0.0")
///         .write();
class WorkspaceBuilder {
public:
    explicit WorkspaceBuilder(std::filesystem::path root);

    /// Starts a package; `needs` goes to `requires` of its .control file.
    WorkspaceBuilder& package(std::string_view name, std::vector<std::string> needs = {});

    /// A change that makes table "PACKAGE/CHANGE" (id int), with revert and verify scripts.
    WorkspaceBuilder& change(std::string_view name, std::vector<std::string> needs = {});

    /// A change with these scripts.  An empty verify means that there is no such file.
    WorkspaceBuilder& change(std::string_view name,
                             std::string_view deploy,
                             std::string_view revert,
                             std::string_view verify = {},
                             std::vector<std::string> needs = {});

    /// A tag on the last change; without `@`.
    WorkspaceBuilder& tag(std::string_view name);

    /// A line of the plan as it stands, for plans with defects.
    WorkspaceBuilder& plan_line(std::string_view line);

    /// Leaves the last change's script away.
    WorkspaceBuilder& without_deploy();
    WorkspaceBuilder& without_revert();
    WorkspaceBuilder& without_verify();

    /// Any other file, relative to the workspace.
    WorkspaceBuilder& file(std::string_view path, std::string_view text);

    /// Writes everything; may be called again after more was added.  Returns the root.
    std::filesystem::path write() const;

    [[nodiscard]] std::filesystem::path package_dir(std::string_view name) const;

private:
    struct Change {
        std::string name;
        std::optional<std::string> deploy, revert, verify;
    };

    struct Package {
        std::string name;
        std::vector<std::string> needs;
        std::string plan;
        std::vector<Change> changes;
    };

    struct File {
        std::string path, text;
    };

    void write_package(const Package& package) const;
    void write_scripts(const Package& package, const Change& change) const;

    std::filesystem::path root_;
    std::vector<Package> packages_;
    std::vector<File> files_;
};

}  // namespace pgmeta::test
