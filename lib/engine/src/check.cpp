// SPDX-License-Identifier: MIT
#include "pgmeta/engine/check.hpp"

#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/sqltext/header.hpp"
#include "scripts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace pgmeta::engine {

using workspace::Change;
using workspace::Package;
using workspace::ScriptKind;

namespace {

constexpr std::array kinds{ScriptKind::deploy, ScriptKind::revert, ScriptKind::verify};

void warn_about_transaction_control(const LoadedScript& script, Diagnostics& problems) {
    for (const auto offset : script.sendable.mid_transaction_control)
        problems.warning(
            "transaction-control-ignored", script.place(offset),
            "transaction control in mid-script has no effect: pgmeta's transaction goes "
            "on",
            "remove it; a script is one transaction or part of a larger one");
    if (script.sendable.refuses_transaction_at)
        problems.warning("refuses-transaction",
                         script.place(*script.sendable.refuses_transaction_at),
                         "the server runs this statement only outside a transaction block, and "
                         "`deploy` will refuse it",
                         "write it in a form that may run inside one");
}

void compare_header(const Package& package,
                    const Change& change,
                    std::string_view text,
                    Diagnostics& problems) {
    const auto headers = sqltext::header_requirements(text);
    // A script without any such line says nothing about requirements.
    if (headers.empty()) return;
    const auto shown = package.shown_script(ScriptKind::deploy, change.name);
    for (const auto& header : headers)
        if (std::none_of(change.requirements.begin(), change.requirements.end(),
                         [&](const auto& planned) {
                             return sqltext::same_requirement(planned.text, header.text);
                         }))
            problems.warning(
                "header-disagrees", {shown, header.line, header.column},
                fmt::format("the script says it requires `{}`, the plan does not", header.text),
                "the plan decides; bring the two into agreement");
    for (const auto& planned : change.requirements)
        if (std::none_of(headers.begin(), headers.end(), [&](const auto& header) {
                return sqltext::same_requirement(planned.text, header.text);
            }))
            problems.warning("header-disagrees", {package.plan.file, planned.line, planned.column},
                             fmt::format("the plan says `{}` requires `{}`, its script does not",
                                         change.name, planned.text),
                             "the plan decides; bring the two into agreement");
}

/// Scripts of one package, read and checked one by one.
class PackageCheck {
public:
    PackageCheck(const Package& package, Diagnostics& problems)
        : package_{package}, problems_{problems} {}

    void run() {
        for (const auto& change : package_.plan.changes)
            for (const auto kind : kinds)
                check_script(change, kind);
        for (const auto kind : kinds)
            find_orphans(kind);
    }

private:
    void check_script(const Change& change, ScriptKind kind) {
        const auto path = package_.script(kind, change.name);
        if (kind == ScriptKind::verify && !std::filesystem::exists(path)) {
            problems_.warning(
                "verify-missing", {package_.shown_script(kind, change.name), 0, 0},
                fmt::format("`{}:{}` has no verify script", package_.name, change.name));
            return;
        }
        const auto script = load_script(package_, change, kind, true, problems_);
        if (!script) return;
        warn_about_transaction_control(*script, problems_);
        if (kind != ScriptKind::deploy) return;
        compare_header(package_, change, script->sendable.text, problems_);
        const auto [same, added] = by_hash_.emplace(script->hash, change.name);
        if (!added)
            problems_.error("script-duplicate", {script->shown, 0, 0},
                            fmt::format("`{}:{}` has the same deploy script, byte for byte, as "
                                        "`{}`; the ledger cannot hold both",
                                        package_.name, change.name, same->second),
                            "make the scripts differ, for example by a comment that names the "
                            "change");
    }

    void find_orphans(ScriptKind kind) {
        const auto folder = package_.directory / to_string(kind);
        std::error_code none;
        std::filesystem::recursive_directory_iterator files{folder, none};
        if (none) return;
        for (const auto& entry : files) {
            if (entry.path().extension() != ".sql" || !entry.is_regular_file()) continue;
            auto name = entry.path().lexically_relative(folder);
            name.replace_extension();
            const auto change = name.generic_string();
            if (package_.plan.find_change(change) == nullptr)
                problems_.warning(
                    "script-orphan", {package_.shown_script(kind, change), 0, 0},
                    fmt::format("no change of {} is called `{}`", package_.plan.file, change),
                    "add it to the plan, or remove the file");
        }
    }

    const Package& package_;
    Diagnostics& problems_;
    std::unordered_map<std::string, std::string> by_hash_;
};

}  // namespace

void check(const workspace::Workspace& workspace, Diagnostics& problems) {
    graph::check_requirements(workspace, problems);
    for (const auto& package : workspace.packages)
        PackageCheck{*package, problems}.run();
}

void refuse_errors(const Diagnostics& problems) {
    if (!problems.has_errors()) return;
    throw Error{Fault::workspace, "workspace-invalid",
                fmt::format("the workspace has {}", count_of(problems.errors(), "error"))};
}

}  // namespace pgmeta::engine
