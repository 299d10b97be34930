// SPDX-License-Identifier: MIT
#include "pgmeta_test/files.hpp"

#include <cerrno>
#include <fstream>
#include <stdlib.h>
#include <string>
#include <system_error>

namespace pgmeta::test {

TempDir::TempDir(std::string_view name) {
    auto pattern = (std::filesystem::temp_directory_path() / "pgmeta-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) {
        throw std::system_error{errno, std::generic_category(), pattern};
    }
    top_ = pattern;
    path_ = name.empty() ? top_ : top_ / name;
    std::filesystem::create_directories(path_);
    // A dev server started by root runs as another user, who must be able to pass through.
    std::filesystem::permissions(top_, std::filesystem::perms{0755});
}

TempDir::~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(top_, ignored);
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream out{path, std::ios::binary};
    out.exceptions(std::ios::failbit | std::ios::badbit);
    out << text;
    out.close();
}

}  // namespace pgmeta::test
