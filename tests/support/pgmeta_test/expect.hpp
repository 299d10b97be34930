// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgmeta::test {

/// Runs `act` and compares the pgmeta::Error it throws with what was expected.
template <typename Act>
testing::AssertionResult fails_with(const std::string& id, Fault fault, Act&& act) {
    try {
        act();
    } catch (const Error& e) {
        if (e.id() == id && e.fault() == fault) return testing::AssertionSuccess();
        return testing::AssertionFailure()
               << "expected error " << id << " with fault " << static_cast<int>(fault) << ", found "
               << e.id() << " with fault " << static_cast<int>(e.fault()) << ": " << e.what();
    }
    return testing::AssertionFailure() << "expected error " << id << ", but nothing was thrown";
}

}  // namespace pgmeta::test

/// Expects `expr` to throw pgmeta::Error with this id and Fault.
#define EXPECT_FAILS(id, fault, ...) \
    EXPECT_TRUE(pgmeta::test::fails_with((id), (fault), [&] { static_cast<void>(__VA_ARGS__); }))
