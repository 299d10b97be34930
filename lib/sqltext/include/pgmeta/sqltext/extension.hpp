// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/sqltext/script.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pgmeta::sqltext {

/// A CREATE EXTENSION that stood in a script.
struct CreatedExtension {
    std::string name;
    std::size_t offset = 0;  ///< in the script
};

/// A deploy script as a part of an extension's script (manual, "Packaging Related Objects into an
/// Extension").
struct ExtensionScript {
    std::string text;  ///< ends with a line end; its last statement with a semicolon
    std::vector<CreatedExtension> created;  ///< taken out: they belong into the control file
    std::vector<Objection> objections;      ///< not empty: the text must not be used
    std::vector<Objection> doubts;          ///< what may mean something else in an extension
};

/// Takes out of a deploy script what CREATE EXTENSION refuses and the deployment does not need:
/// transaction control, CREATE EXTENSION, the psql lines that prepare() tolerates.  Lines that hold
/// nothing else go; every other byte stays.
///
/// Objections: those of prepare(), savepoints, inline COPY data, statements that refuse a
/// transaction block.  Doubts: SET, which holds up to the extension's end; words that CREATE
/// EXTENSION replaces; CREATE EXTENSION with a schema or version.
ExtensionScript extension_script(std::string sql);

}  // namespace pgmeta::sqltext
