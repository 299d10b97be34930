// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pgmeta::ship {

/// A tar archive (POSIX ustar) of plain files that is the same whoever makes it: no owner, one
/// time, one mode.
class TarWriter {
public:
    /// `seconds` since 1970 is the time of every file.
    explicit TarWriter(std::int64_t seconds) : seconds_{seconds} {}

    /// Throws "path-too-long" (Fault::workspace) for paths that the format cannot hold (over 255
    /// bytes, or a name over 100).
    void add(std::string_view path, std::string_view content, bool executable = false);

    /// The archive, gzipped at the best level, without a time or name in its header.
    [[nodiscard]] std::string finish() const;

private:
    std::int64_t seconds_;
    std::string bytes_;
};

}  // namespace pgmeta::ship
