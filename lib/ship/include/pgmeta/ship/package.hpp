// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::ship {

/// A state of a package that an upgrade script begins or ends with.
struct Milestone {
    std::size_t change = 0;  ///< how many changes of the plan belong to it
    std::string version;
};

/// The state that a tag names.  Its version is the tag's name without a `v` before a digit, unless
/// `version` says otherwise.  Throws "tag-unknown" (Fault::usage).
Milestone milestone(const workspace::Package& package,
                    std::string_view tag,
                    const std::string& version = {});

struct PackageOptions {
    std::optional<Milestone> from;  ///< write the upgrade script from here, too
    std::optional<Milestone> to;    ///< … to here, and nothing else; empty: to the plan's end
    /// Where the files go; empty: into the package: sql/, its control file and its Makefile.
    std::filesystem::path output;
};

struct ShippedFile {
    std::filesystem::path path;
    std::string content;
};

/// What one package ships as.
struct Shipment {
    std::string package;
    std::string version;
    std::vector<ShippedFile> files;
};

/// Decides what the files of a package must be: `<name>--<version>.sql` for CREATE EXTENSION, an
/// upgrade script where asked for, the bundle, and the control file and Makefile that name them.
/// Nothing is written.
///
/// Problems: what read_script and sqltext::extension_script object to, "control-missing",
/// "version-missing", "version-refused"; the files are then incomplete.
Shipment package_files(const workspace::Workspace& workspace,
                       const workspace::Package& package,
                       const PackageOptions& options,
                       Diagnostics& problems);

/// How a file on the disk compares with what it must be.
enum class FileState { same, missing, different };

/// Bundles are compared by what they hold, since compressors differ.
FileState state_of(const ShippedFile& file);

/// Adds what makes the disk hold the file; nothing when it does already.
void add_to(FileEdit& edit, const ShippedFile& file);

}  // namespace pgmeta::ship
