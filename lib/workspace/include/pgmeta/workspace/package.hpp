// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/plan.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta::workspace {

/// A name in the `requires` of a control file: a package, or an external extension.
struct ControlRequirement {
    std::string name;
    int line = 0;
    int column = 0;
};

/// A PostgreSQL extension control file (manual, "Extension Files").
struct Control {
    std::string file;  ///< as shown in messages
    std::string comment;
    std::string default_version;
    std::string schema;
    std::vector<ControlRequirement> requirements;
};

/// Parses a control file: comments, quotes, doubled quotes and empty lists as PostgreSQL reads
/// them.
Control parse_control(std::string file, std::string_view text, Diagnostics& problems);

enum class ScriptKind : std::uint8_t { deploy, revert, verify };

std::string_view to_string(ScriptKind kind);

/// A folder with a plan and the scripts of its changes.
struct Package {
    std::string name;      ///< %project: the name in the ledger
    std::string npm_name;  ///< `name` of package.json; empty without one
    std::string version;   ///< package.json's version, else the control file's
    std::filesystem::path directory;
    std::string shown_directory;  ///< as shown in messages: relative to the working directory
    Plan plan;
    Control control;         ///< empty when the package has none
    bool installed = false;  ///< lies in the folder of installed packages

    /// The script of a change, as a path to open.
    [[nodiscard]] std::string script(ScriptKind kind, std::string_view change) const;
    /// The script of a change, as shown in messages.
    [[nodiscard]] std::string shown_script(ScriptKind kind, std::string_view change) const;
};

}  // namespace pgmeta::workspace
