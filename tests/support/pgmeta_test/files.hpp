// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string_view>

namespace pgmeta::test {

/// A folder of one's own, removed with everything in it at the end.
///
/// With a name, path() is a folder of that name inside the temporary one: for paths with spaces,
/// quotes or other characters that programs trip over.
class TempDir {
public:
    explicit TempDir(std::string_view name = {});
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

private:
    std::filesystem::path top_;
    std::filesystem::path path_;
};

/// Writes the file, making the folders above it.
void write_file(const std::filesystem::path& path, std::string_view text);

}  // namespace pgmeta::test
