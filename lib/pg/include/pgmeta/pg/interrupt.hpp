// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <chrono>

namespace pgmeta::pg {

/// Turns SIGINT, SIGTERM and SIGHUP into something that waits can watch, so that a running
/// statement is cancelled and its transaction rolled back instead of left to the server.
///
/// Blocks the signals for the process while it lives; make one in main, before any thread.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    /// A descriptor that is readable when a signal waits.
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

    /// Takes the waiting signal, if any, and remembers it.  0 when none has come.
    int take() noexcept;

    /// Throws "interrupted" or "terminated" once a signal was taken.
    void check();

    /// Sleeps; returns early, by exception as check(), when a signal comes.
    void sleep(std::chrono::milliseconds time);

private:
    int descriptor_ = -1;
    std::atomic<int> taken_ = 0;  ///< several threads may wait at once
};

}  // namespace pgmeta::pg
