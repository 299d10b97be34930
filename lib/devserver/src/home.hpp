// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/devserver/devserver.hpp"
#include "spawn.hpp"

#include <chrono>
#include <unistd.h>

// The folders of the dev server, and the lock that lets one process at a time change it.

namespace pgmeta::devserver {

/// Makes home and socket folder if they are missing, mode 0700, owned by the server's user.
/// Throws "dev-home-unsafe" when one exists that others own or may enter.
void prepare_folders(const Layout& layout, const ServerUser& user);

/// Throws as prepare_folders, but makes nothing.
void check_folders(const Layout& layout, const ServerUser& user);

/// A file descriptor that closes itself.
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

/// Held while the server is made, started or stopped.
class HomeLock {
public:
    /// Waits for whoever has it; throws "dev-server-busy" (Fault::busy) when time runs out.
    HomeLock(const Layout& layout, std::chrono::seconds timeout, pg::Interrupts* interrupts);

private:
    Descriptor file_;
};

/// Sleeps, ended by a signal through `interrupts` as Interrupts::sleep.
void pause(std::chrono::milliseconds time, pg::Interrupts* interrupts);

}  // namespace pgmeta::devserver
