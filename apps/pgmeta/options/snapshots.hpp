// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/snapshot/snapshot.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// What of a snapshot is wanted.
struct NarrowingOptions {
    std::vector<std::string> schemas;
    std::vector<std::string> excluded_schemas;
    bool owner = true;
    bool privileges = true;
};

/// Registers --schema, --exclude-schema, --no-owner and --no-privileges.
void add_narrowing(CLI::App& app, NarrowingOptions& options);

snapshot::Narrowing narrowing(const NarrowingOptions& options);

/// The snapshot that `word` names: `-` (standard input), `workspace:[PACKAGE]` (deployed into a
/// scratch database of the private local server), a target as --target takes it, or a file.
///
/// A target of the configuration comes before a file of the same name.  Throws
/// "snapshot-unreadable" and its like for files, "target-unknown" when there is neither, and
/// whatever deploying throws.
snapshot::Snapshot open_snapshot(Context& context, const std::string& word);

}  // namespace pgmeta::cli
