// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/workspace.hpp"

namespace pgmeta::engine {

/// Everything that can be known about a workspace without a database.
///
/// Errors: what plans and control files say wrongly (from loading: pass the same `problems`),
/// requirements that cannot be met, cycles, deploy or revert scripts that are missing or empty,
/// byte-identical deploy scripts in one package, SQL that must not be sent.  Warnings: missing
/// verify scripts, scripts of no change, `-- requires:` headers that disagree with the plan,
/// transaction control in mid-script.
void check(const workspace::Workspace& workspace, Diagnostics& problems);

/// Throws "workspace-invalid" (Fault::workspace) when `problems` holds errors.  The CLI prints them
/// before.
void refuse_errors(const Diagnostics& problems);

}  // namespace pgmeta::engine
