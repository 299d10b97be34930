// SPDX-License-Identifier: MIT
#pragma once

#include "output/json.hpp"
#include "output/style.hpp"
#include "pgmeta/snapshot/compare.hpp"

#include <ostream>

namespace pgmeta::cli {

/// The objects with one attribute a line, so that line-based tools can compare two of them.
void print(std::ostream& stream, const snapshot::Snapshot& snapshot);

/// One line per object that came (`+`) or went (`-`), and what changed in the others (`~`).  Parts
/// of an object that came or went are counted only, unless `every_one`.
void print(std::ostream& stream,
           const Style& style,
           const snapshot::Difference& difference,
           bool every_one);

/// `2 added, 1 removed, 3 changed`.
std::string count_differences(const snapshot::Difference& difference);

/// Fields `added`, `removed` and `changed`.
Json to_json(const snapshot::Difference& difference);

}  // namespace pgmeta::cli
