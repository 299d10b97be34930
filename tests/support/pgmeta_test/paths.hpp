// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace pgmeta::test {

/// The top of the source tree.  A function and not a macro, so that what a test compiles to does
/// not depend on where the tree lies, and a compiler cache serves every clone.
const std::filesystem::path& source_dir();

/// The pgmeta under test.
const std::filesystem::path& pgmeta_binary();

/// Packages that people use, as `@scope/name`: what tests/run fetches from npm and names in
/// PGMETA_NPM_PACKAGES. Nothing when that is not set; throws when it names a folder without them.
std::optional<std::filesystem::path> npm_packages();

/// Node modules with pgpm's engine: what tests/run fetches from npm and names in
/// PGMETA_INTERCHANGE_MODULES. As `npm_packages` otherwise.
std::optional<std::filesystem::path> interchange_modules();

/// Why a test that needs them is skipped: only where tests are run without tests/run.
inline constexpr std::string_view no_npm_packages =
    "PGMETA_NPM_PACKAGES is not set: tests/run fetches packages from npm and sets it";
inline constexpr std::string_view no_interchange_modules =
    "PGMETA_INTERCHANGE_MODULES is not set: tests/run fetches pgpm's engine from npm and sets it";

}  // namespace pgmeta::test
