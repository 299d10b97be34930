// SPDX-License-Identifier: MIT
#include "pgmeta/base/file_edit.hpp"

#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace pgmeta {

namespace fs = std::filesystem;

namespace {

Error unwritable(const fs::path& path, const std::error_code& why) {
    return Error{Fault::environment, "file-unwritable",
                 fmt::format("cannot write `{}`: {}", path.string(), why.message())};
}

Error already_there(const fs::path& path) {
    return Error{
        Fault::conflict, "file-exists",
        fmt::format("expected no file `{}`, found one; nothing was changed", path.string())}
        .hint("move it away, or choose another name");
}

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

/// A name beside `path` that nothing else uses.
fs::path beside(const fs::path& path, std::string_view ending) {
    for (int i = 0;; ++i) {
        fs::path name =
            path.parent_path() / fmt::format(".{}.{}{}", path.filename().string(), ending, i);
        if (!is_there(name)) return name;
    }
}

/// The file itself, where `path` is a symbolic link to it.
fs::path behind_link(const fs::path& path) {
    std::error_code failed;
    if (!fs::is_symlink(path, failed)) return path;
    auto real = fs::canonical(path, failed);
    return failed ? path : real;
}

/// Removes the folders above `path` that are empty, up to `root`, which stays.
void remove_empty_folders(const fs::path& path, const fs::path& root) {
    std::error_code stop;
    for (auto folder = path.parent_path(); folder != root && folder.has_relative_path();
         folder = folder.parent_path()) {
        if (!fs::is_empty(folder, stop) || stop) return;
        if (!fs::remove(folder, stop)) return;
    }
}

}  // namespace

/// One commit under way: what it takes to go back, and what to tidy up after success.
class FileEdit::Run {
public:
    explicit Run(const std::function<void(std::size_t)>& before_step) : before_step_{before_step} {}

    void prepare(const std::vector<Step>& steps) {
        for (const auto& step : steps) {
            check(step);
            if (step.kind == Step::Kind::remove) continue;
            make_folders(step.path.parent_path());
            if (step.kind != Step::Kind::move) stage(step);
        }
    }

    void perform(const std::vector<Step>& steps) {
        std::size_t staged = 0;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (before_step_) before_step_(i);
            const auto& step = steps[i];
            switch (step.kind) {
                case Step::Kind::create:
                    put_new(staged_[staged], step.path);
                    kept_.push_back(staged_[staged++]);
                    break;
                case Step::Kind::replace:
                    put_over(staged_[staged++], behind_link(step.path));
                    break;
                case Step::Kind::remove:
                    put_aside(step.path);
                    break;
                case Step::Kind::move:
                    put_new(step.from, step.path);
                    remove_after_link(step.from, step.path);
                    break;
            }
        }
    }

    /// After this nothing can be taken back.
    void finish(const std::vector<Step>& steps) noexcept {
        std::error_code ignored;
        for (const auto& old : kept_)
            fs::remove(old, ignored);
        for (const auto& step : steps) {
            if (step.kind == Step::Kind::remove) remove_empty_folders(step.path, step.root);
            if (step.kind == Step::Kind::move) remove_empty_folders(step.from, step.root);
        }
    }

    void take_back() noexcept {
        std::error_code ignored;
        for (auto undo = undo_.rbegin(); undo != undo_.rend(); ++undo) {
            if (undo->second.empty()) {
                fs::remove(undo->first, ignored);
            } else {
                fs::rename(undo->second, undo->first, ignored);
            }
        }
        for (const auto& file : staged_)
            fs::remove(file, ignored);
        for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder)
            fs::remove(*folder, ignored);
    }

private:
    static void check(const Step& step) {
        if (step.kind == Step::Kind::create || step.kind == Step::Kind::move) {
            if (is_there(step.path)) throw already_there(step.path);
        }
        const auto& source = step.kind == Step::Kind::move ? step.from : step.path;
        if (step.kind != Step::Kind::create && !is_there(source)) {
            throw Error{Fault::environment, "file-missing",
                        fmt::format("expected a file `{}`, found none", source.string())};
        }
        if (step.kind != Step::Kind::replace || read_file(step.path) == step.before) return;
        throw Error{Fault::conflict, "file-changed",
                    fmt::format("`{}` was changed by somebody else in the meantime; nothing was "
                                "written",
                                step.path.string())}
            .hint("run the command again");
    }

    void make_folders(const fs::path& folder) {
        if (folder.empty() || is_there(folder)) {
            std::error_code failed;
            if (!folder.empty() && !fs::is_directory(folder, failed)) {
                throw unwritable(folder, std::make_error_code(std::errc::not_a_directory));
            }
            return;
        }
        make_folders(folder.parent_path());
        std::error_code failed;
        fs::create_directory(folder, failed);
        if (failed) throw unwritable(folder, failed);
        folders_.push_back(folder);
    }

    /// Writes the content beside its place, so that the steps themselves only rename.
    void stage(const Step& step) {
        const auto place = step.kind == Step::Kind::replace ? behind_link(step.path) : step.path;
        auto file = beside(place, "new");
        staged_.push_back(file);
        write_file_atomically(file, step.content);
        if (step.kind != Step::Kind::replace) return;
        std::error_code failed;
        fs::permissions(file, fs::status(place, failed).permissions(), failed);
        if (failed) throw unwritable(place, failed);
    }

    /// A hard link refuses an existing name, which a rename would replace.
    void put_new(const fs::path& file, const fs::path& place) {
        std::error_code failed;
        fs::create_hard_link(file, place, failed);
        if (failed == std::errc::file_exists) throw already_there(place);
        if (failed) throw unwritable(place, failed);
        undo_.emplace_back(place, fs::path{});
    }

    void put_over(const fs::path& file, const fs::path& place) {
        const auto old = beside(place, "old");
        std::error_code failed;
        fs::create_hard_link(place, old, failed);
        if (failed) throw unwritable(place, failed);
        kept_.push_back(old);
        undo_.emplace_back(place, old);
        fs::rename(file, place, failed);
        if (failed) throw unwritable(place, failed);
    }

    void put_aside(const fs::path& place) {
        const auto old = beside(place, "old");
        std::error_code failed;
        fs::rename(place, old, failed);
        if (failed) throw unwritable(place, failed);
        kept_.push_back(old);
        undo_.emplace_back(place, old);
    }

    void remove_after_link(const fs::path& from, const fs::path& to) {
        std::error_code failed;
        fs::remove(from, failed);
        if (failed) throw unwritable(from, failed);
        undo_.back() = {from, to};
    }

    const std::function<void(std::size_t)>& before_step_;
    std::vector<fs::path> folders_;                    ///< made by us, outer ones first
    std::vector<fs::path> staged_;                     ///< new content, one per create and replace
    std::vector<fs::path> kept_;                       ///< to be removed after success
    std::vector<std::pair<fs::path, fs::path>> undo_;  ///< place ← file; no file: remove the place
};

void FileEdit::create(fs::path path, std::string content) {
    steps_.push_back({Step::Kind::create, std::move(path), std::move(content), {}, {}, {}});
}

void FileEdit::replace(fs::path path, std::string before, std::string content) {
    if (before == content) return;
    steps_.push_back(
        {Step::Kind::replace, std::move(path), std::move(content), std::move(before), {}, {}});
}

void FileEdit::remove(fs::path path, fs::path root) {
    steps_.push_back({Step::Kind::remove, std::move(path), {}, {}, {}, std::move(root)});
}

void FileEdit::move(fs::path from, fs::path to, fs::path root) {
    steps_.push_back({Step::Kind::move, std::move(to), {}, {}, std::move(from), std::move(root)});
}

std::vector<fs::path> FileEdit::files() const {
    std::vector<fs::path> result;
    for (const auto& step : steps_)
        result.push_back(step.path);
    return result;
}

void FileEdit::commit(const std::function<void(std::size_t)>& before_step,
                      const std::function<void()>& before_end) const {
    Run run{before_step};
    try {
        run.prepare(steps_);
        run.perform(steps_);
        if (before_end) before_end();
    } catch (...) {
        run.take_back();
        throw;
    }
    run.finish(steps_);
}

}  // namespace pgmeta
