// SPDX-License-Identifier: MIT
#include "scripts.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// Also true where the words stand in a comment or a string: then it costs a few microseconds.
bool mentions_close_all(std::string_view text) {
    constexpr std::string_view word = "close";
    const auto same = [](char a, char b) { return (a | 0x20) == b; };
    constexpr std::string_view all = "all";
    while (true) {
        const auto found =
            std::search(text.begin(), text.end(), word.begin(), word.end(), same) - text.begin();
        if (static_cast<std::size_t>(found) == text.size()) return false;
        text.remove_prefix(static_cast<std::size_t>(found) + word.size());
        const auto next = trim(text.substr(0, text.find_first_not_of(" \t\r\n") + all.size()));
        if (std::equal(next.begin(), next.end(), all.begin(), all.end(), same)) return true;
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
    script->closes_cursors = mentions_close_all(text);
    if (use == sqltext::Use::deploy) script->token_digest = sqltext::token_digest(text);
    script->sendable = sqltext::prepare(std::move(text), use, refuse_transaction_control);
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
    if (trim(*text).empty()) {
        problems.error("script-empty", {shown, 0, 0},
                       fmt::format("the {} script of `{}:{}` is empty", to_string(kind),
                                   package.name, change.name),
                       "a script with nothing to do holds a comment that says so");
        return nullptr;
    }
    return load_text(std::move(*text), std::move(shown), use_of(kind), refuse_transaction_control,
                     problems);
}

std::string DeployDigests::operator()(const workspace::Package& package,
                                      const workspace::Change& change) {
    return cache_.digest(package.script(ScriptKind::deploy, change.name)).value_or(std::string{});
}

std::string storable_script(const workspace::Package& package,
                            const workspace::Change& change,
                            ScriptKind kind) {
    auto text = read_file_if_exists(package.script(kind, change.name));
    if (!text || !is_utf8(*text) || text->find('\0') != std::string::npos) return {};
    return std::move(*text);
}

}  // namespace pgmeta::engine
