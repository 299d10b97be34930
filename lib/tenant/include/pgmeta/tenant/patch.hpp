// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

namespace pgmeta::tenant {

/// A change of a column that may be NULL: keep what is there, make it NULL, or write a value.
///
/// `{}` keeps, `std::nullopt` makes NULL.  Columns that are never NULL are std::optional in a
/// patch: absent or a value.
template <typename Value>
class Patch {
public:
    // Implicit, so that a patch is written as the values it has.  What hides copying cannot match:
    // no value is made of a patch.
    // NOLINTBEGIN(google-explicit-constructor,bugprone-forwarding-reference-overload)
    Patch() = default;

    Patch(std::nullopt_t /*null*/) : given_{true} {}

    template <typename Given>

    requires std::is_constructible_v<Value, Given> Patch(Given&& value)
        : given_{true}, value_{std::in_place, std::forward<Given>(value)} {}

    // NOLINTEND(google-explicit-constructor,bugprone-forwarding-reference-overload)

    /// NULL when the optional is empty: for passing on what was read.
    static Patch of(std::optional<Value> value) {
        Patch patch;
        patch.given_ = true;
        patch.value_ = std::move(value);
        return patch;
    }

    [[nodiscard]] bool is_given() const { return given_; }

    /// Empty for NULL, and when nothing is given.
    [[nodiscard]] const std::optional<Value>& value() const { return value_; }

private:
    bool given_ = false;
    std::optional<Value> value_;
};

}  // namespace pgmeta::tenant
