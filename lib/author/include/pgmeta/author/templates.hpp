// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/edit_plan.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::author {

/// A file of a template; the path is relative to what the template is for.
struct TemplateFile {
    std::filesystem::path path;
    std::string content;
};

/// A package that does not exist yet.
struct PackageSeed {
    std::string name;
    std::string version = "0.1.0";
    bool empty = false;  ///< without the first change, which makes a schema of the package's name
    workspace::Signature signature;
};

/// Throws "package-name" (Fault::usage) unless `name` can be a package, an extension and an npm
/// package at once: lowercase letters, digits, `_` and `-`, a letter first, at most 63 characters.
void check_package_name(std::string_view name);

/// pgmeta.yaml and pgpm.json: either tool finds the packages.
std::vector<TemplateFile> workspace_files();

/// Everything pgmeta, pgpm and PostgreSQL's extension build want of a package (spec/pgpm.md 2.3 to
/// 2.5).  Can be deployed as it is.
std::vector<TemplateFile> package_files(const PackageSeed& seed);

/// A template of the user's: the files below `folder`, `{{name}}`, `{{version}}` and `{{date}}`
/// filled in, in paths too.  Throws "template-unusable" (Fault::usage) when there is no such
/// folder, and when it holds something else than files and folders.
std::vector<TemplateFile> template_files(const std::filesystem::path& folder,
                                         const PackageSeed& seed);

/// Where a new package of this workspace belongs: a folder `name` in the first folder whose
/// packages are all taken (`packages/*`).  Throws "packages-pattern" (Fault::workspace).
std::filesystem::path new_package_folder(const workspace::Workspace& workspace,
                                         std::string_view name);

/// The files, to be made in `folder`.
FileEdit creation(const std::filesystem::path& folder, std::vector<TemplateFile> files);

}  // namespace pgmeta::author
