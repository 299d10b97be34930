// SPDX-License-Identifier: MIT
#include "spawn.hpp"

#include "pgmeta/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace pgmeta::devserver {

namespace {

/// PostgreSQL's programs must not see the caller's PG* variables, nor its language.
constexpr std::array<const char*, 4> environment{"PATH=/usr/local/bin:/usr/bin:/bin",
                                                 "LC_ALL=C.UTF-8", "HOME=/", nullptr};

Error system_error(std::string_view what) {
    return Error{Fault::environment, "dev-system-call",
                 fmt::format("{} failed: {}", what, std::strerror(errno))};
}

/// What the child needs, made before the fork: afterwards only async-signal-safe calls are allowed.
class Launch {
public:
    Launch(const std::vector<std::string>& argv, const ServerUser& user) : user_{user} {
        for (const auto& word : argv)
            argv_.push_back(const_cast<char*>(word.c_str()));  // execve takes char* and only reads
        argv_.push_back(nullptr);
    }

    /// Becomes the program.  Descriptors 0 to 2 are set already.
    [[noreturn]] void become() const {
        ::close_range(3, ~0U, 0);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        ::signal(SIGPIPE, SIG_DFL);
        if (::chdir("/") != 0) fail("cannot enter /\n");
        ::umask(077);
        ::execvpe(argv_[0], argv_.data(), const_cast<char* const*>(environment.data()));
        fail("the program cannot be executed\n");
    }

    void drop_privileges() const {
        if (!user_.drops_privileges) return;
        if (::setgroups(user_.groups.size(), user_.groups.data()) != 0 ||
            ::setgid(user_.gid) != 0 || ::setuid(user_.uid) != 0)
            fail("cannot become the server's user\n");
    }

    [[noreturn]] static void fail(std::string_view why) {
        const auto ignored = ::write(2, why.data(), why.size());
        static_cast<void>(ignored);
        ::_exit(127);
    }

private:
    const ServerUser& user_;
    std::vector<char*> argv_;
};

/// A child that does not outlive the object: an exception must not leave an initdb behind.
class Child {
public:
    Child(pid_t pid, int channel) : pid_{pid}, channel_{channel} {}

    ~Child() {
        ::close(channel_);
        if (pid_ <= 0) return;
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }

    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] int channel() const { return channel_; }

    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t pid_;
    int channel_;
};

void send_input(int channel, std::string_view input) {
    while (!input.empty()) {
        const auto n = ::send(channel, input.data(), input.size(), MSG_NOSIGNAL);
        if (n <= 0) break;
        input.remove_prefix(static_cast<std::size_t>(n));
    }
    ::shutdown(channel, SHUT_WR);
}

std::string read_output(int channel, pg::Interrupts* interrupts) {
    std::string output;
    std::array<char, 4096> buffer{};
    for (;;) {
        const int signals = interrupts == nullptr ? -1 : interrupts->descriptor();
        std::array<pollfd, 2> fds{{{channel, POLLIN, 0}, {signals, POLLIN, 0}}};
        if (::poll(fds.data(), fds.size(), -1) < 0 && errno != EINTR) throw system_error("poll");
        if (interrupts != nullptr) interrupts->check();
        if (fds[0].revents == 0) continue;
        const auto n = ::read(channel, buffer.data(), buffer.size());
        if (n == 0 || (n < 0 && errno != EINTR)) return output;
        if (n > 0) output.append(buffer.data(), static_cast<std::size_t>(n));
    }
}

}  // namespace

ServerUser server_user() {
    ServerUser user{.uid = ::geteuid(), .gid = ::getegid(), .groups = {}, .name = {}};
    if (user.uid != 0) return user;
    const passwd* entry = ::getpwnam("postgres");
    if (entry == nullptr) {
        throw Error{Fault::environment, "server-not-installed",
                    "expected a user `postgres` to run the server, since PostgreSQL refuses to run "
                    "as root; there is none"}
            .hint("install the Debian package `postgresql`, or run pgmeta as an ordinary user");
    }
    user.uid = entry->pw_uid;
    user.gid = entry->pw_gid;
    user.name = entry->pw_name;
    user.drops_privileges = true;
    int count = 64;
    user.groups.resize(static_cast<std::size_t>(count));
    ::getgrouplist(entry->pw_name, entry->pw_gid, user.groups.data(), &count);
    user.groups.resize(static_cast<std::size_t>(std::min(count, 64)));
    return user;
}

Outcome run_program(const std::vector<std::string>& argv,
                    const ServerUser& user,
                    pg::Interrupts* interrupts,
                    std::string_view input) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        throw system_error("socketpair");
    const Launch launch{argv, user};
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::setpgid(0, 0);
        for (const int fd : {0, 1, 2})
            ::dup2(ends[1], fd);
        launch.drop_privileges();
        launch.become();
    }
    ::close(ends[1]);
    Child child{pid, ends[0]};
    if (pid < 0) throw system_error("fork");
    ::setpgid(pid, pid);  // here too: a kill of the group must not come before the child's call
    send_input(child.channel(), input);
    Outcome outcome;
    outcome.output = read_output(child.channel(), interrupts);
    outcome.status = child.wait();
    return outcome;
}

pid_t start_daemon(const std::vector<std::string>& argv,
                   const ServerUser& user,
                   const std::filesystem::path& log) {
    const auto path = log.string();
    const Launch launch{argv, user};
    const pid_t pid = ::fork();
    if (pid < 0) throw system_error("fork");
    if (pid != 0) return pid;
    ::setsid();
    launch.drop_privileges();
    const int null = ::open("/dev/null", O_RDWR);
    const int out = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0600);
    if (null < 0 || out < 0) Launch::fail("the server's log cannot be opened\n");
    ::dup2(null, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    launch.become();
}

bool is_alive(pid_t pid) {
    if (pid <= 0) return false;
    ::waitpid(pid, nullptr, WNOHANG);  // a zombie of ours would look alive
    return ::kill(pid, 0) == 0 || errno == EPERM;
}

}  // namespace pgmeta::devserver
