// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/author/changes.hpp"
#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/base/file_edit.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// Revert and verify scripts derived from deploy scripts.  Proposals: what cannot be derived stands
// in them as a statement that fails, and is said.

namespace pgmeta::author {

/// Fills in the revert and verify scripts of a change whose deploy script is known, and says what
/// they leave open.
///
/// Throws "script-empty" when `deploy`, which comes from the file `source`, holds no statement, and
/// what makes a script impossible to deploy with its own id (Fault::usage).
std::vector<Diagnostic> propose_scripts(const workspace::Package& package,
                                        ChangeSeed& seed,
                                        std::string_view source);

struct RegenOptions {
    bool revert = true;
    bool verify = true;
    bool force = false;  ///< scripts that are there, too
};

/// What regenerating came to.
struct Regenerated {
    FileEdit edit;
    std::vector<Diagnostic> doubts;
    std::vector<std::string> kept;  ///< scripts that hold statements and were left, as shown
};

/// Writes revert and verify scripts that are missing, or hold no statement, for these changes.
///
/// Comments of a script without statements stay.  From a deploy script that is empty or could not
/// be deployed nothing is derived: "script-empty", or the objection's id, is among the doubts.
Regenerated regenerate(const workspace::Package& package,
                       const std::vector<std::size_t>& changes,
                       const RegenOptions& options);

}  // namespace pgmeta::author
