// SPDX-License-Identifier: MIT
#include "pgmeta/base/files.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pgmeta {

namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_{fd} {}

    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

std::string reason(int code) {
    return std::generic_category().message(code);
}

Error unreadable(const std::string& path, int code) {
    return Error{Fault::environment, "file-unreadable",
                 fmt::format("cannot read `{}`: {}", path, reason(code))};
}

Error unwritable(const std::filesystem::path& path, int code) {
    return Error{Fault::environment, "file-unwritable",
                 fmt::format("cannot write `{}`: {}", path.string(), reason(code))};
}

std::string read_all(const Descriptor& file, const std::string& path) {
    struct stat info {};

    if (::fstat(file.get(), &info) != 0) throw unreadable(path, errno);
    if (S_ISDIR(info.st_mode)) throw unreadable(path, EISDIR);
    std::string content(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t filled = 0;
    for (;;) {
        if (filled == content.size()) {
            if (S_ISREG(info.st_mode) && info.st_size != 0) return content;
            // A pipe, or a file in /proc that gives no size.
            char probe = 0;
            const ssize_t more = ::read(file.get(), &probe, 1);
            if (more == 0) return content;
            if (more < 0 && errno == EINTR) continue;
            if (more < 0) throw unreadable(path, errno);
            content += probe;
            ++filled;
            content.resize(content.size() + 65536);
            continue;
        }
        const ssize_t got = ::read(file.get(), content.data() + filled, content.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw unreadable(path, errno);
        if (got == 0) {
            content.resize(filled);
            return content;
        }
        filled += static_cast<std::size_t>(got);
    }
}

// Renaming over a symbolic link would replace the link and leave the file behind it as it was.
std::filesystem::path behind_links(const std::filesystem::path& name) {
    std::error_code failed;
    if (!std::filesystem::is_symlink(name, failed)) return name;
    auto path = std::filesystem::weakly_canonical(name, failed);
    return failed ? name : path;
}

/// The errno of what went wrong; 0 when everything is written.
int write_all(const Descriptor& file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t step = ::write(file.get(), content.data(), content.size());
        if (step < 0 && errno == EINTR) continue;
        if (step < 0) return errno;
        content.remove_prefix(static_cast<std::size_t>(step));
    }
    return 0;
}

/// A device, a pipe or a socket: renaming a file over one would take it away from everybody.
bool is_no_file(const std::filesystem::path& name) {
    std::error_code failed;
    return std::filesystem::is_other(name, failed);
}

void write_into(const std::filesystem::path& path, std::string_view content) {
    const Descriptor file{::open(path.c_str(), O_WRONLY | O_CLOEXEC)};
    if (file.get() < 0) throw unwritable(path, errno);
    if (const int code = write_all(file, content); code != 0) throw unwritable(path, code);
}

}  // namespace

std::string read_file(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0) throw unreadable(path, errno);
    return read_all(file, path);
}

std::optional<std::string> read_file_if_exists(const std::string& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.get() < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
    if (file.get() < 0) throw unreadable(path, errno);
    return read_all(file, path);
}

void write_file_atomically(const std::filesystem::path& name, std::string_view content) {
    if (is_no_file(name)) return write_into(name, content);
    const auto path = behind_links(name);
    std::string beside = path.string() + ".XXXXXX";
    const Descriptor file{::mkostemp(beside.data(), O_CLOEXEC)};
    if (file.get() < 0) throw unwritable(path, errno);
    const auto fail = [&](int code) {
        ::unlink(beside.c_str());
        return unwritable(path, code);
    };
    if (const int code = write_all(file, content); code != 0) throw fail(code);

    struct stat old {};

    const mode_t mask = ::umask(0);
    ::umask(mask);
    const mode_t mode = ::stat(path.c_str(), &old) == 0 ? old.st_mode & 07777U : 0666U & ~mask;
    if (::fchmod(file.get(), mode) != 0 || ::fsync(file.get()) != 0) throw fail(errno);
    if (::rename(beside.c_str(), path.c_str()) != 0) throw fail(errno);
}

std::string display_path(const std::filesystem::path& path, const std::filesystem::path& base) {
    const auto relative = path.lexically_normal().lexically_relative(base.lexically_normal());
    if (relative.empty() || *relative.begin() == "..") return path.lexically_normal().string();
    return relative.string();
}

}  // namespace pgmeta
