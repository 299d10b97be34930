// SPDX-License-Identifier: MIT
#include "scripts.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace pgmeta::engine {

using workspace::ScriptKind;

Location LoadedScript::place(std::size_t offset) const {
    const auto at = line_column(sendable.text, offset);
    return {shown, at.line, at.column};
}

std::string LoadedScript::line(std::size_t offset) const {
    return std::string{line_at(sendable.text, offset)};
}

std::int64_t LoadedScript::locks() const {
    const auto& statements = sendable.statements;
    return std::accumulate(
        statements.begin(), statements.end(), std::int64_t{0},
        [](std::int64_t sum, const sqltext::Statement& one) { return sum + one.locks; });
}

sqltext::Use use_of(ScriptKind kind) {
    switch (kind) {
        case ScriptKind::deploy:
            return sqltext::Use::deploy;
        case ScriptKind::revert:
            return sqltext::Use::revert;
        case ScriptKind::verify:
            return sqltext::Use::verify;
    }
    return sqltext::Use::deploy;
}

namespace {

/// True when `word` and, behind white space, `second` stand in the text (both in lower case).  Also
/// true where they stand in a comment or a string: then it costs a few microseconds.
bool mentions(std::string_view text, std::string_view word, std::string_view second) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    while (true) {
        const auto found =
            std::search(text.begin(), text.end(), word.begin(), word.end(), same) - text.begin();
        if (static_cast<std::size_t>(found) == text.size()) return false;
        text.remove_prefix(static_cast<std::size_t>(found) + word.size());
        const auto next = trim(text.substr(0, text.find_first_not_of(" \t\r\n") + second.size()));
        if (std::equal(next.begin(), next.end(), second.begin(), second.end(), same)) return true;
    }
}

}  // namespace

ScriptPointer load_text(std::string text,
                        std::string shown,
                        sqltext::Use use,
                        bool refuse_transaction_control,
                        Diagnostics& problems) {
    auto script = std::make_shared<LoadedScript>();
    script->shown = std::move(shown);
    script->hash = sha256_hex(text);
    script->reads_ledger = text.find("pgpm_migrate") != std::string::npos;
    script->closes_cursors = mentions(text, "close", "all");
    script->makes_event_trigger = mentions(text, "event", "trigger");
    if (use == sqltext::Use::deploy) script->token_digest = sqltext::token_digest(text);
    script->sendable = sqltext::prepare(std::move(text), use, refuse_transaction_control);
    const auto& statements = script->sendable.statements;
    script->keeps_session =
        std::all_of(statements.begin(), statements.end(),
                    [](const sqltext::Statement& statement) { return statement.keeps_session; });
    script->brief = script->keeps_session && !statements.empty() &&
                    std::none_of(statements.begin(), statements.end(),
                                 [](const auto& statement) { return statement.reads_rows; });
    for (const auto& objection : script->sendable.objections)
        problems.error(objection.id, script->place(objection.offset), objection.message,
                       objection.hint);
    if (!script->sendable.objections.empty()) return nullptr;
    return script;
}

ScriptPointer load_script(const workspace::Package& package,
                          const workspace::Change& change,
                          ScriptKind kind,
                          bool refuse_transaction_control,
                          Diagnostics& problems) {
    auto shown = package.shown_script(kind, change.name);
    std::optional<std::string> text;
    try {
        text = read_file_if_exists(package.script(kind, change.name));
    } catch (const Error& error) {
        problems.error(error.id(), {shown, 0, 0}, error.message());
        return nullptr;
    }
    if (!text) {
        problems.error("script-missing", {shown, 0, 0},
                       fmt::format("expected the {} script of `{}:{}`, found no such file",
                                   to_string(kind), package.name, change.name),
                       fmt::format("write it, or remove the change from {}", package.plan.file));
        return nullptr;
    }
    return load_read(package, change, kind, std::move(*text), refuse_transaction_control, problems);
}

ScriptPointer load_read(const workspace::Package& package,
                        const workspace::Change& change,
                        ScriptKind kind,
                        std::string text,
                        bool refuse_transaction_control,
                        Diagnostics& problems) {
    auto shown = package.shown_script(kind, change.name);
    if (trim(text).empty()) {
        problems.error("script-empty", {shown, 0, 0},
                       fmt::format("the {} script of `{}:{}` is empty", to_string(kind),
                                   package.name, change.name),
                       "a script with nothing to do holds a comment that says so");
        return nullptr;
    }
    return load_text(std::move(text), std::move(shown), use_of(kind), refuse_transaction_control,
                     problems);
}

std::size_t LoadedScript::bytes() const {
    return sendable.text.size() + sendable.statements.size() * sizeof(sqltext::Statement);
}

void Window::held(std::size_t bytes) {
    constexpr std::size_t largest = 2048;
    constexpr std::size_t enough = std::size_t{4} << 20U;
    size_ = bytes > enough ? std::max(size_ / 2, smallest) : std::min(size_ * 2, largest);
}

Error script_changed(const ChangeRef& change) {
    return Error{
        Fault::conflict, "script-changed",
        fmt::format("the scripts of `{}` are others now than when this run began", change.text())}
        .hint("run the command again when nobody edits them");
}

DeployDigests::DeployDigests(const workspace::Workspace& workspace,
                             std::span<const workspace::Selection> packages)
    : root_{workspace.root} {
    constexpr std::size_t most = 256;
    for (const auto& [package, bound] : packages) {
        const auto [place, is_new] = seen_.try_emplace(package);
        if (!is_new) continue;
        auto& seen = place->second;
        seen.resize(package->plan.changes.size());
        for (std::size_t first = 0; first < seen.size(); first += most)
            shares_.push_back(
                {package, first, std::min(first + most, seen.size()), &seen, size_ + first});
        size_ += seen.size();
    }
    looking_ = std::async(std::launch::async, [this] { look(); });
}

DeployDigests::~DeployDigests() {
    stop();
    if (cache_) cache_->save();
}

DigestCache& DeployDigests::cache() {
    std::call_once(opened_, [this] { cache_.emplace(root_); });
    return *cache_;
}

void DeployDigests::look() {
    DigestCache::View view;
    for (auto i = next_++; i < shares_.size(); i = next_++)
        look_at(shares_[i], view);
}

void DeployDigests::look_at(const Share& share, DigestCache::View& view) {
    const auto& changes = share.package->plan.changes;
    view.expect(share.place);
    for (auto i = share.first; i < share.end; ++i)
        (*share.seen)[i] =
            cache().remembered(share.package->script(ScriptKind::deploy, changes[i].name), view);
}

void DeployDigests::stop() {
    next_ = shares_.size();
    if (looking_.valid()) looking_.wait();
}

void DeployDigests::forget() {
    stop();
    seen_.clear();
}

bool DeployDigests::operator()(const workspace::Package& package,
                               const workspace::Change& change,
                               std::string_view hash) {
    if (looking_.valid()) {
        look();
        looking_.get();
    }
    if (const auto found = seen_.find(&package); found != seen_.end()) {
        const auto place = static_cast<std::size_t>(&change - package.plan.changes.data());
        if (const auto* digest = found->second[place]) return is_hex_of(hash, *digest);
    }
    return cache().digest(package.script(ScriptKind::deploy, change.name)) == hash;
}

std::vector<workspace::DeployedChange*> modified_rows(const graph::Difference& difference,
                                                      workspace::Deployed& deployed) {
    std::vector<workspace::DeployedChange*> rows;
    for (const auto& compared : difference.changes)
        if (compared.state == graph::ChangeState::modified)
            rows.push_back(
                &deployed
                     .changes[static_cast<std::size_t>(compared.row - deployed.changes.data())]);
    return rows;
}

}  // namespace pgmeta::engine
