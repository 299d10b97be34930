// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/digest.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pgmeta {

/// SHA-256 digests of files, remembered between runs so that an unchanged file is not read again.
///
/// A file counts as unchanged when path, device, inode, size, and the times of the last change to
/// its content and to its inode are the remembered ones, and the later of these lies more than two
/// seconds before it was read: within that time a change might not have moved the clock.  The cache
/// is an aid: one that is missing, damaged or not writable is as good as an empty one.
class DigestCache {
public:
    /// Where one thread looks at files: from the folder of the last one the next is found in half
    /// the time, and so is what is remembered of it when files are asked for in the order of the
    /// last run.
    class View {
    public:
        View() = default;
        ~View();
        View(const View&) = delete;
        View& operator=(const View&) = delete;

        /// The next file is likely to be this one of those remembered.
        void expect(std::size_t place) { next_ = place; }

    private:
        friend class DigestCache;
        void enter(std::string_view directory);

        std::string directory_;  ///< with its slash
        int descriptor_ = -1;
        std::size_t next_ = 0;
    };

    /// The cache for the files of `folder`, in the user's cache directory.
    explicit DigestCache(const std::filesystem::path& folder);
    DigestCache(const DigestCache&) = delete;
    DigestCache& operator=(const DigestCache&) = delete;

    /// SHA-256 as 64 lowercase hex digits; nothing when there is no such file.  Throws
    /// "file-unreadable" (Fault::environment).
    std::optional<std::string> digest(const std::string& file);

    /// The same, as bytes of this cache, when the file is remembered and unchanged; else null, and
    /// nothing is read.  May be called by several threads, each with a view of its own.
    [[nodiscard]] const Sha256Bytes* remembered(const std::string& file, View& view) const;

    /// Keeps what was read anew for the next run.
    void save() noexcept;

    /// Files read since this cache was opened.
    [[nodiscard]] std::size_t files_read() const { return files_read_; }

private:
    struct Entry {
        std::uint64_t path = 0;  ///< a hash of it
        std::uint64_t device = 0;
        std::uint64_t inode = 0;
        std::uint64_t size = 0;
        std::int64_t modified = 0;  ///< nanoseconds since 1970, as `changed`
        std::int64_t changed = 0;
        Sha256Bytes digest{};

        [[nodiscard]] bool same_file(const Entry& other) const;
    };

    [[nodiscard]] std::optional<Entry> look_at(const std::string& file, View& view) const;
    [[nodiscard]] const Entry* find(const Entry& now, View& view) const;
    [[nodiscard]] std::size_t place_of(std::uint64_t path) const;
    void load();
    void index() const;
    void write() const;

    std::filesystem::path store_;   ///< empty: the user has no cache directory
    std::string stored_;            ///< the file
    std::span<const Entry> known_;  ///< in it, in the order in which they were first asked for
    mutable std::once_flag indexed_;
    /// Open addressing: hash of the path → place in known_ + 1, or 0 where nothing is.  At most
    /// half full.
    mutable std::vector<std::uint32_t> slots_;
    std::vector<Entry> fresh_;
    std::size_t files_read_ = 0;
    View view_;
};

/// Where this user's programs keep what they can make again: XDG_CACHE_HOME or ~/.cache; empty when
/// neither is known.
std::filesystem::path user_cache_directory();

}  // namespace pgmeta
