// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/deploy.hpp"
#include "preflight.hpp"

#include <span>

namespace pgmeta::engine {

/// Reads and checks the scripts of pending changes, and adds to `decision` the steps, problems and
/// warnings in the order given.
///
/// Two threads read when there is enough to read.  Of the first steps the scripts are kept, up to a
/// limit of all together; what lies beyond is read again when its turn comes (Step::load).
void prepare_steps(const workspace::Workspace& workspace,
                   std::span<const graph::ComparedChange* const> pending,
                   const DeployOptions& options,
                   Decision& decision);

}  // namespace pgmeta::engine
