// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/engine/run.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace pgmeta::cli {

/// Shows on stderr what a run is doing: the target, who is waited for, how far it is, what the
/// server says.  A terminal gets one line rewritten in place; anything else plain lines, at most
/// one per second.
class RunObserver {
public:
    /// `verb` as in `deploying`.
    RunObserver(Context& context, std::string verb);
    ~RunObserver();
    RunObserver(const RunObserver&) = delete;
    RunObserver& operator=(const RunObserver&) = delete;

    /// What the engine calls.  Valid as long as this object.
    [[nodiscard]] const engine::Observer& observer() const { return observer_; }

    /// Messages of a dry run that asked for its SQL.
    void collect_sql(std::vector<std::string>& sql);

    /// Removes the progress line, if one is shown.
    void clear();

private:
    using Clock = std::chrono::steady_clock;

    void connected(const pg::Connection& connection, const ledger::Facts& facts);
    void waiting(const ledger::Holder& holder);
    void progress(std::size_t done, std::size_t total, const engine::ChangeRef& now);
    void notice(const engine::ChangeRef& change, const pg::Notice& notice);

    Context& context_;
    std::string verb_;
    engine::Observer observer_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point shown_ = start_;
    bool line_open_ = false;
};

}  // namespace pgmeta::cli
