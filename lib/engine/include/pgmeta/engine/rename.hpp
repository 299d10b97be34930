// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/engine/run.hpp"
#include "pgmeta/ledger/rename.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <string>

namespace pgmeta::engine {

/// What renaming did beside the files.
struct RenameReport {
    std::string target;    ///< user@host:port/database
    std::size_t rows = 0;  ///< of deployed changes; 0 when the target has no ledger
};

/// Writes the files of `edit` and renames what the target's ledger has of them, both or neither.
///
/// Under the deploy lock: the rows are written, then the files, then the transaction commits.  When
/// it does not, the files are taken back.  A row whose script is the one that was deployed stays
/// so: scripts whose comments the edit respells get their new digest.
///
/// Throws "ledger-name-taken" (Fault::conflict) when the new name is deployed already,
/// "commit-in-doubt" when the server could not be asked whether it committed (the files are as they
/// were then), and what connecting, locking and FileEdit::commit throw.
RenameReport rename(const Target& target,
                    const workspace::Workspace& workspace,
                    const ledger::RenamedReference& renamed,
                    const FileEdit& edit,
                    const Observer& observer);

}  // namespace pgmeta::engine
