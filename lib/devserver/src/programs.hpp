// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace pgmeta::devserver {

/// The installed server programs of this major version (like `15`): `requested` or
/// $PGMETA_PG_BINDIR if given, else whatever is found.  Throws "dev-version-mismatch" when there
/// are none of that version, naming `data`, the folder of the cluster that needs them.
std::filesystem::path find_programs_of_version(const std::filesystem::path& requested,
                                               const std::string& version,
                                               const std::filesystem::path& data);

/// Major version of the server programs in a folder, like `15`.
std::string version_of_programs(const std::filesystem::path& bindir);

}  // namespace pgmeta::devserver
