// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/diagnostic.hpp"
#include "pgmeta/workspace/package.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A package in one file, as pgpm writes it (format version 1): a gzipped tar archive of one JSON
// object with the plan, the control file and every script, each with its SHA-256.

namespace pgmeta::ship {

struct BundledChange {
    std::string name;
    std::vector<std::string> dependencies;  ///< as the plan spells them
    std::optional<std::string> deploy;
    std::optional<std::string> revert;
    std::optional<std::string> verify;
    /// The deploy script without transaction control, for tools that want it ready made.  Never
    /// read back: what runs is made from `deploy`.
    std::optional<std::string> executable;
};

struct BundledControl {
    std::string file_name;
    std::string content;
};

struct Bundle {
    std::string name;  ///< %project
    std::string plan;
    std::optional<BundledControl> control;
    std::vector<BundledChange> changes;  ///< in the plan's order
};

/// The package as it lies on the disk, with `control` as the text of its control file (empty: it
/// has none).  Scripts that are missing or must not be sent go to `problems`.
Bundle bundle_of(const workspace::Package& package,
                 const std::string& control,
                 Diagnostics& problems);

/// The archive's bytes: the same for the same bundle, whenever and by whomever it is made.
std::string write_bundle(const Bundle& bundle);

/// Reads an archive and compares every digest in it with what it is about.
///
/// `shown` names it in messages.  Throws (Fault::environment) "archive-unreadable" and
/// "archive-unsafe", "bundle-unreadable" when it holds no bundle of format version 1, and
/// "bundle-tampered" when a digest or the list of changes is not what it should be.
Bundle read_bundle(std::string_view archive, const std::string& shown);

/// The JSON text inside an archive, for comparing two without regard to how they were packed.
std::string bundle_text(std::string_view archive, const std::string& shown);

}  // namespace pgmeta::ship
