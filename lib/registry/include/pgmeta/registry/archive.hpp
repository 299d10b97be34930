// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace pgmeta::registry {

/// A package's files by path: relative, `/` between folders, sorted.  Links, modes and times are
/// not part of a package.
using PackageFiles = std::map<std::string, std::string>;

/// What an archive may hold at most.
struct ArchiveLimits {
    std::size_t files = 20000;
    std::size_t file_bytes = std::size_t{64} << 20U;
    std::size_t total_bytes = std::size_t{512} << 20U;
    std::size_t ratio = 300;  ///< unpacked bytes per packed byte, beyond the first MB
};

/// The files of an npm package: a gzipped tar archive with everything in one folder, which is left
/// out.  Read in memory, so that nothing of an archive that is refused reaches the disk.
///
/// Throws "archive-unreadable" and "archive-unsafe" (Fault::environment): absolute paths, `..`,
/// links, devices, set-user-id bits, names twice or beyond what file systems take, and anything
/// over the limits.  `name` is for messages.
PackageFiles unpack(std::string_view archive,
                    const std::string& name,
                    const ArchiveLimits& limits = {});

/// The same of an archive whose files lie in no folder of their own: paths stay as they are.
PackageFiles unpack_plain(std::string_view archive,
                          const std::string& name,
                          const ArchiveLimits& limits = {});

/// The same of a folder; `.git`, `node_modules` and what lies in them is left out.
PackageFiles read_folder(const std::filesystem::path& folder, const ArchiveLimits& limits = {});

/// True for the folders that read_folder leaves out.
bool is_left_out(const std::filesystem::path& name);

}  // namespace pgmeta::registry
