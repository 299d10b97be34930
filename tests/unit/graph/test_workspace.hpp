// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/workspace/deployed.hpp"
#include "pgmeta/workspace/workspace.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::test {

using Names = std::vector<std::string>;

/// A workspace made of texts, without files.
class TestWorkspace {
public:
    /// A package with the requires of its control file and the lines of its plan, which begin on
    /// line 2.  Add packages in the order of their names.
    TestWorkspace& package(const std::string& name,
                           std::string_view requires_list = {},
                           std::string_view plan = {}) {
        auto package = std::make_unique<workspace::Package>();
        package->name = name;
        package->plan = workspace::parse_plan(name + "/pgpm.plan",
                                              fmt::format("%project={}\n{}", name, plan), problems);
        package->control =
            workspace::parse_control(fmt::format("{0}/{0}.control", name),
                                     fmt::format("requires = '{}'\n", requires_list), problems);
        workspace.by_name.emplace(name, package.get());
        workspace.packages.push_back(std::move(package));
        return *this;
    }

    /// A package with one requirement and no plan, made without parsing: for very many of them.
    TestWorkspace& bare_package(const std::string& name, const std::string& requirement) {
        auto package = std::make_unique<workspace::Package>();
        package->name = name;
        if (!requirement.empty()) package->control.requirements.push_back({requirement, 1, 1});
        workspace.by_name.emplace(name, package.get());
        workspace.packages.push_back(std::move(package));
        return *this;
    }

    [[nodiscard]] const workspace::Package& operator[](const std::string& name) const {
        return *workspace.by_name.at(name);
    }

    workspace::Workspace workspace{};
    Diagnostics problems{};  ///< of the texts
};

/// A tag line for the change above.
inline std::string tag(std::string_view name) {
    return fmt::format("@{} 2024-03-01T08:00:00Z Ada <ada@example.com>\n", name);
}

/// A ledger row: `package:change` and its requirements as stored.
inline void add_row(workspace::Deployed& deployed,
                    std::string_view name,
                    std::vector<std::string> requirements = {}) {
    const auto colon = name.find(':');
    workspace::DeployedChange row;
    row.package = name.substr(0, colon);
    row.change = name.substr(colon + 1);
    row.script_hash = "hash of " + row.change;
    row.requirements = std::move(requirements);
    deployed.add(std::move(row));
}

}  // namespace pgmeta::test
