// SPDX-License-Identifier: MIT
#include "draft.hpp"
#include "pgmeta/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace pgmeta::workspace {

namespace {

char fold(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

struct FoldedHash {
    std::size_t operator()(std::string_view text) const {
        std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(fold(c))) * 1099511628211ULL;
        }
        return hash;
    }
};

struct FoldedEqual {
    bool operator()(std::string_view a, std::string_view b) const {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (fold(a[i]) != fold(b[i])) return false;
        }
        return true;
    }
};

/// Suggestions cost a pass over all names, so only the first few problems get one.
constexpr int most_suggestions = 20;

class Connector {
public:
    Connector(Draft& draft, Diagnostics& problems)
        : draft_{draft}, plan_{draft.plan}, problems_{problems} {}

    void run() {
        check_project();
        check_case();
        connect_tags();
        for (std::size_t i = 0; i < plan_.changes.size(); ++i) {
            for (auto& requirement : plan_.changes[i].requirements)
                check(requirement, i);
        }
    }

private:
    void check_project() {
        if (draft_.project_line != 0) return;
        problems_.error("project-missing", {plan_.file, 1, 1},
                        "expected a line `%project=NAME`, found none",
                        "name the package on the plan's first line");
    }

    void check_case() {
        // Without capitals no two names differ only in case.
        const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
        const auto has_capital = [&](const Change& change) {
            return std::any_of(change.name.begin(), change.name.end(), is_capital);
        };
        if (std::none_of(plan_.changes.begin(), plan_.changes.end(), has_capital)) return;
        std::unordered_set<std::string_view, FoldedHash, FoldedEqual> seen;
        seen.reserve(plan_.changes.size());
        for (const auto& change : plan_.changes) {
            const auto [other, is_new] = seen.insert(change.name);
            if (is_new) continue;
            problems_.warning("change-case", {plan_.file, change.line, change.column},
                              fmt::format("`{}` differs from `{}` only in case; on some file "
                                          "systems their scripts are one file",
                                          change.name, *other));
        }
    }

    void connect_tags() {
        plan_.tags.reserve(draft_.tags.size());
        for (auto& draft : draft_.tags) {
            const Location where{plan_.file, draft.tag.line, draft.tag.column};
            if (!find_tagged_change(draft)) {
                draft_.refused_tags.insert(draft.name);
                continue;
            }
            const auto [known, is_new] = plan_.tag_index.try_emplace(draft.name, plan_.tags.size());
            if (!is_new) {
                problems_.error("tag-duplicate", where,
                                fmt::format("expected every tag once, found `@{}` on line {} and "
                                            "again here",
                                            draft.tag.name, plan_.tags[known->second].line));
                continue;
            }
            plan_.tags.push_back(std::move(draft.tag));
        }
    }

    bool find_tagged_change(DraftTag& draft) {
        if (draft.change.empty()) return true;
        const auto found = plan_.change_index.find(draft.change);
        if (found != plan_.change_index.end()) {
            draft.tag.change = found->second;
            return true;
        }
        if (draft_.refused_changes.contains(draft.change)) return false;
        problems_.error("tag-change-unknown", {plan_.file, draft.tag.line, draft.change_column},
                        fmt::format("expected a change of this plan, found `{}`", draft.change),
                        suggest(draft.change));
        return false;
    }

    void check(Requirement& requirement, std::size_t change) {
        if (requirement.package == plan_.project) requirement.package.clear();
        if (!requirement.package.empty()) return;
        const auto target = resolve(requirement);
        if (!target) return report_unknown(requirement);
        if (*target < change) return;
        const auto& name = plan_.changes[change].name;
        const Location where{plan_.file, requirement.line, requirement.column};
        if (*target == change) {
            problems_.error("requirement-self", where,
                            fmt::format("expected an earlier change, found `{}`: `{}` cannot "
                                        "require itself",
                                        requirement.text, name));
            return;
        }
        problems_.error("requirement-later", where,
                        fmt::format("expected an earlier change, found `{}`, which is deployed "
                                    "later (line {})",
                                    requirement.text, plan_.changes[*target].line),
                        fmt::format("move `{}` below `{}`", name, plan_.changes[*target].name));
    }

    [[nodiscard]] std::optional<std::size_t> resolve(const Requirement& requirement) const {
        if (!requirement.is_tag) {
            const auto found = plan_.change_index.find(requirement.name);
            if (found == plan_.change_index.end()) return std::nullopt;
            return found->second;
        }
        const auto* tag = plan_.find_tag(requirement.name);
        if (tag == nullptr) return std::nullopt;
        return tag->change;
    }

    void report_unknown(const Requirement& requirement) {
        const auto& refused = requirement.is_tag ? draft_.refused_tags : draft_.refused_changes;
        if (refused.contains(requirement.name)) return;
        problems_.error("requirement-unknown", {plan_.file, requirement.line, requirement.column},
                        fmt::format("expected a {} of this plan, found `{}`",
                                    requirement.is_tag ? "tag" : "change", requirement.text),
                        suggest((requirement.is_tag ? "@" : "") + requirement.name));
    }

    std::string suggest(std::string_view word) {
        if (++suggestions_ > most_suggestions) return {};
        if (candidates_.empty()) {
            for (const auto& change : plan_.changes)
                candidates_.push_back(change.name);
            for (const auto& tag : draft_.tags)
                candidates_.push_back(fmt::format("@{}", tag.name));
        }
        if (plan_.tag_index.contains(word)) return fmt::format("did you mean `@{}`?", word);
        return did_you_mean(word, candidates_);
    }

    Draft& draft_;
    Plan& plan_;
    Diagnostics& problems_;
    std::vector<std::string> candidates_;
    int suggestions_ = 0;
};

}  // namespace

Plan connect(Draft&& draft, Diagnostics& problems) {
    Connector{draft, problems}.run();
    return std::move(draft.plan);
}

}  // namespace pgmeta::workspace
