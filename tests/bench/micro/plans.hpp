// SPDX-License-Identifier: MIT
#pragma once

#include "folder.hpp"
#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string>

namespace pgmeta::bench {

/// The plan of package `p<number>`: each change requires the one before it, the first one the last
/// of the package before.
inline std::string plan_text(int number, int changes) {
    auto text = fmt::format("%syntax-version=1.0.0\n%project=p{}\n\n", number);
    auto out = std::back_inserter(text);
    for (int c = 0; c < changes; ++c) {
        std::string needs;
        if (c > 0)
            needs = fmt::format(" [schema/c{}]", c - 1);
        else if (number > 0)
            needs = fmt::format(" [p{}:schema/c{}]", number - 1, changes - 1);
        fmt::format_to(out, "schema/c{}{} 2026-01-01T00:00:00Z Bench <bench@example.com> # one\n",
                       c, needs);
    }
    return text;
}

/// A workspace on disk: plans and control files, no scripts.
inline void write_packages(const Folder& folder, int packages, int changes) {
    folder.write("pgmeta.yaml", "packages:\n  - packages/*\n");
    for (int p = 0; p < packages; ++p) {
        const auto home = fmt::format("packages/p{}/", p);
        const auto needs = p == 0 ? std::string{"plpgsql"} : fmt::format("plpgsql,p{}", p - 1);
        folder.write(home + "pgpm.plan", plan_text(p, changes));
        folder.write(home + fmt::format("p{}.control", p),
                     fmt::format("default_version = '1.0.0'\nrequires = '{}'\n", needs));
    }
}

/// Reads it back.  Throws when anything in it is wrong: a benchmark of problems measures nothing.
inline workspace::Workspace load_all(const Folder& folder) {
    Diagnostics problems;
    auto result = workspace::load(folder.path(), problems);
    if (problems.has_errors()) throw std::runtime_error("the workspace has errors");
    return result;
}

}  // namespace pgmeta::bench
