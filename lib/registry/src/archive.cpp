// SPDX-License-Identifier: MIT
#include "pgmeta/registry/archive.hpp"

#include "late.hpp"
#include "pgmeta/base/error.hpp"
#include "pgmeta/base/files.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <set>

namespace pgmeta::registry {

namespace fs = std::filesystem;

namespace {

// Each by the name it has in the library.
namespace tar {

constexpr const char* library = "libarchive.so.13";

const Late<decltype(&::archive_entry_filetype)> entry_filetype{library, "archive_entry_filetype"};
const Late<decltype(&::archive_entry_hardlink)> entry_hardlink{library, "archive_entry_hardlink"};
const Late<decltype(&::archive_entry_pathname)> entry_pathname{library, "archive_entry_pathname"};
const Late<decltype(&::archive_entry_perm)> entry_perm{library, "archive_entry_perm"};
const Late<decltype(&::archive_error_string)> error_string{library, "archive_error_string"};
const Late<decltype(&::archive_read_data)> read_data{library, "archive_read_data"};
const Late<decltype(&::archive_read_free)> read_free{library, "archive_read_free"};
const Late<decltype(&::archive_read_new)> read_new{library, "archive_read_new"};
const Late<decltype(&::archive_read_next_header)> read_next_header{library,
                                                                   "archive_read_next_header"};
const Late<decltype(&::archive_read_open_memory)> read_open_memory{library,
                                                                   "archive_read_open_memory"};
const Late<decltype(&::archive_read_support_filter_gzip)> read_support_filter_gzip{
    library, "archive_read_support_filter_gzip"};
const Late<decltype(&::archive_read_support_format_tar)> read_support_format_tar{
    library, "archive_read_support_format_tar"};

}  // namespace tar

struct Close {
    void operator()(archive* reader) const { tar::read_free(reader); }
};

Error refused(const std::string& name, const std::string& reason) {
    return Error{Fault::environment, "archive-unsafe",
                 fmt::format("`{}` is refused: {}", name, reason)};
}

Error unsafe(const std::string& name, const std::string& reason) {
    return refused(name, reason).hint("nothing of it was written; tell whoever published it");
}

/// Throws unless every segment is a plain name.
void check_path(const std::string& name, std::string_view path) {
    constexpr std::size_t longest_path = 1024;
    constexpr std::size_t longest_name = 255;
    const auto refuse = [&](std::string_view reason) {
        throw unsafe(name, fmt::format("the path `{}` {}", path, reason));
    };
    if (path.starts_with('/')) refuse("is absolute");
    if (path.size() > longest_path) refuse("is too long");
    for (const char c : path)
        if (static_cast<unsigned char>(c) < ' ' || c == '\\' || c == '\x7f')
            refuse("has a character that no package needs");
    std::size_t start = 0;
    for (;;) {
        const auto end = path.find('/', start);
        const auto segment = path.substr(start, end - start);
        if (segment.empty() || segment == "." || segment == "..")
            refuse("does not lead straight into the package");
        if (segment.size() > longest_name) refuse("has a name that is too long");
        if (end == std::string_view::npos) return;
        start = end + 1;
    }
}

/// Counts what is taken, and stops at the limits.
class Budget {
public:
    Budget(const std::string& name, const ArchiveLimits& limits, std::size_t packed)
        : name_{name}, limits_{limits}, packed_{packed} {}

    void add_file() {
        if (++files_ > limits_.files)
            throw unsafe(name_, fmt::format("it holds more than {} entries", limits_.files));
    }

    void add_bytes(std::size_t in_file, std::size_t more) {
        constexpr std::size_t small = std::size_t{1} << 20U;
        bytes_ += more;
        if (in_file > limits_.file_bytes)
            throw unsafe(name_, fmt::format("a file is over {} bytes", limits_.file_bytes));
        if (bytes_ > limits_.total_bytes)
            throw unsafe(name_, fmt::format("it unpacks to over {} bytes", limits_.total_bytes));
        if (packed_ > 0 && bytes_ > small && bytes_ / limits_.ratio > packed_)
            throw unsafe(name_, fmt::format("it unpacks to over {} times its size", limits_.ratio));
    }

private:
    const std::string& name_;
    const ArchiveLimits& limits_;
    std::size_t packed_;
    std::size_t files_ = 0;
    std::size_t bytes_ = 0;
};

class Unpacker {
public:
    Unpacker(std::string_view bytes,
             const std::string& name,
             const ArchiveLimits& limits,
             bool in_folder)
        : bytes_{bytes}, name_{name}, in_folder_{in_folder}, budget_{name, limits, bytes.size()} {
        tar::read_support_filter_gzip(reader_.get());
        tar::read_support_format_tar(reader_.get());
    }

    PackageFiles run() {
        if (tar::read_open_memory(reader_.get(), bytes_.data(), bytes_.size()) != ARCHIVE_OK)
            throw unreadable();
        archive_entry* entry = nullptr;
        for (;;) {
            const int status = tar::read_next_header(reader_.get(), &entry);
            if (status == ARCHIVE_EOF) break;
            if (status != ARCHIVE_OK) throw unreadable();
            budget_.add_file();
            take(entry);
        }
        if (files_.empty()) throw unreadable("it holds no files");
        return std::move(files_);
    }

private:
    Error unreadable(std::string reason = {}) {
        if (reason.empty()) {
            const char* text = tar::error_string(reader_.get());
            reason = text == nullptr ? "it is damaged" : text;
        }
        return Error{Fault::environment, "archive-unreadable",
                     fmt::format("expected a gzipped tar archive, found `{}`: {}", name_, reason)};
    }

    void take(archive_entry* entry) {
        const char* text = tar::entry_pathname(entry);
        std::string path = text == nullptr ? "" : text;
        const auto type = tar::entry_filetype(entry);
        if (tar::entry_hardlink(entry) != nullptr || type == AE_IFLNK)
            throw unsafe(name_, fmt::format("`{}` is a link", path));
        if (type != AE_IFREG && type != AE_IFDIR)
            throw unsafe(name_, fmt::format("`{}` is neither a file nor a folder", path));
        if ((static_cast<unsigned>(tar::entry_perm(entry)) & 06000U) != 0)
            throw unsafe(name_, fmt::format("`{}` has a set-user-id or set-group-id bit", path));
        while (type == AE_IFDIR && path.size() > 1 && path.ends_with('/'))
            path.pop_back();
        check_path(name_, path);
        if (type == AE_IFDIR) return;
        if (!in_folder_) return store(path);
        const auto slash = path.find('/');
        if (slash == std::string::npos)
            throw unsafe(name_, fmt::format("`{}` is not in the package's folder", path));
        if (top_.empty()) top_ = path.substr(0, slash);
        if (path.compare(0, slash, top_) != 0)
            throw unsafe(name_, fmt::format("`{}` is not in the folder `{}`", path, top_));
        store(path.substr(slash + 1));
    }

    void store(const std::string& path) {
        for (auto slash = path.find('/'); slash != std::string::npos;
             slash = path.find('/', slash + 1)) {
            folders_.insert(path.substr(0, slash));
            if (files_.contains(path.substr(0, slash)))
                throw unsafe(name_, fmt::format("`{}` lies in a file", path));
        }
        if (folders_.contains(path) || !files_.try_emplace(path).second)
            throw unsafe(name_, fmt::format("`{}` is there twice", path));
        auto& content = files_[path];
        std::array<char, 65536> buffer{};
        for (;;) {
            const auto got = tar::read_data(reader_.get(), buffer.data(), buffer.size());
            if (got < 0) throw unreadable();
            if (got == 0) return;
            content.append(buffer.data(), static_cast<std::size_t>(got));
            budget_.add_bytes(content.size(), static_cast<std::size_t>(got));
        }
    }

    std::string_view bytes_;
    const std::string& name_;
    bool in_folder_;
    Budget budget_;
    std::unique_ptr<archive, Close> reader_{tar::read_new()};
    std::string top_;
    PackageFiles files_;
    std::set<std::string> folders_;
};

}  // namespace

PackageFiles unpack(std::string_view archive,
                    const std::string& name,
                    const ArchiveLimits& limits) {
    return Unpacker{archive, name, limits, true}.run();
}

PackageFiles unpack_plain(std::string_view archive,
                          const std::string& name,
                          const ArchiveLimits& limits) {
    return Unpacker{archive, name, limits, false}.run();
}

bool is_left_out(const fs::path& name) {
    return name == ".git" || name == "node_modules";
}

PackageFiles read_folder(const fs::path& folder, const ArchiveLimits& limits) {
    const auto name = folder.string();
    Budget budget{name, limits, 0};
    PackageFiles files;
    for (auto entry = fs::recursive_directory_iterator{folder};
         entry != fs::recursive_directory_iterator{}; ++entry) {
        if (is_left_out(entry->path().filename())) {
            entry.disable_recursion_pending();
            continue;
        }
        const auto path = entry->path().lexically_relative(folder).generic_string();
        if (entry->is_symlink()) {
            throw refused(name, fmt::format("`{}` is a link", path))
                .hint(
                    "a package has files of its own: put a copy there, or leave the link out by "
                    "packing the folder (`pgmeta pack`) and installing the archive");
        }
        if (entry->is_directory()) continue;
        if (!entry->is_regular_file())
            throw unsafe(name, fmt::format("`{}` is neither a file nor a folder", path));
        check_path(name, path);
        budget.add_file();
        auto content = read_file(entry->path());
        budget.add_bytes(content.size(), content.size());
        files.emplace(path, std::move(content));
    }
    return files;
}

}  // namespace pgmeta::registry
