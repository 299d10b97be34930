// SPDX-License-Identifier: MIT
#include "pgmeta/author/requirements.hpp"

#include "object_index.hpp"
#include "package_files.hpp"
#include "pgmeta/base/files.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/graph/order.hpp"
#include "pgmeta/sqltext/header.hpp"
#include "pgmeta/workspace/edit_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace pgmeta::author {

using graph::ResolvedChange;
using sqltext::Deed;
using sqltext::Mention;
using sqltext::ObjectKind;
using workspace::Package;
using workspace::ScriptKind;
using workspace::Workspace;

namespace {

std::string shown(const Mention& mention, std::string_view schema) {
    const auto qualified =
        schema.empty() ? mention.name : fmt::format("{}.{}", schema, mention.name);
    switch (mention.kind) {
        case ObjectKind::relation:
            return fmt::format("`{}`", qualified);
        case ObjectKind::key:
            return mention.part == "primary key"
                       ? fmt::format("the primary key of `{}`", qualified)
                       : fmt::format("the key ({}) of `{}`", mention.part, qualified);
        case ObjectKind::column:
        case ObjectKind::trigger:
        case ObjectKind::policy:
        case ObjectKind::rule:
            return fmt::format("the {} `{}` of `{}`", to_string(mention.kind), mention.part,
                               qualified);
        default:
            return fmt::format("the {} `{}`", to_string(mention.kind), qualified);
    }
}

/// Judges the changes of one package.
class PackageJudge {
public:
    PackageJudge(const Workspace& workspace,
                 const graph::Closures& closures,
                 ObjectIndex& index,
                 const Package& package)
        : workspace_{workspace},
          closures_{closures},
          index_{index},
          package_{package},
          reached_(package.plan.changes.size(), nobody) {
        for (const auto& change : package.plan.changes) {
            auto& own = direct_.emplace_back();
            for (const auto& required : graph::requirements_of(workspace, package, change))
                if (required.package == &package) own.push_back(required.change);
        }
    }

    std::vector<RequirementFinding> judge() {
        for (change_ = 0; change_ < package_.plan.changes.size(); ++change_) {
            wanted_.clear();
            judge_mentions();
            report_wanted();
            judge_requirements();
        }
        return std::move(findings_);
    }

private:
    void judge_mentions() {
        for (const auto& mention : index_.mentions({&package_, change_}).all) {
            if (mention.deed == Deed::makes) continue;
            for (const auto& schema : candidate_schemas(mention)) {
                const auto* makers = index_.makers(key_of(mention, schema));
                if (makers == nullptr) continue;
                judge(mention, schema, *makers);
                break;
            }
        }
    }

    void judge(const Mention& mention,
               const std::string& schema,
               const std::vector<ResolvedChange>& makers) {
        const ResolvedChange self{&package_, change_};
        if (std::find(makers.begin(), makers.end(), self) != makers.end()) return;
        if (std::any_of(makers.begin(), makers.end(),
                        [&](const auto& maker) { return is_direct(maker); }))
            return;
        for (const auto& maker : makers)
            if (reaches(change_, maker.change, maker.package)) {
                want(Shortcoming::indirect, mention, schema, maker);
                return;
            }
        // Several could be meant: whichever we named might be the wrong one.
        if (makers.size() > 1) return;
        const auto& maker = makers.front();
        const bool own = maker.package == &package_;
        if (own && maker.change > change_) {
            if (!mention.later) want(Shortcoming::after, mention, schema, maker);
        } else if (own || !closures_.contains(*maker.package, package_)) {
            want(mention.later ? Shortcoming::lazy : Shortcoming::missing, mention, schema, maker);
        }
    }

    [[nodiscard]] bool is_direct(const ResolvedChange& maker) const {
        if (maker.package != &package_) return closures_.contains(package_, *maker.package);
        const auto& own = direct_[change_];
        return std::find(own.begin(), own.end(), maker.change) != own.end();
    }

    /// True when `from` requires `to`, of this package, through others.
    [[nodiscard]] bool reaches(std::size_t from, std::size_t to, const Package* package) {
        if (package != &package_ || to >= from) return false;
        if (reaching_ != from) follow_all(from);
        return reached_[to] == from;
    }

    /// Notes once for all questions about `from` what it requires.
    void follow_all(std::size_t from) {
        reaching_ = from;
        open_.assign(1, from);
        while (!open_.empty()) {
            const auto at = open_.back();
            open_.pop_back();
            for (const auto next : direct_[at])
                if (std::exchange(reached_[next], from) != from) open_.push_back(next);
        }
    }

    void want(Shortcoming what,
              const Mention& mention,
              const std::string& schema,
              const ResolvedChange& maker) {
        const auto found = wanted_.find(maker);
        // One line per change that is needed, about the strongest reason.
        if (found != wanted_.end() && found->second.what <= what) return;
        RequirementFinding finding{what,
                                   &package_,
                                   change_,
                                   maker.package,
                                   maker.change,
                                   spelled(maker),
                                   shown(mention, schema),
                                   index_.place({&package_, change_}, mention.offset)};
        wanted_.insert_or_assign(maker, std::move(finding));
    }

    [[nodiscard]] std::string spelled(const ResolvedChange& maker) const {
        const auto& name = maker.package->plan.changes[maker.change].name;
        return maker.package == &package_ ? name : fmt::format("{}:{}", maker.package->name, name);
    }

    /// A change that another missing one requires comes along with it.
    [[nodiscard]] bool comes_along(const RequirementFinding& finding) {
        return std::any_of(wanted_.begin(), wanted_.end(), [&](const auto& item) {
            const auto& other = item.second;
            if (other.what > finding.what || other.maker != &package_) return false;
            return other.made_by != finding.made_by &&
                   reaches(other.made_by, finding.made_by, finding.maker);
        });
    }

    void report_wanted() {
        std::vector<RequirementFinding> found;
        for (const auto& [maker, finding] : wanted_) {
            const bool absent =
                finding.what == Shortcoming::missing || finding.what == Shortcoming::lazy;
            if (!absent || !comes_along(finding)) found.push_back(finding);
        }
        std::stable_sort(found.begin(), found.end(),
                         [](const auto& a, const auto& b) { return a.where < b.where; });
        std::move(found.begin(), found.end(), std::back_inserter(findings_));
    }

    void judge_requirements() {
        const auto& change = package_.plan.changes[change_];
        const ResolvedChange self{&package_, change_};
        if (change.requirements.empty() || index_.mentions(self).may_use_more) return;
        const auto& needs = index_.needs(self);
        for (const auto& requirement : change.requirements) {
            const auto required = resolve(requirement);
            if (!required || is_needed(*required, requirement.is_tag, needs)) continue;
            findings_.push_back({Shortcoming::unused,
                                 &package_,
                                 change_,
                                 required->package,
                                 required->change,
                                 requirement.text,
                                 {},
                                 {package_.plan.file, requirement.line, requirement.column}});
        }
    }

    [[nodiscard]] std::optional<ResolvedChange> resolve(
        const workspace::Requirement& requirement) const {
        const auto* package =
            requirement.package.empty() ? &package_ : workspace_.find(requirement.package);
        if (package == nullptr) return std::nullopt;
        if (requirement.is_tag) {
            const auto* tag = package->plan.find_tag(requirement.name);
            return tag == nullptr ? std::nullopt
                                  : std::optional<ResolvedChange>{{package, tag->change}};
        }
        const auto* change = package->plan.find_change(requirement.name);
        if (change == nullptr) return std::nullopt;
        return ResolvedChange{package,
                              static_cast<std::size_t>(change - package->plan.changes.data())};
    }

    /// A tag means everything up to it.  What any change of this package needs of another package
    /// counts for all: often one of them names it for the rest.
    [[nodiscard]] bool is_needed(const ResolvedChange& required,
                                 bool with_earlier,
                                 const Needs& needs) {
        const bool own = required.package == &package_;
        if (own && !with_earlier && index_.makes_nothing(required)) return true;
        const auto first = with_earlier || !own ? 0 : required.change;
        const auto last = own ? required.change : required.package->plan.changes.size() - 1;
        for (auto i = first; i <= last; ++i) {
            const ResolvedChange maker{required.package, i};
            if (index_.may_make_more(maker)) return true;
            if (!index_.nothing_of(maker, own ? needs : all_needs())) return true;
        }
        return false;
    }

    const Needs& all_needs() {
        if (all_needs_) return *all_needs_;
        auto& needs = all_needs_.emplace();
        for (std::size_t i = 0; i < package_.plan.changes.size(); ++i) {
            const auto& some = index_.needs({&package_, i});
            needs.keys.insert(some.keys.begin(), some.keys.end());
            needs.words.insert(some.words.begin(), some.words.end());
        }
        return needs;
    }

    static constexpr auto nobody = static_cast<std::size_t>(-1);

    const Workspace& workspace_;
    const graph::Closures& closures_;
    ObjectIndex& index_;
    const Package& package_;
    std::vector<std::size_t> reached_;  ///< of every change, which one was last seen to require it
    std::size_t reaching_ = nobody;     ///< the change that `reached_` tells of
    std::vector<std::size_t> open_;     ///< changes that are still to be followed
    std::vector<std::vector<std::size_t>> direct_;
    std::optional<Needs> all_needs_;
    std::size_t change_ = 0;
    std::map<ResolvedChange, RequirementFinding> wanted_;
    std::vector<RequirementFinding> findings_;
};

std::string name_of(const Package& package, std::size_t change) {
    return fmt::format("{}:{}", package.name, package.plan.changes[change].name);
}

std::vector<std::string> hints_for(const RequirementFinding& finding) {
    const auto& plan = finding.package->plan;
    switch (finding.what) {
        case Shortcoming::missing:
            return {fmt::format(
                "add `{0}` to the brackets in {1}:{2}, and `-- requires: {0}` to the script "
                "(`--fix` does both)",
                finding.requirement, plan.file, plan.changes[finding.change].line)};
        case Shortcoming::lazy:
            return {fmt::format("require `{}` unless it works without", finding.requirement)};
        case Shortcoming::after:
            return {"move it up with `pgmeta plan move`, unless something else makes it before"};
        case Shortcoming::unused:
            return {"leave it out, unless it stands for something that scripts do not show"};
        case Shortcoming::indirect:
            break;
    }
    return {};
}

/// What is missing, by change.
using MissingOfPackage = std::map<std::size_t, std::vector<const RequirementFinding*>>;

/// Adds requirements to the header of a deploy script.
void add_to_header(const std::filesystem::path& path,
                   const std::vector<const RequirementFinding*>& missing,
                   FileEdit& edit) {
    auto before = read_file(path);
    std::vector<std::string> header;
    for (const auto& line : sqltext::header_requirements(before))
        header.push_back(line.text);
    for (const auto* finding : missing)
        header.push_back(finding->requirement);
    auto after = with_header_requirements(before, header);
    edit.replace(path, std::move(before), std::move(after));
}

void add_to_package(const Package& package, const MissingOfPackage& missing, FileEdit& edit) {
    std::vector<std::string> others;
    std::vector<workspace::RequirementList> lists;
    for (const auto& [index, findings] : missing) {
        const auto& change = package.plan.changes[index];
        auto& list = lists.emplace_back(workspace::RequirementList{index, {}});
        for (const auto& requirement : change.requirements)
            list.requirements.push_back(requirement.text);
        for (const auto* finding : findings) {
            list.requirements.push_back(finding->requirement);
            if (finding->maker != &package) others.push_back(control_name(*finding->maker));
        }
        add_to_header(package.script(ScriptKind::deploy, change.name), findings, edit);
    }
    require_in_control(package, others, edit);
    auto text = workspace::with_requirement_lists(package.plan, lists);
    accepted_plan(package, text);
    edit.replace(plan_path(package), *package.plan.text, std::move(text));
}

}  // namespace

std::vector<RequirementFinding> check_required(const Workspace& workspace,
                                               std::span<const Package* const> packages) {
    ObjectIndex index{workspace};
    const graph::Closures closures{workspace};
    const std::unordered_set<const Package*> named{packages.begin(), packages.end()};
    std::vector<RequirementFinding> result;
    for (const auto& package : workspace.packages) {
        const bool asked = named.empty() ? !package->installed : named.contains(package.get());
        if (!asked) continue;
        auto found = PackageJudge{workspace, closures, index, *package}.judge();
        std::move(found.begin(), found.end(), std::back_inserter(result));
    }
    return result;
}

Diagnostic to_diagnostic(const RequirementFinding& finding) {
    const auto change = name_of(*finding.package, finding.change);
    const auto maker = name_of(*finding.maker, finding.made_by);
    const auto& object = finding.object;
    const auto diagnostic = [&](Severity severity, const char* id, std::string message) {
        return Diagnostic{severity, id, finding.where, fmt::format("`{}` {}", change, message),
                          hints_for(finding)};
    };
    switch (finding.what) {
        case Shortcoming::missing:
            return diagnostic(
                Severity::error, "requirement-missing",
                fmt::format("uses {}, which `{}` makes, and does not require it", object, maker));
        case Shortcoming::lazy:
            return diagnostic(
                Severity::warning, "requirement-lazy",
                fmt::format("makes something that uses {} when it runs; `{}`, which makes it, is "
                            "not required",
                            object, maker));
        case Shortcoming::after:
            return diagnostic(
                Severity::warning, "requirement-after",
                fmt::format("uses {}, which `{}` makes further down in the plan", object, maker));
        case Shortcoming::unused:
            return diagnostic(
                Severity::warning, "requirement-unused",
                fmt::format("requires `{}`, and nothing in its scripts uses what that makes or "
                            "changes",
                            finding.requirement));
        case Shortcoming::indirect:
            break;
    }
    return diagnostic(Severity::note, "requirement-indirect",
                      fmt::format("uses {}, which `{}` makes; it is there only because something "
                                  "else requires it",
                                  object, maker));
}

FileEdit add_required(const Workspace& workspace, std::span<const RequirementFinding> findings) {
    std::unordered_map<const Package*, MissingOfPackage> missing;
    for (const auto& finding : findings)
        if (finding.what == Shortcoming::missing && !finding.package->installed)
            missing[finding.package][finding.change].push_back(&finding);
    FileEdit edit;
    for (const auto& package : workspace.packages)
        if (const auto found = missing.find(package.get()); found != missing.end())
            add_to_package(*package, found->second, edit);
    return edit;
}

}  // namespace pgmeta::author
