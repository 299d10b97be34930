// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <string>
#include <string_view>

namespace pgmeta::test {

/// What a parameter is called in CTest's list, where only letters, digits and spaces are safe.
inline std::string printable_name(std::string_view text) {
    std::string name{text};
    for (char& c : name)
        if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = ' ';
    return name;
}

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
