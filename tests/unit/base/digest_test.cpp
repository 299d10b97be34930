// SPDX-License-Identifier: MIT
#include "pgmeta/base/digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pgmeta {

namespace {

// From FIPS 180-2 and the NIST examples.
constexpr auto of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr auto of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr auto of_million_a = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

}  // namespace

TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(sha256_hex(""), of_nothing);
    EXPECT_EQ(sha256_hex("abc"), of_abc);
    EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')), of_million_a);
}

TEST(Sha256, DoesNotCareHowTheTextArrives) {
    Sha256 hasher;
    EXPECT_EQ(hasher.update("a").update("").update("bc").hex(), of_abc);
}

TEST(Sha256, StartsOverAfterADigest) {
    Sha256 hasher;
    hasher.update("something").hex();
    EXPECT_EQ(hasher.hex(), of_nothing);
    EXPECT_EQ(hasher.update("abc").hex(), of_abc);
}

TEST(Sha256, CountsNulBytes) {
    EXPECT_NE(sha256_hex({"a\0", 2}), sha256_hex("a"));
}

}  // namespace pgmeta
