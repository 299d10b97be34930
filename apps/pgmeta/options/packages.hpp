// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/workspace.hpp"

#include <optional>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// Which package, and how far in it, in the ways a command line can say it.
struct PackageOptions {
    std::string argument;  ///< PACKAGE, PACKAGE:CHANGE or PACKAGE:@TAG
    std::string package;   ///< --package
    std::string to;        ///< --to: CHANGE or @TAG
};

/// Registers the argument, --package and --to.  `to_means` tells what --to does.
void add_packages(CLI::App& app, PackageOptions& options, const std::string& to_means);

/// What was chosen: a package named, else the one whose folder we are in, else nothing, which means
/// the whole workspace.
///
/// Throws Fault::usage: "package-unknown", "change-unknown", "tag-unknown" with a suggestion,
/// "package-twice" and "package-missing" when the options contradict each other.
std::optional<workspace::Selection> select_package(const workspace::Workspace& workspace,
                                                   const PackageOptions& options);

}  // namespace pgmeta::cli
