// SPDX-License-Identifier: MIT
#include "pgmeta_test/paths.hpp"

namespace pgmeta::test {

const std::filesystem::path& source_dir() {
    static const std::filesystem::path path{PGMETA_SOURCE_DIR};
    return path;
}

const std::filesystem::path& pgmeta_binary() {
    static const std::filesystem::path path{PGMETA_BINARY};
    return path;
}

}  // namespace pgmeta::test
