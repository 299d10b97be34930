// SPDX-License-Identifier: MIT
#include "pgmeta/base/parallel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <vector>

namespace pgmeta {
namespace {

TEST(InParallel, DoesEachPieceOfWorkOnce) {
    for (const std::size_t count : {0U, 1U, 7U, 5000U}) {
        std::vector<int> done(count);
        in_parallel(count, 8, [&](std::size_t i) { ++done[i]; });
        EXPECT_EQ(std::count(done.begin(), done.end(), 1), static_cast<std::ptrdiff_t>(count));
    }
}

TEST(InParallel, ThrowsWhatAPieceThrewAndBeginsNoMore) {
    std::atomic<std::size_t> begun{0};
    const auto work = [&](std::size_t i) {
        ++begun;
        if (i == 3) throw std::runtime_error{"three"};
    };
    EXPECT_THROW(in_parallel(1'000'000, 8, work), std::runtime_error);
    EXPECT_LT(begun, 1'000'000U);
    begun = 0;
    EXPECT_THROW(in_parallel(10, 100, work), std::runtime_error);
    EXPECT_EQ(begun, 4U);
}

}  // namespace
}  // namespace pgmeta
