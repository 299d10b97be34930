// SPDX-License-Identifier: MIT
#include "prepare.hpp"

#include "explain.hpp"
#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/parallel.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace pgmeta::engine {

using workspace::ScriptKind;

namespace {

/// Below this a second thread costs more than it saves.
constexpr std::size_t worth_a_thread = 64;

/// A step, and what was found on the way.
struct Prepared {
    Step step;
    Diagnostics problems;
    Diagnostics warnings;
};

bool verifies(const DeployOptions& options, const workspace::Package& package) {
    const auto& only = options.verified;
    return options.verify && !options.log_only &&
           (only.empty() || std::find(only.begin(), only.end(), &package) != only.end());
}

void check_script(const Step& step, const DeployOptions& options, Diagnostics& problems) {
    constexpr std::size_t largest = std::size_t{256} << 20U;
    const auto& script = *step.script;
    if (!options.log_only && script.sendable.refuses_transaction_at)
        problems.error("refuses-transaction", script.place(*script.sendable.refuses_transaction_at),
                       "the server runs this statement only outside a transaction block (25001)",
                       hint_for_sqlstate("25001"));
    if (script.sendable.text.size() > largest)
        problems.error("script-too-large", {script.shown, 0, 0}, "the script is larger than 256 MB",
                       "split it, or load the data with COPY from a file");
}

/// The scripts of a step that run.
void read_scripts(Step& step, const ReadOptions& options, Diagnostics& problems) {
    const auto& package = *step.package;
    const auto& change = step.planned();
    step.script = load_script(package, change, ScriptKind::deploy,
                              options.refuse_transaction_control, problems);
    if (!options.verify) return;
    if (auto verify = read_file_if_exists(package.script(ScriptKind::verify, change.name)))
        step.verify =
            load_read(package, change, ScriptKind::verify, std::move(*verify), true, problems);
}

bool has_revert_script(const Step& step) {
    std::error_code missing;
    const auto size = std::filesystem::file_size(
        step.package->script(ScriptKind::revert, step.planned().name), missing);
    return !missing && size > 0;
}

/// True when the ledger can keep these bytes as text.
bool is_storable(std::string_view text) {
    return is_utf8(text) && text.find('\0') == std::string_view::npos;
}

/// The bytes of a script to be kept in the ledger; empty when missing or not storable as text.
std::string storable_script(const Step& step, ScriptKind kind) {
    auto text = read_file_if_exists(step.package->script(kind, step.planned().name));
    if (!text || !is_storable(*text)) return {};
    return std::move(*text);
}

Prepared prepare(const workspace::Workspace& workspace,
                 const graph::ComparedChange& compared,
                 const DeployOptions& options) {
    Prepared result;
    auto& step = result.step;
    step.package = compared.package;
    step.change = compared.change;
    step.options = {options.refuse_transaction_control, verifies(options, *compared.package)};
    read_scripts(step, step.options, result.problems);
    if (!step.script) return result;
    check_script(step, options, result.problems);
    auto& record = step.record;
    record.package = step.package->name;
    record.change = step.planned().name;
    record.script_hash = step.script->hash;
    record.requirements = graph::ledger_requirements(workspace, *step.package, step.planned());
    record.token_digest = step.script->token_digest;
    record.log_only = options.log_only;
    if (!has_revert_script(step))
        result.warnings.warning(
            "revert-missing", {step.package->shown_script(ScriptKind::revert, record.change), 0, 0},
            fmt::format("`{}` has no revert script and cannot be reverted", step.ref().text()));
    return result;
}

std::vector<Prepared> prepare_window(const workspace::Workspace& workspace,
                                     std::span<const graph::ComparedChange* const> pending,
                                     const DeployOptions& options) {
    std::vector<Prepared> prepared(pending.size());
    in_parallel(pending.size(), worth_a_thread,
                [&](std::size_t i) { prepared[i] = prepare(workspace, *pending[i], options); });
    return prepared;
}

}  // namespace

void prepare_steps(const workspace::Workspace& workspace,
                   std::span<const graph::ComparedChange* const> pending,
                   const DeployOptions& options,
                   Decision& decision) {
    std::size_t held = 0;
    Window window;
    decision.steps.reserve(pending.size());
    for (std::size_t at = 0, count = 0; at < pending.size(); at += count) {
        count = std::min(window.size(), pending.size() - at);
        std::size_t read = 0;
        for (auto& prepared : prepare_window(workspace, pending.subspan(at, count), options)) {
            for (const auto& problem : prepared.problems.all())
                decision.refuse(Fault::workspace, problem.id, problem.where, problem.message,
                                problem.hints.empty() ? std::string{} : problem.hints.front());
            for (const auto& warning : prepared.warnings.all())
                decision.warnings.push_back(warning);
            auto& step = prepared.step;
            if (!step.script) continue;
            decision.needs_locks += step.script->locks();
            decision.makes_event_triggers |= step.script->makes_event_trigger;
            decision.reads_ledger |=
                step.script->reads_ledger || (step.verify && step.verify->reads_ledger);
            read += step.bytes();
            held += step.bytes();
            step.held = held <= most_kept;
            step.let_go();
            decision.steps.push_back(std::move(step));
        }
        window.held(read);
    }
}

std::size_t Step::bytes() const {
    std::size_t size = 0;
    for (const auto& text : {script, verify})
        if (text) size += text->bytes();
    return size;
}

void Step::let_go() {
    if (held) return;
    script.reset();
    verify.reset();
}

void Step::load() {
    if (script) return;
    Diagnostics problems;
    read_scripts(*this, options, problems);
    if (script && script->hash == record.script_hash && !problems.has_errors()) return;
    throw script_changed(ref()).at(
        {package->shown_script(ScriptKind::deploy, planned().name), 0, 0});
}

ledger::Record Step::take_record() {
    auto revert = std::exchange(record.revert_script, {});
    auto verify_text = std::exchange(record.verify_script, {});
    auto taken = record;
    taken.revert_script = std::move(revert);
    taken.verify_script = std::move(verify_text);
    return taken;
}

LedgerTexts::LedgerTexts(std::span<Step> steps) : steps_{steps} {
    read_on();
}

LedgerTexts::~LedgerTexts() {
    if (reading_.valid()) reading_.wait();
}

void LedgerTexts::read_on() {
    const auto count = std::min(window_.size(), steps_.size() - ready_);
    if (count == 0) return;
    end_ = ready_ + count;
    reading_ = std::async(std::launch::async, [part = steps_.subspan(ready_, count)] {
        std::size_t bytes = 0;
        for (auto& step : part) {
            auto& record = step.record;
            record.revert_script = storable_script(step, ScriptKind::revert);
            record.verify_script = storable_script(step, ScriptKind::verify);
            bytes += record.revert_script.size() + record.verify_script.size();
        }
        return bytes;
    });
}

void LedgerTexts::wait_for(std::size_t step) {
    while (ready_ <= step) {
        window_.held(reading_.get());
        ready_ = end_;
        read_on();
    }
}

}  // namespace pgmeta::engine
