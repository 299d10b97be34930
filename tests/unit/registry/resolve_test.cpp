// SPDX-License-Identifier: MIT
#include "pgmeta/registry/resolve.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta_test/expect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace pgmeta::registry {
namespace {

using testing::HasSubstr;
using Texts = std::map<std::string, std::string>;

/// A registry in memory.
class World {
public:
    World& add(const std::string& name, const std::string& version, Texts needs = {}) {
        auto& packument = packages_[name];
        packument.name = name;
        packument.versions.push_back({*Version::parse(version), {}, {}, std::move(needs)});
        packument.tags["latest"] = version;
        return *this;
    }

    World& tag(const std::string& name, const std::string& tag, const std::string& version) {
        packages_[name].tags[tag] = version;
        return *this;
    }

    [[nodiscard]] std::string resolved(const Texts& requested,
                                       const Texts& preferred = {},
                                       const std::vector<Demand>& demands = {}) const {
        const Sources sources{[this](const std::vector<std::string>& names) {
                                  std::vector<Packument> result;
                                  for (const auto& name : names)
                                      result.push_back(packages_.at(name));
                                  return result;
                              },
                              [](const std::vector<Choice>& choices) {
                                  std::vector<bool> result;
                                  for (const auto& choice : choices)
                                      result.push_back(!choice.name.starts_with("js-"));
                                  return result;
                              }};
        std::vector<std::string> lines;
        for (const auto& choice : resolve(requested, preferred, sources, demands))
            lines.push_back(choice.name + " " + choice.candidate.version.text());
        return join(lines, ", ");
    }

private:
    std::map<std::string, Packument> packages_;
};

TEST(Resolve, TakesTheLatestAndWhatItNeeds) {
    const auto world = World{}
                           .add("a", "1.0.0", {{"b", "^1.0.0"}})
                           .add("b", "1.0.0")
                           .add("b", "1.2.0")
                           .add("b", "2.0.0");
    EXPECT_EQ(world.resolved({{"a", ""}}), "a 1.0.0, b 1.2.0");
    EXPECT_EQ(world.resolved({{"b", ""}}), "b 2.0.0");
    EXPECT_EQ(world.resolved({{"b", "~1.0"}}), "b 1.0.0");
}

TEST(Resolve, WhatManifestsDemandCountsAndIsNamedInConflicts) {
    const auto world = World{}.add("a", "1.0.0").add("a", "2.0.0").add("js-b", "1.0.0");
    EXPECT_EQ(world.resolved({}, {}, {{"a", "^1", "own/package.json"}}), "a 1.0.0");
    EXPECT_EQ(world.resolved({{"a", ""}}, {}, {{"a", "<2", "own/package.json"}}), "a 1.0.0");
    EXPECT_EQ(world.resolved({}, {}, {{"js-b", "*", "own/package.json"}}), "")
        << "without a plan it is none of ours";
    try {
        static_cast<void>(world.resolved({{"a", "^2"}}, {}, {{"a", "^1", "own/package.json"}}));
        FAIL() << "nothing was thrown";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "version-conflict");
        EXPECT_THAT(error.hints(), testing::ElementsAre("`^1` is wanted by: own/package.json",
                                                        "`^2` is wanted by: requested"));
    }
}

TEST(Resolve, KeepsALockedVersionThatFits) {
    const auto world = World{}.add("a", "1.0.0").add("a", "1.5.0").add("a", "2.0.0");
    EXPECT_EQ(world.resolved({{"a", "^1.0.0"}}, {{"a", "1.0.0"}}), "a 1.0.0");
    EXPECT_EQ(world.resolved({{"a", "^2.0.0"}}, {{"a", "1.0.0"}}), "a 2.0.0");
}

TEST(Resolve, UnderstandsTagsAndPrefersLatestToTheHighest) {
    const auto world = World{}
                           .add("a", "1.0.0")
                           .add("a", "1.9.0")
                           .tag("a", "latest", "1.0.0")
                           .tag("a", "next", "1.9.0");
    EXPECT_EQ(world.resolved({{"a", "^1.0.0"}}), "a 1.0.0");
    EXPECT_EQ(world.resolved({{"a", "next"}}), "a 1.9.0");
}

TEST(Resolve, ChoosesOneVersionThatSuitsAll) {
    const auto world = World{}
                           .add("a", "1.0.0", {{"c", "^1.0.0"}})
                           .add("b", "1.0.0", {{"d", "*"}})
                           .add("d", "1.0.0", {{"c", "<1.2.0"}})
                           .add("c", "1.1.0")
                           .add("c", "1.3.0");
    EXPECT_EQ(world.resolved({{"a", ""}, {"b", ""}}), "a 1.0.0, b 1.0.0, c 1.1.0, d 1.0.0");
}

TEST(Resolve, ExplainsAConflictWithBothChains) {
    const auto world = World{}
                           .add("a", "1.0.0", {{"c", "^1.0.0"}})
                           .add("b", "1.0.0", {{"c", "^2.0.0"}})
                           .add("c", "1.0.0")
                           .add("c", "2.0.0");
    const Texts requested{{"a", ""}, {"b", ""}};
    EXPECT_FAILS("version-conflict", Fault::usage, world.resolved(requested));
    try {
        FAIL() << world.resolved(requested);
    } catch (const Error& error) {
        const auto hints = join(error.hints(), "\n");
        EXPECT_THAT(hints, HasSubstr("`^1.0.0` is wanted by: requested → a 1.0.0"));
        EXPECT_THAT(hints, HasSubstr("`^2.0.0` is wanted by: requested → b 1.0.0"));
    }
}

TEST(Resolve, LeavesOutWhatHasNoPlan) {
    const auto world =
        World{}.add("a", "1.0.0", {{"js-x", "*"}}).add("js-x", "1.0.0", {{"js-y", "*"}});
    EXPECT_EQ(world.resolved({{"a", ""}}), "a 1.0.0");
    EXPECT_FAILS("package-without-plan", Fault::usage, world.resolved({{"js-x", ""}}));
}

TEST(Resolve, EndsInACircle) {
    const auto world = World{}.add("a", "1.0.0", {{"b", "*"}}).add("b", "1.0.0", {{"a", "*"}});
    EXPECT_EQ(world.resolved({{"a", ""}}), "a 1.0.0, b 1.0.0");
}

TEST(Resolve, SaysWhatThereIsNot) {
    const auto world = World{}.add("a", "1.0.0");
    EXPECT_FAILS("version-missing", Fault::usage, world.resolved({{"a", "^2"}}));
    EXPECT_FAILS("range-malformed", Fault::usage, world.resolved({{"a", "newest"}}));
}

}  // namespace
}  // namespace pgmeta::registry
