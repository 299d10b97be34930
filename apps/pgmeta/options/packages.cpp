// SPDX-License-Identifier: MIT
#include "options/packages.hpp"

#include "options/register.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

namespace pgmeta::cli {

namespace {

using workspace::Selection;

/// The package that --to counts in when none is named.
const workspace::Package& only_package(const workspace::Workspace& workspace) {
    if (workspace.current != nullptr) return *workspace.current;
    if (workspace.packages.size() == 1) return *workspace.packages.front();
    throw Error{Fault::usage, "package-missing",
                "`--to` expects a package to count in, and none is named"}
        .hint("write PACKAGE:CHANGE, or name it with `--package`");
}

Selection with_bound(const workspace::Workspace& workspace,
                     const std::string& package,
                     const std::string& to) {
    if (to.find(':') == std::string::npos) {
        return workspace::select_in(
            package.empty() ? only_package(workspace) : workspace.get(package), to);
    }
    const auto chosen = workspace::select(workspace, to);
    if (!package.empty() && chosen.package != &workspace.get(package)) {
        throw Error{Fault::usage, "package-twice",
                    fmt::format("`--to {}` names another package than `{}`", to, package)};
    }
    return chosen;
}

}  // namespace

void add_packages(CLI::App& app, PackageOptions& options, const std::string& to_means) {
    add_argument(app, "PACKAGE", options.argument,
                 "A package by any of its names (default: the package of the current folder; at "
                 "the workspace's root, all)");
    add_value(app, "--package", options.package, "PACKAGE", "The package, as an option");
    add_value(app, "--to", options.to, "CHANGE|@TAG", to_means);
}

std::optional<Selection> select_package(const workspace::Workspace& workspace,
                                        const PackageOptions& options) {
    if (!options.argument.empty() && !options.package.empty()) {
        throw Error{Fault::usage, "package-twice",
                    fmt::format("a package is named twice: `{}` and `--package {}`",
                                options.argument, options.package)};
    }
    const bool has_bound = options.argument.find(':') != std::string::npos;
    if (has_bound && !options.to.empty()) {
        throw Error{Fault::usage, "package-twice",
                    fmt::format("how far to go is said twice: `{}` and `--to {}`", options.argument,
                                options.to)};
    }
    if (has_bound) return workspace::select(workspace, options.argument);
    const auto& named = options.argument.empty() ? options.package : options.argument;
    if (!options.to.empty()) return with_bound(workspace, named, options.to);
    if (!named.empty()) return Selection{&workspace.get(named), Selection::npos};
    if (workspace.current != nullptr) return Selection{workspace.current, Selection::npos};
    return std::nullopt;
}

}  // namespace pgmeta::cli
