// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"
#include "pgmeta/pg/message.hpp"
#include "scripts.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pgmeta::engine {

/// A change on its way to the server: its script and the statements of ours that end it.
struct Work {
    ChangeRef change;
    workspace::ScriptKind kind = workspace::ScriptKind::deploy;
    ScriptPointer script;               ///< null: only recorded
    ScriptPointer verify;               ///< null: not verified
    std::vector<std::string> ending{};  ///< one statement each, after which its time is known
    bool counts = true;                 ///< as a change of the run, for progress
    std::size_t step = 0;               ///< the caller's number
    std::size_t trailing = 0;           ///< bytes that the trailer will have of it
    std::size_t last_part = npos;       ///< its last one in the message; the batch sets it

    static constexpr auto npos = static_cast<std::size_t>(-1);
};

struct BatchOptions {
    std::size_t bytes = 0;  ///< limit of a message; 0: from `first_bytes` to 256 kB
    std::size_t first_bytes = std::size_t{64} << 10U;  ///< each message may be 4 times the last
    bool one_change_per_message = false;
    bool steady_progress = false;
    std::string session_settings;  ///< see session.hpp
    /// After a script that keeps its session nothing is reset.
    bool trusts_definitions = false;
    std::size_t total = 0;         ///< changes of the run, for progress
    std::size_t already_done = 0;  ///< changes of the run done in earlier transactions
    bool dry_run = false;          ///< show the SQL, send nothing
    std::string clock;             ///< gives the server's time, as each ending does; may be empty
    /// How long the script of a change took, in seconds; needs `clock`.
    std::function<void(const Work&, double seconds)> took;
};

/// Collects work into messages of bounded size and sends them (spec/protocol.md 0, 10.9).
///
/// A failure is thrown as an Error that names change, script, line and column.
class Batch {
public:
    /// `trailer` returns the ledger statements that end a message; `sent` is called after each.
    Batch(pg::Connection& connection,
          BatchOptions options,
          const Observer& observer,
          std::function<std::vector<std::string>()> trailer,
          std::function<void()> sent);

    void add(Work work);
    /// Sends what is left.
    void finish();

    /// The change whose script or ledger row failed.
    [[nodiscard]] const std::optional<ChangeRef>& failed() const { return failed_; }

    /// True when the parser refused the last message as a whole: nothing of it ran.
    [[nodiscard]] bool nothing_ran() const { return nothing_ran_; }

private:
    void add_script(std::size_t owner, const LoadedScript& script);
    void add_reset(std::size_t owner);
    void release_savepoint();
    [[nodiscard]] bool clock_stands() const;
    void send(bool with_trailer);
    [[nodiscard]] std::size_t limit() const;
    [[nodiscard]] const Work* work_of(const pg::Part& part) const;
    [[noreturn]] void fail(pg::MessageFailure failure);
    [[noreturn]] void fail_somewhere(Error error, const Work& first);
    void report_done(const pg::Part& part);
    void take_time(const pg::Part& part, std::string_view seconds);
    void report_notice(const pg::Part& part, const pg::Notice& notice) const;

    pg::Connection& connection_;
    BatchOptions options_;
    const Observer& observer_;
    std::function<std::vector<std::string>()> trailer_;
    std::function<void()> sent_;
    pg::Message message_;
    std::vector<Work> works_;  ///< of this message
    std::size_t held_ = 0;     ///< bytes of their scripts, comments that are not sent included
    std::size_t limit_;
    std::size_t done_ = 0;
    double clock_ = 0;  ///< the server's when the script under way began
    std::optional<ChangeRef> failed_;
    bool nothing_ran_ = false;
    bool has_savepoint_ = false;  ///< a verify script was rolled back to it
};

}  // namespace pgmeta::engine
