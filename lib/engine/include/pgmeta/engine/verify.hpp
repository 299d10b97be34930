// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <vector>

namespace pgmeta::engine {

struct VerifyOptions {
    std::vector<workspace::Selection>
        packages;  ///< these and no others; empty: all.  A change given is an excluded bound
};

struct VerifyFailure {
    ChangeRef change;
    Error error;
};

struct VerifyReport {
    std::string target;
    std::vector<ChangeRef> passed;
    std::vector<VerifyFailure> failed;
    std::vector<ChangeRef> without_script;
    std::vector<ChangeRef> not_deployed;
    std::vector<std::string> missing_extensions;  ///< required by the packages, not installed
    std::chrono::milliseconds elapsed{0};
};

/// Runs the verify scripts of deployed changes in one transaction that is always rolled back, each
/// in a savepoint, and reports every failure.
VerifyReport verify(const Target& target,
                    const workspace::Workspace& workspace,
                    const VerifyOptions& options,
                    const Observer& observer);

}  // namespace pgmeta::engine
