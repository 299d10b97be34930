// SPDX-License-Identifier: MIT
#include "home.hpp"

#include "pgmeta/base/digest.hpp"
#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace pgmeta::devserver {

namespace {

namespace fs = std::filesystem;

fs::path variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? fs::path{} : fs::path{value};
}

fs::path home_of_user() {
    if (auto home = variable("HOME"); !home.empty()) return home;
    const passwd* entry = ::getpwuid(::geteuid());
    if (entry != nullptr) return entry->pw_dir;
    throw Error{Fault::environment, "dev-home-unknown",
                "expected HOME to be set, or an account for the user; found neither"}
        .hint("name a folder for the dev server with PGMETA_DEV_HOME");
}

fs::path default_home() {
    if (auto home = variable("PGMETA_DEV_HOME"); !home.empty()) return fs::absolute(home);
    if (::geteuid() == 0) return "/var/lib/pgmeta";
    if (auto state = variable("XDG_STATE_HOME"); state.is_absolute()) return state / "pgmeta";
    return fs::absolute(home_of_user()) / ".local/state/pgmeta";
}

/// A socket's address holds 107 bytes; and a comma or a space in it would have to be quoted
/// differently in postgresql.conf, in a URL and in PGHOST.
bool fits_socket(const fs::path& folder) {
    constexpr auto file_name = std::string_view{"/.s.PGSQL.5432"};
    const auto& text = folder.native();
    return text.size() + file_name.size() < sizeof(sockaddr_un::sun_path) &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' ||
                      c == '_' || c == '-';
           });
}

Error unsafe(const fs::path& folder, std::string_view found, const ServerUser& user) {
    auto error =
        Error{Fault::environment, "dev-home-unsafe",
              fmt::format("expected `{}` to be a folder that only {} may use; {}", folder.string(),
                          user.drops_privileges ? user.name : "you", found)};
    error.add_hint("whoever may use it could act as the server's superuser");
    error.add_hint(
        fmt::format("set it right with chown and `chmod 700`, remove it, or name "
                    "another folder with PGMETA_DEV_HOME"));
    return error;
}

void check_folder(const fs::path& folder, const ServerUser& user) {
    struct stat found {};

    if (::lstat(folder.c_str(), &found) != 0) return;
    if (!S_ISDIR(found.st_mode)) throw unsafe(folder, "it is something else", user);
    if (found.st_uid != user.uid) {
        const passwd* owner = ::getpwuid(found.st_uid);
        const auto name =
            owner == nullptr ? fmt::format("user {}", found.st_uid) : std::string{owner->pw_name};
        throw unsafe(folder, fmt::format("it belongs to {}", name), user);
    }
    if ((found.st_mode & 077) != 0)
        throw unsafe(folder, fmt::format("its mode is {:04o}", found.st_mode & 07777), user);
}

Error cannot_make(const fs::path& folder, int code) {
    return Error{Fault::environment, "dev-home-unwritable",
                 fmt::format("the dev server's folder `{}` cannot be made: {}", folder.string(),
                             std::strerror(code))}
        .hint("name another folder with PGMETA_DEV_HOME");
}

/// Gives a new folder to the server's user, by descriptor: its name could be made to mean another
/// folder meanwhile.
void give_away(const fs::path& folder, const ServerUser& user) {
    const Descriptor opened{
        ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (opened.get() < 0 || ::fchown(opened.get(), user.uid, user.gid) != 0)
        throw cannot_make(folder, errno);
}

/// Made under another name and renamed: a second process must not see it with the wrong owner.
void make_folder(const fs::path& folder, const ServerUser& user) {
    if (fs::exists(fs::symlink_status(folder))) return;
    std::error_code code;
    fs::create_directories(folder.parent_path(), code);
    auto fresh = folder.string() + ".XXXXXX";
    if (code || ::mkdtemp(fresh.data()) == nullptr) throw cannot_make(folder, errno);
    if (user.drops_privileges) give_away(fresh, user);
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, folder.c_str(), RENAME_NOREPLACE) == 0)
        return;
    const int why = errno;
    ::rmdir(fresh.c_str());
    if (why != EEXIST) throw cannot_make(folder, why);
}

}  // namespace

Layout layout_in(const fs::path& home) {
    Layout layout{
        .home = home, .data = home / "data", .socket = home / "run", .log = home / "server.log"};
    if (!fits_socket(layout.socket)) {
        const auto digest = sha256_hex(home.native()).substr(0, 10);
        layout.socket = fmt::format("/tmp/pgmeta-{}-{}", ::geteuid(), digest);
    }
    return layout;
}

Layout default_layout() {
    return layout_in(default_home());
}

void check_folders(const Layout& layout, const ServerUser& user) {
    check_folder(layout.home, user);
    check_folder(layout.socket, user);
}

void prepare_folders(const Layout& layout, const ServerUser& user) {
    for (const auto& folder : {layout.home, layout.socket}) {
        make_folder(folder, user);
        check_folder(folder, user);
    }
}

void pause(std::chrono::milliseconds time, pg::Interrupts* interrupts) {
    if (interrupts != nullptr)
        interrupts->sleep(time);
    else
        std::this_thread::sleep_for(time);
}

HomeLock::HomeLock(const Layout& layout, std::chrono::seconds timeout, pg::Interrupts* interrupts)
    : file_{
          ::open((layout.home / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)} {
    if (file_.get() < 0) throw cannot_make(layout.home / "lock", errno);
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
        if (std::chrono::steady_clock::now() >= deadline) {
            throw Error{Fault::busy, "dev-server-busy",
                        fmt::format("another process has been starting or stopping the dev server "
                                    "in `{}` for {} s",
                                    layout.home.string(), timeout.count())};
        }
        pause(std::chrono::milliseconds{25}, interrupts);
    }
}

}  // namespace pgmeta::devserver
