// SPDX-License-Identifier: MIT
#include "pgmeta/author/proposals.hpp"

#include "package_files.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/proposal.hpp"
#include "pgmeta/sqltext/script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace pgmeta::author {

using workspace::Package;
using workspace::ScriptKind;

namespace {

constexpr sqltext::Use use_of(ScriptKind kind) {
    switch (kind) {
        case ScriptKind::deploy:
            return sqltext::Use::deploy;
        case ScriptKind::revert:
            return sqltext::Use::revert;
        case ScriptKind::verify:
            break;
    }
    return sqltext::Use::verify;
}

bool holds_statements(const std::string& sql, ScriptKind kind) {
    const auto script = sqltext::prepare(sql, use_of(kind));
    return !script.statements.empty() || !script.objections.empty();
}

/// What a script says beside statements: transaction control goes, with the lines it stood on.
std::string comments_of(const std::string& sql, ScriptKind kind) {
    const auto bare = sqltext::prepare(sql, use_of(kind)).text;
    std::string result;
    for (std::size_t begin = 0; begin < bare.size();) {
        const auto end = std::min(bare.find('\n', begin), bare.size() - 1) + 1;
        const auto line = std::string_view{bare}.substr(begin, end - begin);
        const bool blanked = trim(line).empty() && !trim(sql.substr(begin, end - begin)).empty();
        if (!blanked) result += line;
        begin = end;
    }
    return result;
}

/// The same for every script of a change: where a doubt stands and what follows from it.
std::vector<Diagnostic> diagnostics_of(const Package& package,
                                       std::string_view change,
                                       std::string_view deploy,
                                       const std::vector<sqltext::Doubt>& doubts,
                                       bool revert,
                                       bool verify) {
    std::vector<Diagnostic> result;
    for (const auto& doubt : doubts) {
        const auto at = line_column(deploy, doubt.offset);
        const Location where{package.shown_script(ScriptKind::deploy, change), at.line, at.column};
        std::vector<std::string> open;
        if (doubt.in_revert && revert)
            open.push_back(package.shown_script(ScriptKind::revert, change));
        if (doubt.in_verify && verify)
            open.push_back(package.shown_script(ScriptKind::verify, change));
        const bool fails = doubt.in_revert || doubt.in_verify;
        if (fails && open.empty()) continue;
        Diagnostic diagnostic{fails ? Severity::warning : Severity::note,
                              fails ? "not-derived" : "derived-partly",
                              where,
                              fmt::format("`{}`: {}", doubt.statement, doubt.reason),
                              {}};
        if (fails)
            diagnostic.hints.push_back(
                fmt::format("write it in {}: until then it fails there", join(open, " and ")));
        result.push_back(std::move(diagnostic));
    }
    return result;
}

/// A proposed script as a file: below the comments of one without statements, else below a header.
std::string file_text(ScriptKind kind,
                      std::string_view change,
                      const std::optional<std::string>& before,
                      const std::string& body) {
    auto comments =
        before && !holds_statements(*before, kind) ? comments_of(*before, kind) : std::string{};
    if (trim(comments).empty()) return script_header(kind, change, {}) + "\n" + body;
    if (!comments.ends_with('\n')) comments += '\n';
    return comments + body;
}

/// Why nothing is derived from a deploy script, if so.
std::optional<Diagnostic> hindrance(const Package& package,
                                    std::string_view change,
                                    const std::optional<std::string>& deploy) {
    const auto shown = package.shown_script(ScriptKind::deploy, change);
    const auto script = sqltext::prepare(deploy.value_or(""), sqltext::Use::deploy);
    if (!script.objections.empty()) {
        const auto& first = script.objections.front();
        const auto at = line_column(*deploy, first.offset);
        return Diagnostic{Severity::warning,
                          first.id,
                          {shown, at.line, at.column},
                          fmt::format("nothing is derived from it: {}", first.message),
                          {first.hint}};
    }
    if (!script.statements.empty()) return std::nullopt;
    return Diagnostic{
        Severity::warning,
        "script-empty",
        {shown, 0, 0},
        fmt::format("`{}:{}` has no deploy script to derive from", package.name, change),
        {}};
}

}  // namespace

std::vector<Diagnostic> propose_scripts(const Package& package,
                                        ChangeSeed& seed,
                                        std::string_view source) {
    const auto script = sqltext::prepare(seed.deploy, sqltext::Use::deploy);
    if (!script.objections.empty()) {
        const auto& first = script.objections.front();
        const auto at = line_column(seed.deploy, first.offset);
        throw Error{Fault::usage, first.id, first.message}
            .at({std::string{source}, at.line, at.column})
            .hint(first.hint);
    }
    if (script.statements.empty()) {
        throw Error{Fault::usage, "script-empty",
                    "expected a deploy script with statements, found none"}
            .at({std::string{source}, 0, 0});
    }
    const auto deploy = script_header(ScriptKind::deploy, seed.line.name, seed.line.requirements) +
                        "\n" + seed.deploy;
    auto proposal = sqltext::propose(deploy);
    seed.revert = std::move(proposal.revert);
    seed.verify = std::move(proposal.verify);
    return diagnostics_of(package, seed.line.name, deploy, proposal.doubts, true, true);
}

Regenerated regenerate(const Package& package,
                       const std::vector<std::size_t>& changes,
                       const RegenOptions& options) {
    refuse_installed(package);
    Regenerated result;
    for (const auto index : changes) {
        const auto& change = package.plan.changes[index].name;
        const auto deploy = read_file_if_exists(package.script(ScriptKind::deploy, change));
        std::vector<std::pair<ScriptKind, std::optional<std::string>>> wanted;
        for (const auto kind : {ScriptKind::revert, ScriptKind::verify}) {
            if (kind == ScriptKind::revert ? !options.revert : !options.verify) continue;
            auto text = read_file_if_exists(package.script(kind, change));
            if (text && !options.force && holds_statements(*text, kind)) {
                result.kept.push_back(package.shown_script(kind, change));
            } else {
                wanted.emplace_back(kind, std::move(text));
            }
        }
        if (wanted.empty()) continue;
        if (auto why = hindrance(package, change, deploy)) {
            result.doubts.push_back(*std::move(why));
            continue;
        }
        const auto proposal = sqltext::propose(*deploy);
        bool revert = false;
        bool verify = false;
        for (auto& [kind, before] : wanted) {
            const auto& body = kind == ScriptKind::revert ? proposal.revert : proposal.verify;
            if (body.empty()) continue;
            (kind == ScriptKind::revert ? revert : verify) = true;
            auto text = file_text(kind, change, before, body);
            const auto path = package.script(kind, change);
            if (before) {
                result.edit.replace(path, std::move(*before), std::move(text));
            } else {
                result.edit.create(path, std::move(text));
            }
        }
        auto doubts = diagnostics_of(package, change, *deploy, proposal.doubts, revert, verify);
        std::move(doubts.begin(), doubts.end(), std::back_inserter(result.doubts));
    }
    return result;
}

}  // namespace pgmeta::author
