// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::author {

/// Who is right where a plan and the `-- requires:` lines of a deploy script disagree.
enum class SyncFrom : std::uint8_t { headers, plan };

/// Lines of one file that go and come, in the file's order.
struct FileDifference {
    std::filesystem::path file;
    /// Each begins with `-` or `+`; without line ends.
    std::vector<std::string> lines;
};

struct Synced {
    FileEdit edit;
    std::vector<FileDifference> differences;  ///< one per file that `edit` replaces
};

/// Brings plans and headers of `packages` (all own ones when empty) into agreement.
///
/// A script without any `-- requires:` line says nothing about requirements and is left, as is its
/// plan line; so are spellings that mean the same.  From headers, requirements of other packages
/// are added to the control file.  Throws what a plan can be refused for, "requirement-unknown" and
/// "package-cycle" (Fault::workspace) at the script's line.
Synced sync_requirements(const workspace::Workspace& workspace,
                         std::span<const workspace::Package* const> packages,
                         SyncFrom from);

/// The lines that differ between two texts.
std::vector<std::string> differing_lines(std::string_view before, std::string_view after);

}  // namespace pgmeta::author
