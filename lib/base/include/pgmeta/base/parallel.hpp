// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <future>

namespace pgmeta {

/// Calls `work(i)` once for each i below `count`, in two threads and in any order when there are at
/// least `worth_a_thread`.  Throws what a call throws, when no other runs any more.
template <typename Work>
void in_parallel(std::size_t count, std::size_t worth_a_thread, const Work& work) {
    std::atomic<std::size_t> next{0};
    const auto share = [&] {
        try {
            for (auto i = next++; i < count; i = next++)
                work(i);
        } catch (...) {
            next = count;
            throw;
        }
    };
    std::future<void> second;
    if (count >= worth_a_thread) second = std::async(std::launch::async, share);
    share();  // when it throws, the future waits for the other
    if (second.valid()) second.get();
}

}  // namespace pgmeta
