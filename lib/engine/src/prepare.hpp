// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/deploy.hpp"
#include "preflight.hpp"

#include <future>
#include <span>

namespace pgmeta::engine {

/// Reads what the ledger keeps of scripts into the records of steps, in a thread of its own: a
/// window ahead of the step that is sent, while the caller waits for the server.
class LedgerTexts {
public:
    explicit LedgerTexts(std::span<Step> steps);
    ~LedgerTexts();
    LedgerTexts(const LedgerTexts&) = delete;
    LedgerTexts& operator=(const LedgerTexts&) = delete;

    /// Returns when the texts of that step are there.  Throws "file-unreadable"
    /// (Fault::environment).
    void wait_for(std::size_t step);

private:
    void read_on();

    std::span<Step> steps_;
    Window window_;
    std::size_t ready_ = 0;  ///< steps before this one have their texts
    std::size_t end_ = 0;    ///< of what is being read
    std::future<std::size_t> reading_;
};

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
