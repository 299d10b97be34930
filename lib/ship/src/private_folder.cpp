// SPDX-License-Identifier: MIT
#include "private_folder.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace pgmeta::ship {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "pgmeta-bundle-";

Error unwritable(const fs::path& path, int code) {
    return Error{Fault::environment, "file-unwritable",
                 fmt::format("cannot write `{}`: {}", path.string(),
                             std::error_code{code, std::generic_category()}.message())};
}

int open_folder(const fs::path& path) {
    return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool lock(int descriptor) {
    return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
}

/// Removes a folder of this user's that nobody uses.
void sweep(const fs::path& path) {
    const int descriptor = open_folder(path);
    if (descriptor < 0) return;

    struct stat facts {};

    std::error_code ignored;
    const bool ours = ::fstat(descriptor, &facts) == 0 && facts.st_uid == ::geteuid();
    if (ours && lock(descriptor)) fs::remove_all(path, ignored);
    ::close(descriptor);
}

void sweep_all(const fs::path& parent) {
    std::error_code failed;
    for (fs::directory_iterator entry{parent, failed}; !failed && entry != fs::directory_iterator{};
         entry.increment(failed))
        if (entry->path().filename().string().starts_with(prefix)) sweep(entry->path());
}

}  // namespace

PrivateFolder::PrivateFolder() {
    sweep_all(fs::temp_directory_path());
    constexpr int tries = 100;
    for (int i = 0; i < tries; ++i)
        if (make()) return;
    throw unwritable(path_, EBUSY);
}

bool PrivateFolder::make() {
    auto name = (fs::temp_directory_path() / fmt::format("{}XXXXXX", prefix)).string();
    if (::mkdtemp(name.data()) == nullptr) throw unwritable(name, errno);
    path_ = name;
    descriptor_ = open_folder(path_);

    // Before it is locked, another process may take it for one that was left.  Where the file
    // system knows no such lock, nobody removes anything.
    struct stat facts {};

    const bool taken = descriptor_ < 0 || (!lock(descriptor_) && errno == EWOULDBLOCK) ||
                       ::fstat(descriptor_, &facts) != 0 || facts.st_nlink == 0;
    if (taken && descriptor_ >= 0) ::close(descriptor_);
    return !taken;
}

PrivateFolder::~PrivateFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    ::close(descriptor_);
}

}  // namespace pgmeta::ship
