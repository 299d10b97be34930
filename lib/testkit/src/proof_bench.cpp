// SPDX-License-Identifier: MIT
#include "proof_bench.hpp"

#include "databases.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/engine/revert.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/pg/message.hpp"
#include "pgmeta/snapshot/take.hpp"
#include "pgmeta/sqltext/quote.hpp"
#include "pgmeta/testkit/recipe.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pgmeta::testkit {

using workspace::ScriptKind;
using workspace::Selection;

namespace {

pg::Connection connect_to(engine::Target target, const std::string& database) {
    target.info.set("dbname", database);
    return engine::connect(target, "test");
}

std::vector<Selection> requirements_of(const workspace::Workspace& workspace,
                                       const workspace::Package& package) {
    std::vector<Selection> result;
    const std::vector<const workspace::Package*> roots{&package};
    for (const auto& item : graph::package_order(workspace, roots))
        if (item.package != nullptr && item.package != &package)
            result.push_back({item.package, Selection::npos});
    return result;
}

}  // namespace

Bench::Bench(const engine::Target& target,
             const workspace::Workspace& workspace,
             const workspace::Package& package,
             const engine::Observer& observer,
             std::string tool_version)
    : target_{target},
      workspace_{workspace},
      package_{package},
      observer_{observer},
      tool_version_{std::move(tool_version)} {
    auto maintenance = connect_to(target, "postgres");
    const auto now = maintenance.query("SELECT extract(epoch FROM now())::bigint").integer(0, 0);
    Marker marker;
    marker.created = now;
    marker.used = now;
    marker.packages = package.name;
    marker.kind = DatabaseKind::scratch;
    name_ = fmt::format("pgmeta_proof_{}", maintenance.backend_pid());
    maintenance.query(fmt::format("CREATE DATABASE {}", sqltext::quote_identifier(name_)));
    maintenance.query(comment_sql(name_, marker));
    target_.info.set("dbname", name_);
    try {
        deploy_requirements();
    } catch (const Error&) {
        drop_by_force(maintenance, name_);
        throw;
    }
}

Bench::~Bench() {
    try {
        auto target = target_;
        target.interrupts = nullptr;  // it goes after Ctrl-C, too
        auto maintenance = connect_to(target, "postgres");
        drop_by_force(maintenance, name_);
    } catch (const Error&) {
        // `db gc` finds it by its mark.
        return;
    }
}

void Bench::deploy_requirements() const {
    engine::DeployOptions options;
    options.roots = requirements_of(workspace_, package_);
    options.tool_version = tool_version_;
    if (!options.roots.empty()) {
        auto report = engine::deploy(target_, workspace_, options, observer_);
        if (report.failure) throw std::move(*report.failure);
    }
    auto connection = connect();
    for (const auto& name : extensions_of(workspace_, {{{&package_, Selection::npos}}, {}, true}))
        connection.query(fmt::format("CREATE EXTENSION IF NOT EXISTS {} CASCADE",
                                     sqltext::quote_identifier(name)));
}

engine::Report Bench::deploy(std::size_t change) const {
    engine::DeployOptions options;
    options.roots.push_back({&package_, change});
    options.tool_version = tool_version_;
    // A verify script may need helpers of changes that come later.
    options.verify = change == Selection::npos;
    return engine::deploy(target_, workspace_, options, observer_);
}

engine::Report Bench::revert(std::size_t change) const {
    engine::RevertOptions options;
    options.to = Selection{&package_, change};
    options.tool_version = tool_version_;
    return engine::revert(target_, workspace_, options, observer_,
                          [](const engine::RevertPlan&) { return true; });
}

pg::Connection Bench::connect() const {
    return engine::connect(target_, "test");
}

snapshot::Snapshot Bench::snapshot() const {
    auto connection = connect();
    return snapshot::take(connection);
}

const sqltext::Sendable* ScriptBook::load(std::size_t change, ScriptKind kind) {
    const auto key = std::pair{change, kind};
    auto found = read_.find(key);
    if (found == read_.end()) {
        auto text = read_file_if_exists(package_.script(kind, package_.plan.changes[change].name));
        const auto use = kind == ScriptKind::verify ? sqltext::Use::verify : sqltext::Use::deploy;
        std::optional<sqltext::Sendable> sendable;
        if (text) sendable = sqltext::prepare(*std::move(text), use);
        found = read_.emplace(key, std::move(sendable)).first;
    }
    return found->second ? &*found->second : nullptr;
}

bool ScriptBook::has(std::size_t change, ScriptKind kind) {
    return load(change, kind) != nullptr;
}

Location ScriptBook::place(std::size_t change, ScriptKind kind) const {
    return {package_.shown_script(kind, package_.plan.changes[change].name), 1, 1};
}

std::optional<TestFailure> ScriptBook::run(pg::Connection& connection,
                                           std::size_t change,
                                           ScriptKind kind) {
    const auto* script = load(change, kind);
    if (script == nullptr) return std::nullopt;
    const std::string_view text = script->text;
    pg::Message message;
    for (std::size_t i = 0; i < script->statements.size(); ++i) {
        const auto& statement = script->statements[i];
        message.add_script(1, text.substr(statement.begin, statement.end - statement.begin),
                           statement.begin, i, 1);
        if (statement.data_end > statement.data_begin)
            message.add_copy_data(
                text.substr(statement.data_begin, statement.data_end - statement.data_begin));
    }
    message.add_own(0, "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL", 3);
    const auto failed = connection.run(message, {});
    if (!failed) return std::nullopt;
    if (failed->error.fault() != Fault::database) throw failed->error;
    TestFailure failure;
    failure.where = place(change, kind);
    const auto offset = failed->offset.value_or(failed->statement < script->statements.size()
                                                    ? script->statements[failed->statement].begin
                                                    : 0);
    const auto at = line_column(text, offset);
    failure.where.line = at.line;
    failure.where.column = at.column;
    failure.message = failed->error.message();
    failure.got = fmt::format("{} {}", failed->error.sqlstate(), failed->error.message());
    failure.source_line = line_at(text, offset);
    return failure;
}

std::optional<TestFailure> failure_of(const engine::Report& report, const std::string& doing) {
    if (!report.failure) return std::nullopt;
    TestFailure failure;
    const auto* detail = report.failure->sql_detail();
    failure.where = detail != nullptr ? detail->where : report.failure->where();
    failure.message = fmt::format("{}: {}", doing, report.failure->message());
    for (const auto& problem : report.problems)
        failure.diagnostics.push_back(
            fmt::format("{}: {}", to_string(problem.where), problem.message));
    if (detail != nullptr) {
        failure.got = fmt::format("{} {}", detail->sqlstate, detail->message);
        failure.source_line = detail->source_line;
    }
    return failure;
}

std::vector<std::string> describe(const snapshot::Difference& difference,
                                  std::string_view added,
                                  std::string_view removed) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view word, const snapshot::Object& object) {
        if (object.kind == snapshot::Kind::extension) return;
        lines.push_back(
            fmt::format("{}: {} {}", word, snapshot::to_string(object.kind), object.identity));
    };
    for (const auto& object : snapshot::without_parts(difference.added))
        add(added, object);
    for (const auto& object : snapshot::without_parts(difference.removed))
        add(removed, object);
    for (const auto& object : difference.changed)
        for (const auto& attribute : object.attributes) {
            if (object.kind == snapshot::Kind::extension) continue;
            lines.push_back(fmt::format("changed: {} {}: {}: {} → {}",
                                        snapshot::to_string(object.kind), object.identity,
                                        attribute.name, attribute.before.value_or("nothing"),
                                        attribute.after.value_or("nothing")));
        }
    return lines;
}

}  // namespace pgmeta::testkit
