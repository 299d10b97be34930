// SPDX-License-Identifier: MIT
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

namespace pgmeta::bench {

/// What one thread does again and again.
using Call = std::function<void()>;

/// Processor time of this process, user and system.
inline std::chrono::microseconds cpu_time() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::chrono::seconds{usage.ru_utime.tv_sec + usage.ru_stime.tv_sec} +
           std::chrono::microseconds{usage.ru_utime.tv_usec + usage.ru_stime.tv_usec};
}

/// Repeats the calls, one thread each, for so long, and tells what came of it as JSON.
///
/// Before the clock starts, every thread has made some calls: they connect and prepare.
inline std::string repeat(const std::vector<Call>& calls, std::chrono::milliseconds duration) {
    using Clock = std::chrono::steady_clock;
    constexpr int first_calls = 50;
    std::atomic<bool> over = false;
    std::vector<std::uint64_t> counts(calls.size());
    std::chrono::microseconds cpu{0};
    Clock::time_point began;
    std::barrier start{static_cast<std::ptrdiff_t>(calls.size() + 1), [&]() noexcept {
                           cpu = cpu_time();
                           began = Clock::now();
                       }};
    std::vector<std::jthread> threads;
    threads.reserve(calls.size());
    for (std::size_t i = 0; i < calls.size(); ++i)
        threads.emplace_back([&, i] {
            for (int n = 0; n < first_calls; ++n)
                calls[i]();
            start.arrive_and_wait();
            std::uint64_t count = 0;
            for (; !over.load(std::memory_order_relaxed); ++count)
                calls[i]();
            counts[i] = count;
        });
    start.arrive_and_wait();
    std::this_thread::sleep_for(duration);
    over = true;
    threads.clear();  // joins
    const std::chrono::duration<double> seconds = Clock::now() - began;
    const std::chrono::duration<double> cpu_seconds = cpu_time() - cpu;
    std::uint64_t all = 0;
    for (const auto count : counts)
        all += count;
    return fmt::format(R"({{"calls": {}, "seconds": {:.6f}, "cpu_seconds": {:.6f}}})", all,
                       seconds.count(), cpu_seconds.count());
}

}  // namespace pgmeta::bench
