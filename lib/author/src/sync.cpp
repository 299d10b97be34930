// SPDX-License-Identifier: MIT
#include "pgmeta/author/sync.hpp"

#include "package_files.hpp"
#include "pgmeta/author/requirements.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/sqltext/header.hpp"
#include "pgmeta/workspace/edit_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace pgmeta::author {

using workspace::Change;
using workspace::Package;
using workspace::ScriptKind;
using workspace::Workspace;

namespace {

using Texts = std::vector<std::string>;

Texts planned(const Change& change) {
    Texts result;
    for (const auto& requirement : change.requirements)
        result.push_back(requirement.text);
    return result;
}

/// The names of `-- requires:` lines, each once.
Texts written(std::string_view sql) {
    Texts result;
    for (const auto& line : sqltext::header_requirements(sql))
        if (std::find(result.begin(), result.end(), line.text) == result.end())
            result.push_back(line.text);
    return result;
}

/// The spelling in `texts` of what means the same as `text`; null when there is none.
const std::string* same_in(const Texts& texts, const std::string& text) {
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto& other) {
        return sqltext::same_requirement(other, text);
    });
    return found == texts.end() ? nullptr : &*found;
}

bool agree(const Texts& plan, const Texts& header) {
    const auto all_in = [](const Texts& some, const Texts& others) {
        return std::all_of(some.begin(), some.end(),
                           [&](const auto& text) { return same_in(others, text) != nullptr; });
    };
    return all_in(plan, header) && all_in(header, plan);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> result;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        result.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

/// Collects what one run writes.
class Sync {
public:
    Sync(const Workspace& workspace, SyncFrom from) : workspace_{workspace}, from_{from} {}

    void package(const Package& package) {
        refuse_installed(package);
        std::vector<workspace::RequirementList> lists;
        for (std::size_t i = 0; i < package.plan.changes.size(); ++i) {
            const auto& change = package.plan.changes[i];
            const auto path = package.script(ScriptKind::deploy, change.name);
            auto sql = read_file_if_exists(path);
            if (!sql) continue;
            const auto header = written(*sql);
            const auto plan = planned(change);
            if (header.empty() || agree(plan, header)) continue;
            if (from_ == SyncFrom::plan) {
                auto after = with_header_requirements(*sql, plan);
                replace(path, std::move(*sql), std::move(after));
                continue;
            }
            auto& list = lists.emplace_back(workspace::RequirementList{i, {}});
            for (const auto& text : header) {
                const auto* spelled = same_in(plan, text);
                list.requirements.push_back(spelled == nullptr ? text : *spelled);
            }
        }
        if (!lists.empty()) write_plan(package, lists);
    }

    Synced finish() { return std::move(result_); }

private:
    /// A requirement of the plan to be, and the line of the script that says so.
    struct Origin {
        workspace::Requirement requirement;
        Location where;
    };

    using Origins = std::map<Location, Origin>;  ///< by their place in the plan to be

    static Origins origins_of(const Package& package,
                              const workspace::Plan& plan,
                              const std::vector<workspace::RequirementList>& lists) {
        Origins result;
        for (const auto& list : lists) {
            const auto& change = plan.changes[list.change];
            const auto file = package.shown_script(ScriptKind::deploy, change.name);
            const auto lines = sqltext::header_requirements(
                read_file(package.script(ScriptKind::deploy, change.name)));
            for (const auto& requirement : change.requirements)
                for (const auto& line : lines)
                    if (sqltext::same_requirement(line.text, requirement.text))
                        result.insert({{plan.file, requirement.line, requirement.column},
                                       {requirement, {file, line.line, line.column}}});
        }
        return result;
    }

    /// What is wrong with the plan to be is wrong with the scripts it comes from.
    [[noreturn]] static void refuse(const Diagnostic& problem, const Origins& origins) {
        const auto found = origins.find(problem.where);
        Error error = Error{Fault::workspace, problem.id, problem.message}.at(
            found == origins.end() ? problem.where : found->second.where);
        for (const auto& hint : problem.hints)
            error.add_hint(hint);
        throw std::move(error);
    }

    [[nodiscard]] std::optional<std::string> checked(const Package& package,
                                                     const Origin& origin) const {
        try {
            return package_required(workspace_, package, origin.requirement);
        } catch (const Error& error) {
            refuse({Severity::error, error.id(), origin.where, error.message(), error.hints()}, {});
        }
    }

    void write_plan(const Package& package, const std::vector<workspace::RequirementList>& lists) {
        auto text = workspace::with_requirement_lists(package.plan, lists);
        Diagnostics problems;
        const auto plan = workspace::parse_plan(package.plan.file, text, problems);
        const auto origins = origins_of(package, plan, lists);
        for (const auto& problem : problems.sorted())
            if (problem.severity == Severity::error) refuse(problem, origins);
        Texts needed;
        for (const auto& [where, origin] : origins)
            if (auto name = checked(package, origin)) needed.push_back(*std::move(name));
        if (const auto path = control_path(package); !path.empty() && !needed.empty()) {
            auto before = read_file(path);
            auto after = workspace::with_control_requirements(before, needed);
            replace(path, std::move(before), std::move(after));
        }
        replace(plan_path(package), *package.plan.text, std::move(text));
    }

    void replace(const std::filesystem::path& path, std::string before, std::string after) {
        if (before == after) return;
        result_.differences.push_back({path, differing_lines(before, after)});
        result_.edit.replace(path, std::move(before), std::move(after));
    }

    const Workspace& workspace_;
    SyncFrom from_;
    Synced result_;
};

}  // namespace

Synced sync_requirements(const Workspace& workspace,
                         std::span<const Package* const> packages,
                         SyncFrom from) {
    Sync sync{workspace, from};
    for (const auto& package : workspace.packages) {
        const bool named =
            std::find(packages.begin(), packages.end(), package.get()) != packages.end();
        if (packages.empty() ? !package->installed : named) sync.package(*package);
    }
    return sync.finish();
}

std::vector<std::string> differing_lines(std::string_view before, std::string_view after) {
    const auto old_lines = lines_of(before);
    const auto new_lines = lines_of(after);
    std::unordered_map<std::string_view, std::size_t> to_come;
    for (const auto line : new_lines)
        ++to_come[line];
    std::vector<std::string> result;
    std::size_t next = 0;
    const auto come = [&] {
        --to_come[new_lines[next]];
        result.push_back(fmt::format("+{}", new_lines[next++]));
    };
    for (const auto line : old_lines) {
        if (to_come[line] == 0) {
            result.push_back(fmt::format("-{}", line));
            continue;
        }
        while (new_lines[next] != line)
            come();
        --to_come[new_lines[next++]];
    }
    while (next < new_lines.size())
        come();
    return result;
}

}  // namespace pgmeta::author
