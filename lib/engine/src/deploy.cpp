// SPDX-License-Identifier: MIT
#include "pgmeta/engine/deploy.hpp"

#include "batch.hpp"
#include "database.hpp"
#include "doubt.hpp"
#include "explain.hpp"
#include "origin.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "preflight.hpp"
#include "prepare.hpp"
#include "session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <thread>
#include <utility>

namespace pgmeta::engine {

namespace {

using Clock = std::chrono::steady_clock;

/// Steps [begin, end) that commit together.
struct Segment {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// At least one segment, which may be empty: extensions alone need a transaction too.
std::vector<Segment> segments(const std::vector<Step>& steps, TxMode mode) {
    if (mode == TxMode::all || steps.empty()) return {{0, steps.size()}};
    std::vector<Segment> result;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const bool joins =
            mode == TxMode::package && i > 0 && steps[i].package == steps[i - 1].package;
        if (joins)
            ++result.back().end;
        else
            result.push_back({i, i + 1});
    }
    return result;
}

class DeployRun {
public:
    DeployRun(const Target& target,
              const workspace::Workspace& workspace,
              const DeployOptions& options,
              const Observer& observer)
        : target_{target}, workspace_{workspace}, options_{options}, observer_{observer} {}

    Report execute();

private:
    void open();
    void connect_to_created();
    void decide();
    void decide_locked(const Scope& scope, DeployDigests& digests);
    bool lock_out_pgpm();
    void run_segment(const Segment& segment, bool first);
    std::vector<std::string> prelude(const Segment& segment, bool first);
    std::vector<std::string> epilogue();
    [[nodiscard]] bool builds_keys_late() const;
    void run_prelude(const Segment& segment, bool first);
    void query_in_prelude(const std::string& sql);
    void run_steps(const Segment& segment, LedgerTexts& texts);
    void commit(const Segment& segment);
    void note_created();
    void drop_deployed_meanwhile(const Segment& segment);
    void stop(Error error, const Segment& segment);
    void sort_out(const Segment& segment, bool in_verify);
    std::vector<ledger::Record> left_behind();
    void recover_rows(const Segment& segment);
    void dry_run();
    void warn(const Diagnostic& diagnostic);

    [[nodiscard]] std::string_view purpose() const {
        return options_.log_only ? "baseline" : "deploy";
    }

    [[nodiscard]] Batch make_batch(const Segment& segment);
    [[nodiscard]] std::vector<std::string> package_rows(const Segment& segment) const;
    [[nodiscard]] std::vector<std::string> reopened_guard() const;
    [[nodiscard]] Work work_for(std::size_t step) const;
    [[nodiscard]] bool trusts_definitions() const;
    [[nodiscard]] bool ends_package(std::size_t step, std::size_t end) const;
    void add_verify_scripts(Batch& batch, std::size_t end, std::size_t first);
    void verify_committed(const Segment& segment);

    const Target& target_;
    const workspace::Workspace& workspace_;
    const DeployOptions& options_;
    const Observer& observer_;
    Target reached_{target_};  ///< differs from target_ in a dry run without the database
    Report report_;
    std::optional<pg::Connection> connection_;
    ledger::Facts facts_;
    Decision decision_;
    std::vector<std::string> extensions_;  ///< created in the transaction under way
    bool creates_ledger_ = false;          ///< in the transaction under way
    std::string loss_;                     ///< what a ledger without schema pgmeta cannot do
    std::int64_t deployment_ = 0;
    std::vector<std::string> keys_;  ///< of the ledger made here, which it gets at the end
    std::string xid_;                ///< of the transaction under way
    std::optional<ledger::Recorder> recorder_;
    std::vector<ledger::Record> untrailed_;  ///< of scripts sent whose trailer was not
    std::vector<std::pair<std::string, double>> durations_;  ///< by change id, in seconds
    std::optional<ChangeRef> failed_;
    std::size_t attempted_ = 0;  ///< steps before this one were given to the batch
    std::vector<bool> skip_;     ///< steps that somebody else deployed meanwhile
};

void DeployRun::warn(const Diagnostic& diagnostic) {
    report_.warnings.push_back(diagnostic);
    if (observer_.warning) observer_.warning(diagnostic);
}

void DeployRun::open() {
    if (options_.create_database && !options_.dry_run) {
        connect_to_created();
    } else {
        if (options_.create_database && !database_exists(target_))
            reached_ = maintenance_target(target_);
        connection_ = connect(reached_, purpose());
    }
    const bool is_there = reached_.info.effective("dbname") == target_.info.effective("dbname");
    report_.target = is_there ? connection_->describe() : target_.info.describe();
}

/// Another creator may take its database away again between our look and our connection.
void DeployRun::connect_to_created() {
    constexpr int tries = 100;
    for (int i = 1; !connection_; ++i) {
        report_.database_created = create_database_if_missing(target_);
        try {
            connection_ = connect(target_, purpose());
        } catch (const Error& error) {
            if (i == tries || error.id() != "connection-failed" || takes_connections(target_))
                throw;
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
        }
    }
}

/// pgpm knows no deploy lock; it is held off before the ledger is read.  True when that took a
/// wait.
bool DeployRun::lock_out_pgpm() {
    return facts_.presence == ledger::Presence::complete && facts_.can_lock &&
           ledger::lock_out_pgpm(*connection_, target_.lock_wait, observer_.waiting);
}

void DeployRun::decide_locked(const Scope& scope, DeployDigests& digests) {
    if (options_.dry_run) {
        connection_->query("BEGIN TRANSACTION READ ONLY");
        facts_ = ledger::read_facts(*connection_);
    } else {
        facts_ = ledger::begin_locked(*connection_, target_.lock_wait, observer_.waiting);
    }
    if (observer_.connected) observer_.connected(*connection_, facts_);
    if (facts_.standby)
        throw Error{Fault::environment, "standby",
                    fmt::format("{} is a standby, which only reads", report_.target)}
            .hint("deploy to the primary");
    if (target_.info.effective("dbname") != reached_.info.effective("dbname"))
        facts_.presence = ledger::Presence::absent;
    ledger::refuse_newer(facts_);
    const bool waited_for_pgpm = !options_.dry_run && lock_out_pgpm();
    // Meanwhile files may have been edited.
    if (facts_.waited || waited_for_pgpm) digests.forget();
    auto deployed = ledger::read_names(*connection_, facts_, digests.size());
    decision_ =
        engine::decide(*connection_, workspace_, scope, digests, facts_, deployed, options_);
    skip_.assign(decision_.steps.size(), false);
    report_.already = decision_.already;
    for (const auto& diagnostic : decision_.warnings)
        warn(diagnostic);
}

void DeployRun::decide() {
    const auto scope = scope_of(workspace_, options_);
    DeployDigests digests{workspace_, scope.packages};
    open();
    decide_locked(scope, digests);
}

Report DeployRun::execute() {
    const auto start = Clock::now();
    report_.dry_run = options_.dry_run;
    decide();
    if (decision_.problems.has_errors()) {
        report_.problems = decision_.problems.sorted();
        report_.failure =
            Error{decision_.fault, "deploy-refused",
                  fmt::format("{} found before the first statement; nothing was changed",
                              count_of(report_.problems.size(), "problem"))};
        for (const auto& step : decision_.steps)
            report_.pending.push_back(step.ref());
    } else if (options_.dry_run) {
        dry_run();
    } else if (!decision_.nothing_to_do()) {
        const auto parts = segments(decision_.steps, options_.tx);
        for (std::size_t i = 0; i < parts.size() && !report_.failure; ++i) {
            run_segment(parts[i], i == 0);
            if (options_.tx == TxMode::change && !report_.failure) verify_committed(parts[i]);
        }
    }
    if (connection_->is_open() && connection_->in_transaction()) connection_->query("ROLLBACK");
    // The server may still be ending our session when the database is to be dropped.
    const int our_pid = connection_->backend_pid();
    connection_->close();
    if (report_.failure && report_.database_created && report_.done.empty()) {
        const auto why = drop_created_database(target_, our_pid);
        report_.database_dropped = why.empty();
        if (!why.empty())
            report_.failure->add_hint(
                fmt::format("the database was created by this run and left: {}", why));
    }
    report_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    return std::move(report_);
}

void DeployRun::run_segment(const Segment& segment, bool first) {
    try {
        if (!first) {
            // The first transaction made the ledger.
            facts_ = ledger::begin_locked(*connection_, target_.lock_wait, observer_.waiting);
            lock_out_pgpm();
            drop_deployed_meanwhile(segment);
        }
        LedgerTexts texts{decision_.part(segment.begin, segment.end)};
        run_prelude(segment, first);
        run_steps(segment, texts);
        if (const auto sql = join(epilogue(), ";"); !sql.empty()) connection_->query(sql);
        commit(segment);
    } catch (const Error& error) {
        stop(error, segment);
    }
}

/// Between two transactions of one run others may have deployed what is next here.
void DeployRun::drop_deployed_meanwhile(const Segment& segment) {
    std::vector<std::string> names;
    for (auto i = segment.begin; i < segment.end; ++i)
        names.push_back(decision_.steps[i].planned().name);
    const auto& package = *decision_.steps[segment.begin].package;
    const auto rows = ledger::read_changes(*connection_, facts_, package.name, names);
    for (auto i = segment.begin; i < segment.end; ++i) {
        const auto* row = rows.find(package.name, decision_.steps[i].planned().name);
        if (row == nullptr) continue;
        if (row->script_hash != decision_.steps[i].record.script_hash)
            throw Error{Fault::conflict, "change-modified",
                        fmt::format("`{}` was deployed by somebody else, from another script, "
                                    "while this run was under way",
                                    decision_.steps[i].ref().text())};
        skip_[i] = true;
        ++report_.already;
    }
}

void DeployRun::query_in_prelude(const std::string& sql) {
    try {
        connection_->query(sql);
    } catch (Error& error) {
        error.add_frame("while preparing the database (ledger and extensions)");
        if (const auto* detail = error.sql_detail())
            if (auto hint = hint_for(*detail); !hint.empty()) error.add_hint(std::move(hint));
        throw;
    }
}

/// What stands before the scripts of a segment: limits that the session cannot keep, and where they
/// are missing the ledger and extensions.
std::vector<std::string> DeployRun::prelude(const Segment& segment, bool first) {
    std::vector<std::string> sql;
    if (auto limits = session_settings(*connection_, target_); !limits.empty())
        sql.push_back(std::move(limits));
    if (first) {
        auto upgrade = ledger::upgrade(facts_);
        creates_ledger_ = facts_.presence == ledger::Presence::absent;
        loss_ = upgrade.loss;
        if (!loss_.empty()) warn({Severity::warning, "ledger-extras-missing", {}, loss_, {}});
        for (auto& statement : upgrade.statements)
            sql.push_back(std::move(statement));
        keys_ = std::move(upgrade.keys);
        if (!builds_keys_late()) {
            std::move(keys_.begin(), keys_.end(), std::back_inserter(sql));
            keys_.clear();
        }
    }
    extensions_.clear();
    for (const auto& extension : decision_.extensions) {
        const bool here = (extension.before >= segment.begin && extension.before < segment.end) ||
                          (first && segment.begin == segment.end);
        if (!here) continue;
        sql.push_back(fmt::format("CREATE EXTENSION IF NOT EXISTS {} CASCADE",
                                  sqltext::quote_identifier(extension.name)));
        extensions_.push_back(extension.name);
    }
    return sql;
}

/// True when this transaction makes the ledger, fills it, and nobody looks into it before the end.
bool DeployRun::builds_keys_late() const {
    return facts_.presence == ledger::Presence::absent && !facts_.extras_present &&
           options_.tx == TxMode::all && !decision_.reads_ledger;
}

/// What the transaction ends with, before COMMIT.
std::vector<std::string> DeployRun::epilogue() {
    auto sql = std::exchange(keys_, {});
    if (auto durations = recorder_->durations(durations_); !durations.empty())
        sql.push_back(std::move(durations));
    durations_.clear();
    return sql;
}

/// Rows of the packages that have changes in the segment.
std::vector<std::string> DeployRun::package_rows(const Segment& segment) const {
    std::vector<std::string> rows;
    const workspace::Package* package = nullptr;
    for (auto i = segment.begin; i < segment.end; ++i)
        if (std::exchange(package, decision_.steps[i].package) != decision_.steps[i].package)
            rows.push_back(recorder_->package_row(package->name));
    return rows;
}

void DeployRun::run_prelude(const Segment& segment, bool first) {
    if (const auto sql = join(prelude(segment, first), ";"); !sql.empty()) query_in_prelude(sql);
    facts_.extras = loss_.empty();
    if (first && segment.begin != segment.end)
        deployment_ = ledger::begin_deployment(
            *connection_, facts_.extras, origin(purpose(), options_.tool_version, workspace_.root));
    xid_ = connection_->query(ledger::open_guard() + ";SELECT pg_catalog.pg_current_xact_id()")
               .text(0, 0);
    recorder_.emplace(xid_, facts_.extras, deployment_, !keys_.empty());
    if (const auto rows = join(package_rows(segment), ";"); !rows.empty()) connection_->query(rows);
}

/// After a script that may have closed the guard's cursor: the transaction is compared instead.
std::vector<std::string> DeployRun::reopened_guard() const {
    return {recorder_->check_transaction(), "CLOSE ALL", ledger::open_guard(),
            std::string{ledger::check_guard()}};
}

/// True when nobody's code runs as other things are defined.
bool DeployRun::trusts_definitions() const {
    return !facts_.event_triggers && !decision_.makes_event_triggers &&
           decision_.extensions.empty();
}

Work DeployRun::work_for(std::size_t step) const {
    const auto& planned = decision_.steps[step];
    Work work;
    work.change = planned.ref();
    if (!options_.log_only) work.script = planned.script;
    work.step = step;
    // It cannot end the transaction, and its time is not worth a row.
    if (work.script && work.script->brief && trusts_definitions()) return work;
    work.ending.emplace_back(ledger::check_guard());
    if (work.script && work.script->closes_cursors) work.ending = reopened_guard();
    return work;
}

Batch DeployRun::make_batch(const Segment& segment) {
    BatchOptions options;
    options.bytes = options_.batch_bytes;
    options.one_change_per_message = facts_.audit_logs_messages;
    options.steady_progress = observer_.wants_steady_progress;
    options.session_settings = session_settings(*connection_, target_);
    options.trusts_definitions = trusts_definitions();
    options.total = decision_.steps.size();
    options.already_done = segment.begin;
    options.dry_run = options_.dry_run;
    options.clock = ledger::check_guard();
    options.took = [this](const Work& work, double seconds) {
        constexpr double worth_recording = 0.01;
        if (work.script && seconds >= worth_recording)
            durations_.emplace_back(decision_.steps[work.step].record.change_id, seconds);
    };
    return Batch{*connection_, std::move(options), observer_,
                 [this] {
                     return untrailed_.empty() ? std::vector<std::string>{}
                                               : recorder_->trailer(untrailed_);
                 },
                 [this] { untrailed_.clear(); }};
}

bool DeployRun::ends_package(std::size_t step, std::size_t end) const {
    return step + 1 == end || decision_.steps[step + 1].package != decision_.steps[step].package;
}

/// The verify scripts of the package that ends before step `end`: they may use helpers that later
/// changes of their package bring.
void DeployRun::add_verify_scripts(Batch& batch, std::size_t end, std::size_t first) {
    auto begin = end;
    while (begin > first && decision_.steps[begin - 1].package == decision_.steps[end - 1].package)
        --begin;
    for (auto i = begin; i < end; ++i) {
        auto& step = decision_.steps[i];
        if (skip_[i] || !step.options.verify) continue;
        step.load();
        if (!step.verify) continue;
        if (step.verify->reads_ledger) batch.finish();
        Work work;
        work.change = step.ref();
        work.kind = workspace::ScriptKind::verify;
        work.verify = step.verify;
        work.counts = false;
        if (step.verify->closes_cursors && options_.tx != TxMode::change)
            work.ending = reopened_guard();
        batch.add(std::move(work));
        step.let_go();  // the batch has what it needs
    }
}

void DeployRun::run_steps(const Segment& segment, LedgerTexts& texts) {
    auto batch = make_batch(segment);
    untrailed_.clear();
    try {
        for (auto i = segment.begin; i < segment.end; ++i) {
            if (skip_[i]) continue;
            auto& step = decision_.steps[i];
            step.load();
            texts.wait_for(i - segment.begin);
            // The rows of a message come at its end; a script that looks for them starts another.
            if (step.script && step.script->reads_ledger) batch.finish();
            const auto& record = untrailed_.emplace_back(step.take_record());
            attempted_ = i + 1;
            auto work = work_for(i);
            work.trailing = record.revert_script.size() + record.verify_script.size();
            batch.add(std::move(work));
            step.let_go();
            if (options_.tx != TxMode::change && ends_package(i, segment.end))
                add_verify_scripts(batch, i + 1, segment.begin);
        }
        batch.finish();
    } catch (const Error&) {
        failed_ = batch.failed();
        throw;
    }
}

/// With a transaction per change the package's verify scripts have one of their own, which is
/// rolled back; the changes stay.
void DeployRun::verify_committed(const Segment& segment) {
    if (!options_.verify || !ends_package(segment.end - 1, decision_.steps.size())) return;
    auto batch = make_batch(segment);
    try {
        connection_->query("BEGIN");
        add_verify_scripts(batch, segment.end, 0);
        batch.finish();
        connection_->query("ROLLBACK");
    } catch (const Error& error) {
        if (connection_->is_open() && connection_->in_transaction()) connection_->query("ROLLBACK");
        for (auto i = segment.end; i < decision_.steps.size(); ++i)
            report_.pending.push_back(decision_.steps[i].ref());
        report_.failure = error;
    }
}

void DeployRun::commit(const Segment& segment) {
    std::vector<std::string> ids;
    for (auto i = segment.begin; i < segment.end; ++i)
        if (!skip_[i]) ids.push_back(decision_.steps[i].record.change_id);
    try {
        pg::Transaction::adopt(*connection_).commit();
    } catch (const Error& error) {
        if (error.fault() != Fault::in_doubt)
            throw explain_commit(error, decision_.part(segment.begin, segment.end));
        connection_ = settle_doubt(error, target_, ids, observer_);
    }
    for (auto i = segment.begin; i < segment.end; ++i)
        if (!skip_[i]) report_.done.push_back(decision_.steps[i].ref());
    note_created();
}

/// Called once it is true, so that a run that stops half-way claims nothing it rolled back.
void DeployRun::note_created() {
    report_.extensions.insert(report_.extensions.end(), extensions_.begin(), extensions_.end());
    report_.ledger_created = report_.ledger_created || std::exchange(creates_ledger_, false);
}

/// Says of every change that is not committed whether it ran and was rolled back.
void DeployRun::sort_out(const Segment& segment, bool in_verify) {
    std::set<std::string> done;
    for (const auto& ref : report_.done)
        done.insert(ref.text());
    bool ran = true;
    for (auto i = segment.begin; i < decision_.steps.size(); ++i) {
        const auto ref = decision_.steps[i].ref();
        ran = ran && i < segment.end && i < attempted_;
        if (!skip_[i] && !done.contains(ref.text()))
            (ran ? report_.undone : report_.pending).push_back(ref);
        // A verify script runs after all changes of its package did.
        if (!in_verify && failed_ && ref.text() == failed_->text()) ran = false;
    }
}

void DeployRun::stop(Error error, const Segment& segment) {
    const bool had_ledger = facts_.presence == ledger::Presence::complete || segment.begin > 0;
    if (connection_->is_open() && connection_->in_transaction()) connection_->query("ROLLBACK");
    if (error.id() == "transaction-left") recover_rows(segment);
    sort_out(segment, error.id() == "verify-failed");
    if (failed_ && had_ledger && connection_->is_open() && facts_.can_write) {
        const auto* detail = error.sql_detail();
        ledger::record_failure(*connection_, "deploy", failed_->package, failed_->change,
                               error.message(), detail == nullptr ? "" : detail->sqlstate);
    }
    report_.failure = std::move(error);
}

/// The changes whose scripts ran before the one that ended the transaction, and whose ledger rows
/// were still to come.
std::vector<ledger::Record> DeployRun::left_behind() {
    const auto status =
        connection_->query("SELECT pg_catalog.pg_xact_status($1::pg_catalog.xid8)", {xid_});
    std::vector<ledger::Record> records;
    if (status.is_null(0, 0) || status.text(0, 0) != "committed") return records;
    for (const auto& record : untrailed_) {
        if (failed_ && record.package == failed_->package && record.change == failed_->change)
            break;
        records.push_back(record);
    }
    return records;
}

/// A script's own COMMIT made changes durable whose ledger rows were to come at the end of the
/// message: they are written now, so that the ledger says what is true.
void DeployRun::recover_rows(const Segment& segment) {
    std::vector<std::string> ids;
    for (auto i = segment.begin; i < segment.end; ++i)
        ids.push_back(decision_.steps[i].record.change_id);
    const auto facts = ledger::begin_locked(*connection_, target_.lock_wait, observer_.waiting);
    const bool has_ledger = facts.presence == ledger::Presence::complete;
    auto transaction = pg::Transaction::adopt(*connection_);
    const auto records = left_behind();
    const ledger::Recorder recorder{
        connection_->query("SELECT pg_catalog.pg_current_xact_id()").text(0, 0), facts_.extras,
        deployment_};
    // What the script committed includes a ledger without its keys.
    const auto keys = std::exchange(keys_, {});
    if (has_ledger && !keys.empty()) connection_->query(join(keys, ";"));
    if (!records.empty()) connection_->query(join(recorder.trailer(records), ";"));
    std::vector<std::string> there;
    if (has_ledger) there = ledger::present(*connection_, ids);
    transaction.commit();
    const std::set<std::string> recorded{there.begin(), there.end()};
    for (auto i = segment.begin; i < segment.end; ++i)
        if (recorded.contains(decision_.steps[i].record.change_id))
            report_.done.push_back(decision_.steps[i].ref());
}

void DeployRun::dry_run() {
    for (const auto& step : decision_.steps)
        report_.done.push_back(step.ref());
    if (decision_.nothing_to_do()) return;
    const auto show = [&](const std::string& statement) {
        if (observer_.sql) observer_.sql(statement + ";");
    };
    const auto parts = segments(decision_.steps, options_.tx);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        show("BEGIN");
        for (const auto& statement : prelude(parts[i], i == 0))
            show(statement);
        note_created();
        show(ledger::open_guard());
        facts_.extras = loss_.empty();
        // Whoever runs the text has another transaction id: no guard.
        recorder_.emplace(std::string{}, facts_.extras, 0, !keys_.empty());
        for (const auto& row : package_rows(parts[i]))
            show(row);
        if (observer_.sql) {
            LedgerTexts texts{decision_.part(parts[i].begin, parts[i].end)};
            run_steps(parts[i], texts);
        }
        for (const auto& statement : epilogue())
            show(statement);
        show("COMMIT");
    }
}

}  // namespace

Report deploy(const Target& target,
              const workspace::Workspace& workspace,
              const DeployOptions& options,
              const Observer& observer) {
    return DeployRun{target, workspace, options, observer}.execute();
}

}  // namespace pgmeta::engine
