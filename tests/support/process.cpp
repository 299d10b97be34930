// SPDX-License-Identifier: MIT
#include "pgmeta_test/process.hpp"

#include "pgmeta_test/paths.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstdlib>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace pgmeta::test {

namespace {

using Clock = std::chrono::steady_clock;

/// A descriptor that closes itself.
class Fd {
public:
    explicit Fd(int fd = -1) : fd_{fd} {}

    ~Fd() { reset(); }

    Fd(Fd&& other) noexcept : fd_{std::exchange(other.fd_, -1)} {}

    Fd& operator=(Fd&& other) noexcept {
        reset();
        fd_ = std::exchange(other.fd_, -1);
        return *this;
    }

    void reset() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }

    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

int check(int result, const char* what) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), what};
    return result;
}

struct Pipe {
    Fd read, write;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    check(::pipe2(ends.data(), O_CLOEXEC), "pipe2");
    return {Fd{ends[0]}, Fd{ends[1]}};
}

std::vector<std::string> environment(const ProcessOptions& options) {
    std::map<std::string, std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text{*entry};
        const auto equals = text.find('=');
        if (equals == std::string_view::npos) continue;
        all[std::string{text.substr(0, equals)}] = text.substr(equals + 1);
    }
    // What the caller's terminal or pipeline says of itself is not part of any test.
    for (const auto* name : {"CI", "NO_COLOR", "PGMETA_TARGET", "DATABASE_URL"})
        all.erase(name);
    for (const auto& name : options.unset)
        all.erase(name);
    for (const auto& [name, value] : options.env)
        all[name] = value;
    std::vector<std::string> result;
    for (const auto& [name, value] : all)
        result.push_back(name + "=" + value);
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> result;
    for (auto& s : strings)
        result.push_back(s.data());
    result.push_back(nullptr);
    return result;
}

/// What the child needs, made before the fork: afterwards only async-signal-safe calls are allowed.
struct Launch {
    std::vector<std::string> argv_text, env_text;
    std::vector<char*> argv, env;
    std::string cwd;

    Launch(std::vector<std::string> args, const ProcessOptions& options)
        : argv_text{std::move(args)},
          env_text{environment(options)},
          argv{pointers(argv_text)},
          env{pointers(env_text)},
          cwd{options.cwd.string()} {}

    [[noreturn]] void become() const {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        for (const int s : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT})
            ::signal(s, SIG_DFL);
        if (!cwd.empty() && ::chdir(cwd.c_str()) != 0) ::_exit(126);
        ::execvpe(argv[0], argv.data(), env.data());
        ::_exit(127);
    }
};

struct Child {
    pid_t pid = -1;
    Fd in, out, err;
};

Child spawn_on_pipes(const Launch& launch) {
    auto in = make_pipe();
    auto out = make_pipe();
    auto err = make_pipe();
    const pid_t pid = check(::fork(), "fork");
    if (pid == 0) {
        ::setpgid(0, 0);
        ::dup2(in.read.get(), 0);
        ::dup2(out.write.get(), 1);
        ::dup2(err.write.get(), 2);
        launch.become();
    }
    ::setpgid(pid, pid);  // here too: kill_group must not come before the child's own call
    return {pid, std::move(in.write), std::move(out.read), std::move(err.read)};
}

Child spawn_on_terminal(const Launch& launch) {
    int terminal = -1;
    const winsize size{.ws_row = 40, .ws_col = 120, .ws_xpixel = 0, .ws_ypixel = 0};
    const pid_t pid = check(::forkpty(&terminal, nullptr, nullptr, &size), "forkpty");
    if (pid == 0) launch.become();
    check(::fcntl(terminal, F_SETFD, FD_CLOEXEC), "fcntl");
    Fd out{terminal};
    return {pid, Fd{check(::fcntl(terminal, F_DUPFD_CLOEXEC, 0), "dup")}, std::move(out), Fd{}};
}

/// Reads what is there; false at the end of the stream.
bool drain(const Fd& fd, std::string& into) {
    std::array<char, 65536> buffer{};
    const auto n = ::read(fd.get(), buffer.data(), buffer.size());
    if (n > 0) into.append(buffer.data(), static_cast<std::size_t>(n));
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

}  // namespace

struct Process::State {
    Child child;
    Clock::time_point started = Clock::now();
    std::chrono::milliseconds timeout{};
    std::string pending_input;
    bool keep_stdin_open = false;

    mutable std::mutex mutex;
    std::condition_variable changed;
    ProcessResult result;
    bool ended = false;     ///< the child is reaped
    bool finished = false;  ///< and its streams are read
    std::thread pump;

    void run_pump();
    void feed();
    void reap();
};

void Process::State::feed() {
    const auto n = ::write(child.in.get(), pending_input.data(), pending_input.size());
    if (n < 0 && errno != EAGAIN && errno != EINTR) pending_input.clear();
    if (n > 0) pending_input.erase(0, static_cast<std::size_t>(n));
    if (pending_input.empty() && !keep_stdin_open) child.in.reset();
}

void Process::State::reap() {
    int status = 0;
    rusage usage{};
    ::wait4(child.pid, &status, 0, &usage);
    const std::lock_guard lock{mutex};
    result.seconds = std::chrono::duration<double>(Clock::now() - started).count();
    result.max_rss_kb = usage.ru_maxrss;
    if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result.signal = WTERMSIG(status);
    ended = true;
}

// Ends when the child has ended and its streams are empty; a grandchild that keeps a stream open
// (a server it left behind) must not hold the test up, so the streams get a short grace only.
void Process::State::run_pump() {
    const Fd watch{static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0))};
    bool out_open = true, err_open = child.err.get() >= 0, alive = true;
    std::optional<Clock::time_point> grace_end;
    while (alive || ((out_open || err_open) && Clock::now() < *grace_end)) {
        bool want_in = false;
        {
            const std::lock_guard lock{mutex};
            want_in = child.in.get() >= 0 && (!pending_input.empty() || !keep_stdin_open);
        }
        std::array<pollfd, 4> fds{{{out_open ? child.out.get() : -1, POLLIN, 0},
                                   {err_open ? child.err.get() : -1, POLLIN, 0},
                                   {want_in ? child.in.get() : -1, POLLOUT, 0},
                                   {alive ? watch.get() : -1, POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), 20);
        {
            const std::lock_guard lock{mutex};
            if (fds[0].revents != 0) out_open = drain(child.out, result.out);
            if (fds[1].revents != 0) err_open = drain(child.err, result.err);
            if (fds[2].revents != 0) feed();
        }
        if (fds[3].revents != 0) {
            reap();
            alive = false;
            grace_end = Clock::now() + std::chrono::milliseconds{300};
        }
        changed.notify_all();
    }
    {
        const std::lock_guard lock{mutex};
        child.in.reset();
        finished = true;
    }
    changed.notify_all();
}

Process::Process(std::vector<std::string> argv, ProcessOptions options)
    : state_{std::make_unique<State>()} {
    ::signal(SIGPIPE, SIG_IGN);  // a child that ends without reading must not end the test
    const Launch launch{std::move(argv), options};
    state_->child = options.pty ? spawn_on_terminal(launch) : spawn_on_pipes(launch);
    state_->timeout = options.timeout;
    state_->pending_input = std::move(options.stdin_text);
    state_->keep_stdin_open = options.keep_stdin_open || options.pty;
    ::fcntl(state_->child.in.get(), F_SETFL, O_NONBLOCK);
    state_->pump = std::thread{[state = state_.get()] { state->run_pump(); }};
}

Process::Process(Process&&) noexcept = default;

Process::~Process() {
    if (!state_) return;
    kill_group(SIGKILL);
    if (state_->pump.joinable()) state_->pump.join();
}

int Process::pid() const {
    return state_->child.pid;
}

bool Process::running() const {
    const std::lock_guard lock{state_->mutex};
    return !state_->ended;
}

void Process::kill(int signal) const {
    if (running()) ::kill(pid(), signal);
}

void Process::kill_group(int signal) const {
    if (running()) ::kill(-pid(), signal);
}

void Process::write(std::string_view text) {
    const std::lock_guard lock{state_->mutex};
    state_->pending_input += text;
}

void Process::close_stdin() {
    const std::lock_guard lock{state_->mutex};
    state_->keep_stdin_open = false;
}

std::string Process::out() const {
    const std::lock_guard lock{state_->mutex};
    return state_->result.out;
}

std::string Process::err() const {
    const std::lock_guard lock{state_->mutex};
    return state_->result.err;
}

bool Process::wait_for(std::string_view text, std::chrono::milliseconds time) {
    const auto has = [&](const std::string& s) { return s.find(text) != std::string::npos; };
    const auto found = [&] { return has(state_->result.out) || has(state_->result.err); };
    std::unique_lock lock{state_->mutex};
    state_->changed.wait_for(lock, time, [&] { return found() || state_->finished; });
    return found();
}

ProcessResult Process::wait() {
    {
        std::unique_lock lock{state_->mutex};
        const auto deadline = state_->started + state_->timeout;
        const bool in_time =
            state_->changed.wait_until(lock, deadline, [&] { return state_->ended; });
        state_->result.timed_out = !in_time;
    }
    kill_group(SIGKILL);
    if (state_->pump.joinable()) state_->pump.join();
    return state_->result;
}

ProcessResult run(std::vector<std::string> argv, ProcessOptions options) {
    return Process{std::move(argv), std::move(options)}.wait();
}

std::vector<std::string> pgmeta_argv(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), pgmeta_binary().string());
    return arguments;
}

ProcessResult run_pgmeta(std::vector<std::string> arguments, ProcessOptions options) {
    return run(pgmeta_argv(std::move(arguments)), std::move(options));
}

}  // namespace pgmeta::test
