// SPDX-License-Identifier: MIT
#include "pgmeta/author/changes.hpp"

#include "package_files.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace pgmeta::author {

using workspace::Package;
using workspace::ScriptKind;
using workspace::Workspace;

namespace {

/// A name that the plan's grammar itself would take apart must not get that far.
void check_word(std::string_view text, const char* id, std::string_view what) {
    const bool whole = text.find_first_of(" \t\r\n[]") == std::string_view::npos;
    const bool other_line = text.empty() || text.front() == '%' || text.front() == '#';
    if (whole && !other_line) return;
    throw Error{
        Fault::usage, id,
        fmt::format(
            "{} has no white space and no brackets and begins with a letter or digit, found `{}`",
            what, text)};
}

void check_note(std::string_view note) {
    if (note.find_first_of("\r\n") == std::string_view::npos) return;
    throw Error{Fault::usage, "note-lines", "a note is one line, found several"};
}

/// What the template of a script says below its header.
std::string template_body(ScriptKind kind) {
    switch (kind) {
        case ScriptKind::deploy:
            return "-- The SQL that makes this change.\n";
        case ScriptKind::revert:
            return "-- The SQL that takes it back.\n";
        case ScriptKind::verify:
            return "-- A query that fails where the change is missing.\n";
    }
    return {};
}

Error requirement_unknown(std::string message) {
    return Error{Fault::usage, "requirement-unknown", std::move(message)};
}

std::vector<std::string> names_in(const workspace::Plan& plan) {
    std::vector<std::string> result;
    for (const auto& change : plan.changes)
        result.push_back(change.name);
    for (const auto& tag : plan.tags)
        result.push_back("@" + tag.name);
    return result;
}

const Package& required_package(const Workspace& workspace,
                                const Package& package,
                                const workspace::Requirement& requirement) {
    const auto* other = workspace.find(requirement.package);
    if (other == nullptr) {
        std::vector<std::string> names;
        for (const auto& known : workspace.packages)
            names.push_back(known->name);
        auto error = requirement_unknown(fmt::format(
            "expected a package of this workspace before the colon, found `{}`", requirement.text));
        if (auto meant = did_you_mean(requirement.package, names); !meant.empty())
            throw std::move(error).hint(std::move(meant));
        throw std::move(error).hint("`pgmeta install` adds packages of others");
    }
    if (other->name != requirement.package) {
        throw requirement_unknown(fmt::format("plans name the package `{}` as `{}`, found `{}`",
                                              requirement.package, other->name, requirement.text))
            .hint(fmt::format("write `{}:{}{}`", other->name, requirement.is_tag ? "@" : "",
                              requirement.name));
    }
    const Package* self = &package;
    const auto needing = graph::dependents(workspace, {&self, 1});
    if (std::find(needing.begin(), needing.end(), other) == needing.end()) return *other;
    throw Error{Fault::usage, "package-cycle",
                fmt::format("`{}` cannot require `{}`: the package `{}` requires `{}` already",
                            package.name, requirement.text, other->name, package.name)};
}

void check_in(const Package& other, const workspace::Requirement& requirement) {
    const bool known = requirement.is_tag ? other.plan.find_tag(requirement.name) != nullptr
                                          : other.plan.find_change(requirement.name) != nullptr;
    if (known) return;
    const auto names = names_in(other.plan);
    const auto word = (requirement.is_tag ? "@" : "") + requirement.name;
    auto error = requirement_unknown(fmt::format("expected a {} of `{}`, found `{}`",
                                                 requirement.is_tag ? "tag" : "change", other.name,
                                                 requirement.text));
    if (auto meant = did_you_mean(word, names); !meant.empty()) error.add_hint(std::move(meant));
    throw std::move(error);
}

FileEdit plan_edit(const Package& package, std::string text) {
    FileEdit edit;
    edit.replace(plan_path(package), *package.plan.text, std::move(text));
    return edit;
}

std::vector<std::string> who_requires(const Workspace& workspace,
                                      const Package& package,
                                      std::size_t index) {
    const auto& name = package.plan.changes[index].name;
    std::vector<std::string> result;
    for (const auto& other : workspace.packages) {
        const bool own = other.get() == &package;
        for (const auto& change : other->plan.changes)
            for (const auto& requirement : change.requirements) {
                const bool mine =
                    requirement.package.empty() ? own : requirement.package == package.name;
                if (!mine || requirement.is_tag || requirement.name != name) continue;
                result.push_back(fmt::format(
                    "`{}:{}` ({})", other->name, change.name,
                    to_string(Location{other->plan.file, requirement.line, requirement.column})));
            }
    }
    return result;
}

}  // namespace

std::optional<std::string> package_required(const Workspace& workspace,
                                            const Package& package,
                                            const workspace::Requirement& requirement) {
    if (requirement.package.empty()) return std::nullopt;
    const auto& other = required_package(workspace, package, requirement);
    check_in(other, requirement);
    return control_name(other);
}

void require_in_control(const Package& package,
                        const std::vector<std::string>& names,
                        FileEdit& edit) {
    const auto path = control_path(package);
    if (path.empty() || names.empty()) return;
    auto before = read_file(path);
    auto after = workspace::with_control_requirements(before, names);
    edit.replace(path, std::move(before), std::move(after));
}

void refuse_installed(const Package& package) {
    if (!package.installed) return;
    throw Error{Fault::usage, "package-installed",
                fmt::format("`{}` is an installed package, whose files are left as they came",
                            package.name)}
        .hint("change a package of your own; `--package NAME` chooses one");
}

workspace::Plan accepted_plan(const Package& package, std::string text) {
    Diagnostics problems;
    auto plan = workspace::parse_plan(package.plan.file, std::move(text), problems);
    for (const auto& problem : problems.sorted()) {
        if (problem.severity != Severity::error) continue;
        Error error{Fault::usage, problem.id, problem.message};
        for (const auto& hint : problem.hints)
            error.add_hint(hint);
        throw std::move(error);
    }
    return plan;
}

FileEdit add_change(const Workspace& workspace, const Package& package, const ChangeSeed& seed) {
    refuse_installed(package);
    const auto& line = seed.line;
    check_word(line.name, "change-name", "a change name");
    for (const auto& requirement : line.requirements)
        check_word(requirement, "requirement-syntax", "a requirement");
    check_note(line.note);
    auto text = workspace::with_change(package.plan, line);
    const auto plan = accepted_plan(package, text);
    const auto* change = plan.find_change(line.name);
    if (change == nullptr || change != &plan.changes.back()) {
        throw Error{Fault::usage, "change-name",
                    fmt::format("expected the name of a change, found `{}`", line.name)};
    }
    std::vector<std::string> needed;
    for (const auto& requirement : change->requirements)
        if (auto name = package_required(workspace, package, requirement))
            needed.push_back(*std::move(name));
    FileEdit edit;
    const std::array<const std::string*, 3> bodies{&seed.deploy, &seed.revert, &seed.verify};
    for (std::size_t i = 0; i < script_kinds.size(); ++i) {
        const auto kind = script_kinds[i];
        const auto& body = bodies[i]->empty() ? template_body(kind) : *bodies[i];
        edit.create(package.script(kind, line.name),
                    script_header(kind, line.name, line.requirements) + "\n" + body);
    }
    require_in_control(package, needed, edit);
    edit.replace(plan_path(package), *package.plan.text, std::move(text));
    return edit;
}

FileEdit add_tag(const Package& package,
                 std::string_view name,
                 std::size_t change,
                 std::string_view note,
                 const workspace::Signature& signature) {
    refuse_installed(package);
    if (name.starts_with('@')) name.remove_prefix(1);
    check_word(name, "tag-name", "a tag name");
    check_note(note);
    auto text = workspace::with_tag(package.plan, name, change, note, signature);
    accepted_plan(package, text);
    return plan_edit(package, std::move(text));
}

FileEdit remove_change(const Workspace& workspace, const Package& package, std::size_t index) {
    refuse_installed(package);
    const auto& change = package.plan.changes[index];
    if (const auto needing = who_requires(workspace, package, index); !needing.empty()) {
        Error error{
            Fault::conflict, "change-required",
            fmt::format("`{}` cannot go: {} it", change.name,
                        needing.size() == 1 ? "a change requires"
                                            : fmt::format("{} changes require", needing.size()))};
        for (const auto& place : needing)
            error.add_hint(fmt::format("required by {}", place));
        throw std::move(error);
    }
    for (const auto& tag : package.plan.tags) {
        if (tag.change != index) continue;
        throw Error{
            Fault::conflict, "change-tagged",
            fmt::format("`{}` cannot go: the tag `@{}` stands for it", change.name, tag.name)}
            .at({package.plan.file, tag.line, tag.column})
            .hint("remove the tag's line first");
    }
    auto text = workspace::without_change(package.plan, index);
    accepted_plan(package, text);
    auto edit = plan_edit(package, std::move(text));
    for (const auto kind : script_kinds) {
        const auto path = package.script(kind, change.name);
        std::error_code ignored;
        if (std::filesystem::exists(path, ignored)) edit.remove(path, package.directory);
    }
    return edit;
}

FileEdit move_change(const Package& package, std::size_t change, std::size_t other, bool before) {
    refuse_installed(package);
    if (change == other) {
        throw Error{Fault::usage, "change-itself",
                    fmt::format("expected another change to move `{}` to, found itself",
                                package.plan.changes[change].name)};
    }
    auto text = workspace::with_change_moved(package.plan, change, other, before);
    accepted_plan(package, text);
    return plan_edit(package, std::move(text));
}

}  // namespace pgmeta::author
