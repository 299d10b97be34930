// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace pgmeta::test {

/// The top of the source tree.  A function and not a macro, so that what a test compiles to does
/// not depend on where the tree lies, and a compiler cache serves every clone.
const std::filesystem::path& source_dir();

/// The pgmeta under test.
const std::filesystem::path& pgmeta_binary();

}  // namespace pgmeta::test
