// SPDX-License-Identifier: MIT
#include "pgmeta/engine/revert.hpp"

#include "batch.hpp"
#include "doubt.hpp"
#include "origin.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/diff.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

namespace pgmeta::engine {

using workspace::ScriptKind;

namespace {

using Clock = std::chrono::steady_clock;

/// A deployed change on its way out.
struct Going {
    ChangeRef ref;
    std::string change_id;
    bool named = false;    ///< asked for, not only required to go
    std::string hash;      ///< of the script that was checked
    ScriptPointer script;  ///< null: let go, or sent
};

/// Rows of the package that are later than the change that stays.
std::vector<std::size_t> rows_after(const workspace::Deployed& deployed,
                                    const workspace::Selection& to) {
    const auto& package = *to.package;
    const workspace::DeployedChange* bound = nullptr;
    if (to.change != workspace::Selection::npos)
        bound = deployed.find(package.name, package.plan.changes[to.change].name);
    std::vector<std::size_t> rows;
    bool later_than_bound = bound == nullptr;
    bool any = false;
    for (std::size_t i = 0; i < deployed.changes.size(); ++i) {
        const auto& row = deployed.changes[i];
        if (row.package != package.name) continue;
        any = true;
        const auto known = package.plan.change_index.find(row.change);
        // Rows the plan does not know are placed by the order they were deployed in.
        const bool goes = to.change == workspace::Selection::npos ||
                          (known == package.plan.change_index.end() ? later_than_bound
                                                                    : known->second > to.change);
        if (goes) rows.push_back(i);
        later_than_bound = later_than_bound || &row == bound;
    }
    if (any && bound == nullptr && to.change != workspace::Selection::npos)
        throw Error{Fault::usage, "change-not-deployed",
                    fmt::format("expected a deployed change to go back to, and `{}:{}` is not "
                                "deployed",
                                package.name, package.plan.changes[to.change].name)}
            .hint("`pgmeta status` shows what is deployed");
    return rows;
}

std::vector<std::size_t> rows_to_revert(const workspace::Workspace& workspace,
                                        const workspace::Deployed& deployed,
                                        const RevertOptions& options) {
    if (options.to) return rows_after(deployed, *options.to);
    const std::set<const workspace::Package*> only{options.packages.begin(),
                                                   options.packages.end()};
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < deployed.changes.size(); ++i) {
        const auto* package = workspace.find(deployed.changes[i].package);
        if (package == nullptr || package->name != deployed.changes[i].package) continue;
        if (only.empty() || only.contains(package)) rows.push_back(i);
    }
    return rows;
}

class RevertRun {
public:
    RevertRun(const Target& target,
              const workspace::Workspace& workspace,
              const RevertOptions& options,
              const Observer& observer)
        : target_{target}, workspace_{workspace}, options_{options}, observer_{observer} {}

    Report execute(const std::function<bool(const RevertPlan&)>& confirm);

private:
    std::vector<Going> plan();
    void check_privileges() const;
    void load(std::span<Going> going, Diagnostics& problems);
    void check_scripts(std::span<Going> going);
    void bring_back(std::span<Going> going);
    [[nodiscard]] RevertPlan show(std::span<const Going> going) const;
    void begin();
    void run(std::span<Going> going);
    void run_segment(std::span<Going> going, std::size_t begin, std::size_t end);
    void commit(std::span<const Going> going, std::size_t begin, std::size_t end);
    void stop(const Error& error, std::span<const Going> going, std::size_t begin);
    [[nodiscard]] std::size_t segment_end(std::span<const Going> going, std::size_t begin) const;

    const Target& target_;
    const workspace::Workspace& workspace_;
    const RevertOptions& options_;
    const Observer& observer_;
    Report report_;
    std::optional<pg::Connection> connection_;
    ledger::Facts facts_;
    std::optional<ChangeRef> failed_;
};

std::vector<Going> RevertRun::plan() {
    ledger::refuse_newer(facts_);
    const auto deployed = ledger::read(*connection_, facts_);
    const auto targets = rows_to_revert(workspace_, deployed, options_);
    const std::set<std::size_t> named{targets.begin(), targets.end()};
    std::vector<Going> going;
    for (const auto row : graph::revert_closure(workspace_, deployed, targets)) {
        const auto& change = deployed.changes[row];
        going.push_back(
            {{change.package, change.change}, change.change_id, named.contains(row), {}, nullptr});
    }
    return going;
}

RevertPlan RevertRun::show(std::span<const Going> going) const {
    RevertPlan shown;
    std::set<std::string> packages;
    for (const auto& item : going) {
        shown.changes.push_back(item.ref);
        if (!item.named) shown.because.push_back(item.ref);
        packages.insert(item.ref.package);
    }
    const std::set<std::string> installed{facts_.installed_extensions.begin(),
                                          facts_.installed_extensions.end()};
    std::set<std::string> staying;
    for (const auto& name : packages) {
        const auto* package = workspace_.find(name);
        if (package == nullptr) continue;
        for (const auto& required : package->control.requirements)
            if (workspace_.find(required.name) == nullptr && installed.contains(required.name) &&
                required.name != "plpgsql")
                staying.insert(required.name);
    }
    shown.extensions.assign(staying.begin(), staying.end());
    return shown;
}

void RevertRun::check_privileges() const {
    if (options_.dry_run || (facts_.can_write && facts_.can_delete)) return;
    throw Error{Fault::environment, "privilege-missing",
                "the role may not take rows out of the ledger in schema pgpm_migrate; nothing was "
                "reverted"}
        .hint(
            "as the ledger's owner: GRANT USAGE ON SCHEMA pgpm_migrate TO …; GRANT SELECT, INSERT, "
            "UPDATE, DELETE ON ALL TABLES IN SCHEMA pgpm_migrate TO …; GRANT USAGE ON ALL "
            "SEQUENCES IN SCHEMA pgpm_migrate TO …");
}

/// The scripts of those that have none.  Files first; what has no file, or everything with
/// --from-ledger, as stored at deployment.
void RevertRun::load(std::span<Going> going, Diagnostics& problems) {
    std::vector<std::string> wanted;
    std::unordered_map<std::string, Going*> by_id;
    for (auto& item : going) {
        if (item.script) continue;
        const auto* package = workspace_.find(item.ref.package);
        const auto* change =
            package == nullptr ? nullptr : package->plan.find_change(item.ref.change);
        if (!options_.from_ledger && change != nullptr &&
            std::filesystem::exists(package->script(ScriptKind::revert, change->name))) {
            item.script = load_script(*package, *change, ScriptKind::revert, true, problems);
            continue;
        }
        wanted.push_back(item.change_id);
        by_id.emplace(item.change_id, &item);
    }
    if (!wanted.empty() && facts_.extras)
        for (auto& stored : ledger::stored_scripts(*connection_, wanted))
            if (!trim(stored.revert).empty())
                by_id.at(stored.change_id)->script =
                    load_text(std::move(stored.revert),
                              fmt::format("revert script of {}:{} as stored in the ledger",
                                          stored.package, stored.change),
                              sqltext::Use::revert, true, problems);
    for (const auto& id : wanted)
        if (!by_id.at(id)->script)
            problems.error("revert-missing", {},
                           fmt::format("`{}` has no revert script, in the workspace or stored in "
                                       "the ledger",
                                       by_id.at(id)->ref.text()),
                           "write the script; nothing was reverted");
}

/// Looks at all scripts.  Of the first ones so many are kept as may be held; the others are read
/// again when their turn comes.
void RevertRun::check_scripts(std::span<Going> going) {
    Diagnostics problems;
    Window window;
    std::size_t held = 0;
    for (std::size_t at = 0, count = 0; at < going.size(); at += count) {
        count = std::min(window.size(), going.size() - at);
        std::size_t read = 0;
        load(going.subspan(at, count), problems);
        for (auto& item : going.subspan(at, count)) {
            if (!item.script) continue;
            const auto& sendable = item.script->sendable;
            if (sendable.refuses_transaction_at)
                problems.error(
                    "refuses-transaction", item.script->place(*sendable.refuses_transaction_at),
                    "the server runs this statement only outside a transaction block (25001)",
                    "run it by hand, or write it in a form that may run inside one");
            item.hash = item.script->hash;
            read += item.script->bytes();
            if (held + read > most_kept) item.script.reset();
        }
        held += read;
        window.held(read);
    }
    if (!problems.has_errors()) return;
    report_.problems = problems.sorted();
    report_.failure = Error{Fault::workspace, "revert-refused",
                            fmt::format("{} found before the first statement; nothing was reverted",
                                        count_of(report_.problems.size(), "problem"))};
}

/// Reads again what was let go.
void RevertRun::bring_back(std::span<Going> going) {
    Diagnostics problems;
    load(going, problems);
    for (const auto& item : going)
        if (!item.script || item.script->hash != item.hash || problems.has_errors())
            throw script_changed(item.ref);
}

Report RevertRun::execute(const std::function<bool(const RevertPlan&)>& confirm) {
    const auto start = Clock::now();
    report_.dry_run = options_.dry_run;
    connection_ = connect(target_, "revert");
    report_.target = connection_->describe();
    facts_ = ledger::read_facts(*connection_);
    if (observer_.connected) observer_.connected(*connection_, facts_);
    if (facts_.standby && !options_.dry_run)
        throw Error{Fault::environment, "standby",
                    fmt::format("{} is a standby, which only reads", report_.target)};
    auto going = plan();
    const auto widened =
        std::find_if(going.begin(), going.end(), [](const Going& item) { return !item.named; });
    if (options_.only && widened != going.end())
        throw Error{Fault::conflict, "required-by-others",
                    fmt::format("`{}` is deployed and requires what would be reverted",
                                widened->ref.text())}
            .hint("without --only it is reverted too");
    if (!going.empty()) check_privileges();
    check_scripts(going);
    if (!report_.failure && !going.empty() && options_.dry_run)
        for (const auto& item : going)
            report_.done.push_back(item.ref);
    if (!report_.failure && !going.empty() && !options_.dry_run) {
        if (confirm && !confirm(show(going)))
            throw Error{Fault::declined, "declined", "nothing was reverted"};
        run(going);
    }
    report_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return std::move(report_);
}

std::size_t RevertRun::segment_end(std::span<const Going> going, std::size_t begin) const {
    if (options_.tx == TxMode::all) return going.size();
    auto end = begin + 1;
    while (options_.tx == TxMode::package && end < going.size() &&
           going[end].ref.package == going[begin].ref.package)
        ++end;
    return end;
}

/// Also holds off pgpm, which knows no deploy lock, before the ledger is read.
void RevertRun::begin() {
    facts_ = ledger::begin_locked(*connection_, target_.lock_wait, observer_.waiting);
    if (facts_.can_lock) ledger::lock_out_pgpm(*connection_, target_.lock_wait, observer_.waiting);
}

void RevertRun::run(std::span<Going> confirmed) {
    begin();
    const auto now = plan();
    const bool same =
        std::equal(now.begin(), now.end(), confirmed.begin(), confirmed.end(),
                   [](const Going& a, const Going& b) { return a.change_id == b.change_id; });
    if (!same)
        throw Error{
            Fault::conflict, "changed-while-asking",
            "the database changed between the question and the answer; nothing was reverted"}
            .hint("run the command again and look at the new list");
    for (std::size_t first = 0; first < confirmed.size() && !report_.failure;) {
        const auto end = segment_end(confirmed, first);
        try {
            if (first != 0) begin();
            run_segment(confirmed, first, end);
            commit(confirmed, first, end);
        } catch (const Error& error) {
            stop(error, confirmed, first);
        }
        first = end;
    }
}

void RevertRun::run_segment(std::span<Going> going, std::size_t begin, std::size_t end) {
    if (const auto sql = session_settings(*connection_, target_); !sql.empty())
        connection_->query(sql);
    if (begin == 0 && facts_.extras_writable)
        ledger::begin_deployment(*connection_, true,
                                 origin("revert", options_.tool_version, workspace_.root));
    const ledger::Recorder recorder{
        connection_->query("SELECT pg_catalog.pg_current_xact_id()").text(0, 0), facts_.extras, 0};
    BatchOptions options;
    options.one_change_per_message = facts_.audit_logs_messages;
    options.steady_progress = observer_.wants_steady_progress;
    options.session_settings = session_settings(*connection_, target_);
    options.total = going.size();
    options.already_done = begin;
    Batch batch{*connection_, std::move(options), observer_, nullptr, nullptr};
    try {
        constexpr std::size_t at_once = 16;
        for (auto i = begin; i < end; ++i) {
            auto& item = going[i];
            if (!item.script) bring_back(going.subspan(i, std::min(at_once, end - i)));
            batch.add({item.ref, ScriptKind::revert, std::exchange(item.script, nullptr), nullptr,
                       recorder.revert_rows(item.ref.package, item.ref.change)});
        }
        batch.finish();
    } catch (const Error&) {
        failed_ = batch.failed();
        throw;
    }
}

void RevertRun::commit(std::span<const Going> going, std::size_t begin, std::size_t end) {
    std::vector<std::string> ids;
    for (auto i = begin; i < end; ++i)
        ids.push_back(going[i].change_id);
    try {
        pg::Transaction::adopt(*connection_).commit();
    } catch (const Error& error) {
        if (error.fault() != Fault::in_doubt) throw;
        connection_ = settle_revert_doubt(error, target_, ids, observer_);
    }
    for (auto i = begin; i < end; ++i)
        report_.done.push_back(going[i].ref);
}

void RevertRun::stop(const Error& error, std::span<const Going> going, std::size_t begin) {
    if (connection_->is_open() && connection_->in_transaction()) connection_->query("ROLLBACK");
    bool ran = true;
    for (auto i = begin; i < going.size(); ++i) {
        (ran ? report_.undone : report_.pending).push_back(going[i].ref);
        if (failed_ && going[i].ref.text() == failed_->text()) ran = false;
    }
    if (failed_ && connection_->is_open() && facts_.can_write) {
        const auto* detail = error.sql_detail();
        ledger::record_failure(*connection_, "revert", failed_->package, failed_->change,
                               error.message(), detail == nullptr ? "" : detail->sqlstate);
    }
    report_.failure = error;
}

}  // namespace

Report revert(const Target& target,
              const workspace::Workspace& workspace,
              const RevertOptions& options,
              const Observer& observer,
              const std::function<bool(const RevertPlan&)>& confirm) {
    return RevertRun{target, workspace, options, observer}.execute(confirm);
}

}  // namespace pgmeta::engine
