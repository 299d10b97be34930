// SPDX-License-Identifier: MIT
#include "pgmeta/pg/interrupt.hpp"

#include "pgmeta/base/error.hpp"

#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace pgmeta::pg {

namespace {

sigset_t watched_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

}  // namespace

Interrupts::Interrupts() {
    const sigset_t set = watched_signals();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    descriptor_ = ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor_ < 0)
        throw Error{Fault::environment, "signals-unavailable", "cannot watch signals"};
}

Interrupts::~Interrupts() {
    ::close(descriptor_);
    const sigset_t set = watched_signals();
    ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
}

int Interrupts::take() noexcept {
    signalfd_siginfo info{};
    if (::read(descriptor_, &info, sizeof info) == static_cast<ssize_t>(sizeof info))
        taken_ = static_cast<int>(info.ssi_signo);
    return taken_;
}

void Interrupts::check() {
    const int signal = take();
    if (signal == 0) return;
    if (signal == SIGINT) throw Error{Fault::interrupted, "interrupted", "interrupted by Ctrl-C"};
    throw Error{Fault::terminated, "terminated",
                signal == SIGTERM ? "ended by SIGTERM" : "ended by SIGHUP: the terminal is gone"};
}

void Interrupts::sleep(std::chrono::milliseconds time) {
    pollfd watched{descriptor_, POLLIN, 0};
    ::poll(&watched, 1, static_cast<int>(time.count()));
    check();
}

}  // namespace pgmeta::pg
