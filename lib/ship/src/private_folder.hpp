// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace pgmeta::ship {

/// A new folder for temporary files that only this user can enter, and that is gone with this
/// object.
///
/// Making one removes what killed processes left of theirs: a folder is locked as long as somebody
/// uses it.
class PrivateFolder {
public:
    /// Throws "file-unwritable".
    PrivateFolder();
    ~PrivateFolder();
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    /// False when another process removed the folder before it was ours.
    bool make();

    std::filesystem::path path_;
    int descriptor_ = -1;  ///< holds the lock
};

}  // namespace pgmeta::ship
