// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Versions and ranges as npm understands them (Semantic Versioning 2.0.0; npm's documentation,
// "semver: Ranges").

namespace pgmeta {

/// A version: 1.2.3, 1.2.3-beta.1; build metadata is dropped, since it has no order.
struct Version {
    std::array<std::uint64_t, 3> numbers{};
    std::vector<std::string> prerelease;

    /// Reads `1.2.3-rc.1+build`, with white space, `v` or `=` before it.  Empty when it is none.
    static std::optional<Version> parse(std::string_view text);

    [[nodiscard]] std::string text() const;

    std::strong_ordering operator<=>(const Version& other) const;
    bool operator==(const Version& other) const = default;
};

/// A set of versions: `^1.2`, `>=1 <3 || 4.x`, `1.2 - 1.4`, `~2`, `*`.
class VersionRange {
public:
    /// Empty when the text is no range; an empty text is every version.
    static std::optional<VersionRange> parse(std::string_view text);

    /// A prerelease is in the range only where the range names a prerelease of the same three
    /// numbers.
    [[nodiscard]] bool contains(const Version& version) const;

private:
    enum class Order : std::uint8_t { less, less_equal, equal, greater_equal, greater };

    struct Comparator {
        Order order = Order::equal;
        Version version;

        [[nodiscard]] bool allows(const Version& candidate) const;
    };

    class Reader;

    std::vector<std::vector<Comparator>> alternatives_;  ///< one of these, each wholly
};

}  // namespace pgmeta
