// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/semver.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

// Which version of each package: decided from what registries say, without touching the disk.

namespace pgmeta::registry {

/// True for what npm takes as a package's name, which may stand in a URL and a path without
/// surprises.
bool is_npm_name(std::string_view name);

/// One version of a package as its registry describes it.
struct Candidate {
    Version version;
    std::string tarball;    ///< URL
    std::string integrity;  ///< as published; may list several digests
    std::map<std::string, std::string> dependencies;
};

/// What a registry knows about a package.
struct Packument {
    std::string name;
    std::map<std::string, std::string> tags;  ///< `latest` → version
    std::vector<Candidate> versions;
};

/// A chosen version.
struct Choice {
    std::string name;
    Candidate candidate;
};

/// What a manifest of the workspace's own asks for.
struct Demand {
    std::string name;
    std::string range;
    std::string by;  ///< the file, for messages
};

struct Sources {
    /// The packages of these names, in their order.
    std::function<std::vector<Packument>(const std::vector<std::string>&)> packuments;
    /// Which of these have a plan: what they depend on counts, too; others are none of ours.
    std::function<std::vector<bool>(const std::vector<Choice>&)> have_plan;
};

/// One version per package for everything that `requested` (name → range or tag) and `demands`
/// need. What is requested must have a plan; what is only demanded is left out without one.
///
/// A version of `preferred` is kept where it fits, else the one tagged `latest`, else the highest.
/// Throws "range-malformed", "version-missing" and "version-conflict" (Fault::usage), the last with
/// the chain of each side.
std::vector<Choice> resolve(const std::map<std::string, std::string>& requested,
                            const std::map<std::string, std::string>& preferred,
                            const Sources& sources,
                            const std::vector<Demand>& demands = {});

}  // namespace pgmeta::registry
