// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace pgmeta {

/// Changes to several files that are made together or not at all.
///
/// Nothing touches the disk before commit().  What is asked for is a list of steps; when one of
/// them fails, those before it are taken back in reverse order, folders that were made for them
/// too.
class FileEdit {
public:
    /// A new file.  Folders above it are made.  commit() throws "file-exists" when it is there.
    void create(std::filesystem::path path, std::string content);

    /// Other content for a file that holds `before` now.  commit() throws "file-changed"
    /// (Fault::conflict) when somebody else wrote it in the meantime.  Keeps the file's mode.
    void replace(std::filesystem::path path, std::string before, std::string content);

    /// Takes the file away, and the folders above it that become empty, up to `root`.
    void remove(std::filesystem::path path, std::filesystem::path root);

    /// Another name for a file.  Never replaces: "file-exists".
    void move(std::filesystem::path from, std::filesystem::path to, std::filesystem::path root);

    [[nodiscard]] bool empty() const noexcept { return steps_.empty(); }

    /// The files that commit() will change, in the order asked for; of a move, the new name.
    [[nodiscard]] std::vector<std::filesystem::path> files() const;

    /// Does everything.  `before_step` is called before each step that changes something visible;
    /// what it throws stops the edit like any other failure.  `before_end` is called when
    /// everything is in place and can still be taken back: what it throws takes it back.
    ///
    /// Throws "file-exists" (Fault::conflict), "file-changed" (Fault::conflict), "file-missing" and
    /// "file-unwritable" (Fault::environment); all files are then as they were.
    void commit(const std::function<void(std::size_t)>& before_step = {},
                const std::function<void()>& before_end = {}) const;

private:
    struct Step {
        enum class Kind { create, replace, remove, move } kind;
        std::filesystem::path path;
        std::string content;
        std::string before;
        std::filesystem::path from;
        std::filesystem::path root;
    };

    class Run;

    std::vector<Step> steps_;
};

}  // namespace pgmeta
