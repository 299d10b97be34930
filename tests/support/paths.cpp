// SPDX-License-Identifier: MIT
#include "pgmeta_test/paths.hpp"

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace pgmeta::test {

namespace {

std::optional<std::filesystem::path> folder_with(const char* scope, const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') return std::nullopt;
    const std::filesystem::path folder{value};
    if (std::filesystem::is_directory(folder / scope)) return folder;
    throw std::runtime_error{std::string{variable} + " names a folder with " + scope +
                             ", found none in " + folder.string()};
}

}  // namespace

const std::filesystem::path& source_dir() {
    static const std::filesystem::path path{PGMETA_SOURCE_DIR};
    return path;
}

const std::filesystem::path& pgmeta_binary() {
    static const std::filesystem::path path{PGMETA_BINARY};
    return path;
}

std::optional<std::filesystem::path> npm_packages() {
    return folder_with("@pgpm", "PGMETA_NPM_PACKAGES");
}

std::optional<std::filesystem::path> interchange_modules() {
    return folder_with("@pgpmjs", "PGMETA_INTERCHANGE_MODULES");
}

}  // namespace pgmeta::test
