// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pgmeta {

/// The whole file.  Throws "file-unreadable" (Fault::environment) with the system's reason.
std::string read_file(const std::string& path);

/// As read_file, but empty when there is no such file.
std::optional<std::string> read_file_if_exists(const std::string& path);

/// Replaces the content of the file `name`, or of the one that a symbolic link leads to.
///
/// Written beside it, synced and renamed, so that readers see the old or the new content and never
/// a part.  Keeps an existing file's mode.  A device or pipe is written into, never replaced.
/// Throws "file-unwritable".
void write_file_atomically(const std::filesystem::path& name, std::string_view content);

/// `path` as the user would type it from `base`: relative when below it, absolute otherwise.
std::string display_path(const std::filesystem::path& path, const std::filesystem::path& base);

}  // namespace pgmeta
