// SPDX-License-Identifier: MIT
#include "scripts.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

namespace pgmeta::ship {

using workspace::ScriptKind;

namespace {

sqltext::Use use_of(ScriptKind kind) {
    if (kind == ScriptKind::deploy) return sqltext::Use::deploy;
    return kind == ScriptKind::revert ? sqltext::Use::revert : sqltext::Use::verify;
}

}  // namespace

void report(const std::vector<sqltext::Objection>& found,
            Severity severity,
            const std::string& shown,
            const std::string& text,
            Diagnostics& problems) {
    for (const auto& objection : found) {
        const auto at = line_column(text, objection.offset);
        problems.add({severity,
                      objection.id,
                      {shown, at.line, at.column},
                      objection.message,
                      {objection.hint}});
    }
}

std::optional<std::string> read_script(const workspace::Package& package,
                                       const workspace::Change& change,
                                       ScriptKind kind,
                                       Diagnostics& problems) {
    const auto shown = package.shown_script(kind, change.name);
    auto text = read_file_if_exists(package.script(kind, change.name));
    if (!text && kind != ScriptKind::deploy) return std::nullopt;
    if (!text || (kind == ScriptKind::deploy && trim(*text).empty())) {
        problems.error(text ? "script-empty" : "script-missing", {shown, 0, 0},
                       fmt::format("expected the {} script of `{}:{}`, found {}", to_string(kind),
                                   package.name, change.name, text ? "nothing in it" : "no file"),
                       fmt::format("write it, or remove the change from {}", package.plan.file));
        return std::nullopt;
    }
    const auto objections = sqltext::prepare(*text, use_of(kind)).objections;
    report(objections, Severity::error, shown, *text, problems);
    if (!objections.empty()) return std::nullopt;
    return text;
}

}  // namespace pgmeta::ship
