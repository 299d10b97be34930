// SPDX-License-Identifier: MIT
#include "text_form.hpp"

#include <gtest/gtest.h>

namespace pgmeta::tenant {
namespace {

TEST(Timestamp, IsIsoInUtcWithMilliseconds) {
    const auto time = from_iso("2026-01-31T08:15:30.250999Z");
    ASSERT_TRUE(time);
    EXPECT_EQ(to_iso(*time), "2026-01-31T08:15:30.250Z");
    EXPECT_EQ(text_of(*time), "2026-01-31T08:15:30.250999Z");
    EXPECT_EQ(to_iso(*from_iso("1969-12-31T23:59:59Z")), "1969-12-31T23:59:59.000Z");
}

TEST(Timestamp, IsNotReadFromOtherText) {
    for (const auto* text :
         {"", "2026-01-31", "2026-01-31 08:15:30Z", "2026-01-31T08:15:30", "2026-02-30T08:15:30Z",
          "2026-01-31T24:15:30Z", "2026-01-31T08:15:30.Z", "2026-01-31T08:15:30.1234567Z",
          "2026-01-31T08:15:30+01:00", "31/01/2026T08:15:30Z", "-026-01-31T08:15:30Z"})
        EXPECT_EQ(from_iso(text), std::nullopt) << text;
}

TEST(Timestamp, ComesFromTheEpochToTheMicrosecond) {
    EXPECT_EQ(text_of(*timestamp_of("1769847330.250999")), "2026-01-31T08:15:30.250999Z");
    EXPECT_EQ(text_of(*timestamp_of("1769847330")), "2026-01-31T08:15:30.000000Z");
    EXPECT_EQ(text_of(*timestamp_of("-0.5")), "1969-12-31T23:59:59.500000Z");
    EXPECT_EQ(text_of(*timestamp_of("Infinity")), "infinity");
    EXPECT_EQ(text_of(*timestamp_of("-Infinity")), "-infinity");
    EXPECT_EQ(timestamp_of("today"), std::nullopt);
}

TEST(Uuid, IsWhatPostgresTakes) {
    constexpr auto canonical = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
    for (const auto* text :
         {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",
          "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}", "a0eebc999c0b4ef8bb6d6bb9bd380a11",
          "a0ee-bc99-9c0b-4ef8-bb6d-6bb9-bd38-0a11", "{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}"})
        EXPECT_EQ(canonical_uuid(text), canonical) << text;
    EXPECT_TRUE(canonical_uuid("11111111-1111-1111-1111-111111111111"));
}

TEST(Uuid, IsNothingElse) {
    for (const auto* text :
         {"", "{}", "a0eebc99", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a1",
          "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111", "g0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
          "{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0eebc999c0b4ef8bb6d6bb9bd380a11-",
          "a0eebc99--9c0b-4ef8-bb6d-6bb9bd380a11", "-a0eebc999c0b4ef8bb6d6bb9bd380a11",
          " a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11", "a0e-ebc999c0b4ef8bb6d6bb9bd380a11"})
        EXPECT_EQ(canonical_uuid(text), std::nullopt) << text;
}

}  // namespace
}  // namespace pgmeta::tenant
