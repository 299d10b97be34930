// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "output/progress.hpp"
#include "pgmeta/engine/run.hpp"

#include <string>
#include <vector>

namespace pgmeta::cli {

/// Shows on stderr what a run is doing: the target, who is waited for, how far it is, what the
/// server says.
class RunObserver {
public:
    /// `verb` as in `deploying`.
    RunObserver(Context& context, std::string verb);
    ~RunObserver() = default;
    RunObserver(const RunObserver&) = delete;
    RunObserver& operator=(const RunObserver&) = delete;

    /// What the engine calls.  Valid as long as this object.
    [[nodiscard]] const engine::Observer& observer() const { return observer_; }

    /// Messages of a dry run that asked for its SQL.
    void collect_sql(std::vector<std::string>& sql);

    /// Removes the progress line, if one is shown.
    void clear();

private:
    void connected(const pg::Connection& connection, const ledger::Facts& facts);
    void waiting(const ledger::Holder& holder);
    void notice(const engine::ChangeRef& change, const pg::Notice& notice);

    Context& context_;
    ProgressLine progress_;
    engine::Observer observer_;
};

}  // namespace pgmeta::cli
