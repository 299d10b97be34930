// SPDX-License-Identifier: MIT
#include "pgmeta/registry/resolve.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

namespace pgmeta::registry {

namespace {

using Texts = std::map<std::string, std::string>;

/// A range, and for whose sake: `a 1.0.0 → b 2.0.0`.
struct Wish {
    std::string range;
    std::string chain;
};

using Wishes = std::map<std::string, std::vector<Wish>>;

class Resolver {
public:
    Resolver(const Texts& requested,
             const Texts& preferred,
             const Sources& sources,
             const std::vector<Demand>& demands)
        : requested_{requested}, preferred_{preferred}, sources_{sources}, demands_{demands} {}

    std::vector<Choice> run() {
        // What one round learns narrows the next one's choices, until a round learns nothing.
        constexpr int most_rounds = 50;
        for (int round = 0; round < most_rounds; ++round) {
            const bool settled = walk();
            if (!settled) continue;
            std::vector<Choice> result;
            for (auto& [name, candidate] : chosen_)
                if (candidate) result.push_back({name, std::move(*candidate)});
            return result;
        }
        throw Error{Fault::usage, "version-conflict",
                    "expected a set of versions that fit together, found none"};
    }

private:
    /// Goes through the packages level by level; true when every choice meets all demands.
    bool walk() {
        chosen_.clear();
        Wishes now;
        std::vector<std::string> level;
        for (const auto& [name, range] : requested_) {
            now[name].push_back({range, "requested"});
            level.push_back(name);
        }
        for (const auto& demand : demands_) {
            auto& wishes = now[demand.name];
            if (wishes.empty()) level.push_back(demand.name);
            wishes.push_back({demand.range, demand.by});
        }
        while (!level.empty()) {
            fetch(level);
            auto choices = choose(level, now);
            level = follow(std::move(choices), now);
        }
        const bool settled = std::all_of(chosen_.begin(), chosen_.end(), [&](const auto& entry) {
            return !entry.second || meets(entry.first, entry.second->version, now[entry.first]);
        });
        known_ = std::move(now);
        return settled;
    }

    void fetch(const std::vector<std::string>& names) {
        std::vector<std::string> missing;
        for (const auto& name : names)
            if (!packuments_.contains(name)) missing.push_back(name);
        if (missing.empty()) return;
        for (auto& packument : sources_.packuments(missing)) {
            const auto name = packument.name;
            packuments_[name] = std::move(packument);
        }
    }

    std::vector<Choice> choose(const std::vector<std::string>& names, const Wishes& now) {
        std::vector<Choice> result;
        for (const auto& name : names) {
            auto demands = now.at(name);
            if (const auto known = known_.find(name); known != known_.end())
                demands.insert(demands.end(), known->second.begin(), known->second.end());
            result.push_back({name, best(name, demands)});
        }
        return result;
    }

    /// Notes the choices and returns the names that come up with them.
    std::vector<std::string> follow(std::vector<Choice> choices, Wishes& now) {
        const auto ours = sources_.have_plan(choices);
        std::set<std::string> next;
        for (std::size_t i = 0; i < choices.size(); ++i) {
            auto& [name, candidate] = choices[i];
            if (!ours[i]) {
                refuse_without_plan(name);
                chosen_[name] = std::nullopt;
                continue;
            }
            const auto chain =
                fmt::format("{} → {} {}", now[name].front().chain, name, candidate.version.text());
            for (const auto& [dependency, range] : candidate.dependencies) {
                now[dependency].push_back({range, chain});
                if (!chosen_.contains(dependency)) next.insert(dependency);
            }
            chosen_[name] = std::move(candidate);
        }
        std::erase_if(next, [&](const std::string& name) { return chosen_.contains(name); });
        return {next.begin(), next.end()};
    }

    void refuse_without_plan(const std::string& name) const {
        if (!requested_.contains(name)) return;
        throw Error{
            Fault::usage, "package-without-plan",
            fmt::format("`{}` has no pgpm.plan: it is no package of database changes", name)};
    }

    /// The range a demand means, tags looked up.
    [[nodiscard]] VersionRange range_of(const std::string& name, const Wish& demand) const {
        const auto& tags = packuments_.at(name).tags;
        const auto tag = tags.find(demand.range);
        auto range = VersionRange::parse(tag == tags.end() ? demand.range : tag->second);
        if (range) return std::move(*range);
        throw Error{Fault::usage, "range-malformed",
                    fmt::format("expected a version range or a tag of `{}`, found `{}` ({})", name,
                                demand.range, demand.chain)};
    }

    [[nodiscard]] bool meets(const std::string& name,
                             const Version& version,
                             const std::vector<Wish>& demands) const {
        return std::all_of(demands.begin(), demands.end(), [&](const Wish& demand) {
            return range_of(name, demand).contains(version);
        });
    }

    Candidate best(const std::string& name, const std::vector<Wish>& demands) {
        const auto& packument = packuments_.at(name);
        const auto wanted = [&](const Texts& from, const std::string& key) -> const Candidate* {
            const auto text = from.find(key);
            if (text == from.end()) return nullptr;
            const auto version = Version::parse(text->second);
            const auto found = std::find_if(
                packument.versions.begin(), packument.versions.end(),
                [&](const Candidate& one) { return version && one.version == *version; });
            if (found == packument.versions.end() || !meets(name, found->version, demands))
                return nullptr;
            return &*found;
        };
        if (const auto* kept = wanted(preferred_, name)) return *kept;
        if (const auto* latest = wanted(packument.tags, "latest")) return *latest;
        const Candidate* highest = nullptr;
        for (const auto& candidate : packument.versions)
            if (meets(name, candidate.version, demands) &&
                (highest == nullptr || highest->version < candidate.version))
                highest = &candidate;
        if (highest != nullptr) return *highest;
        throw impossible(name, demands);
    }

    [[nodiscard]] Error impossible(const std::string& name,
                                   const std::vector<Wish>& demands) const {
        const auto& versions = packuments_.at(name).versions;
        std::set<std::string> lines;
        for (const auto& demand : demands) {
            const auto range = range_of(name, demand);
            if (std::none_of(versions.begin(), versions.end(), [&](const Candidate& candidate) {
                    return range.contains(candidate.version);
                })) {
                return Error{Fault::usage, "version-missing",
                             fmt::format("no version of `{}` is `{}` ({})", name, demand.range,
                                         demand.chain)};
            }
            lines.insert(fmt::format("`{}` is wanted by: {}", demand.range, demand.chain));
        }
        Error error{Fault::usage, "version-conflict",
                    fmt::format("a database has one version of `{}`, and none suits all who "
                                "need it",
                                name)};
        for (const auto& line : lines)
            error.add_hint(line);
        return error;
    }

    const Texts& requested_;
    const Texts& preferred_;
    const Sources& sources_;
    const std::vector<Demand>& demands_;
    std::map<std::string, Packument> packuments_;
    std::map<std::string, std::optional<Candidate>> chosen_;  ///< empty: none of ours
    Wishes known_;                                            ///< of the round before
};

}  // namespace

std::vector<Choice> resolve(const Texts& requested,
                            const Texts& preferred,
                            const Sources& sources,
                            const std::vector<Demand>& demands) {
    return Resolver{requested, preferred, sources, demands}.run();
}

}  // namespace pgmeta::registry
