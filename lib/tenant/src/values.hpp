// SPDX-License-Identifier: MIT
#pragma once

#include "json.hpp"
#include "pgmeta/pg/statements.hpp"
#include "pgmeta/tenant/patch.hpp"
#include "pgmeta/tenant/types.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// Values to and from text, by their type.  What a table's columns are is written once per entity,
// as a function that visits the members of a struct with the names of their columns (fields.hpp).

namespace pgmeta::tenant {

/// What is known of a column beyond its type.
struct Kind {
    std::size_t longest = 0;     ///< characters; 0: any number
    bool uuid = false;           ///< an id
    bool lower = false;          ///< kept in lower case, as the server understands it
    bool filled = false;         ///< must not be empty
    bool blank_is_null = false;  ///< empty text is NULL
};

inline constexpr Kind plain{};
inline constexpr Kind an_id{.uuid = true};

/// The canonical form of an id.  Throws "invalid-argument" naming `what`.
std::string checked_uuid(std::string_view what, std::string_view text);

/// Throws "invalid-argument" for text that PostgreSQL cannot hold or the column has no room for.
std::string checked_text(std::string_view column, std::string_view text, Kind kind = plain);

/// A JSON object, or "invalid-argument".
std::string checked_object(std::string_view column, std::string_view text);

template <typename Type>
struct OptionalOf : std::false_type {};

template <typename Type>
struct OptionalOf<std::optional<Type>> : std::true_type {
    using Value = Type;
};

template <typename Type>
struct PatchOf : std::false_type {};

template <typename Type>
struct PatchOf<Patch<Type>> : std::true_type {};

template <typename Type>
constexpr bool is_time =
    std::same_as<Type, Timestamp> || std::same_as<Type, std::optional<Timestamp>>;

std::string encode(std::string_view column, const std::string& value, Kind kind);
std::string encode(std::string_view column, bool value, Kind kind);
std::string encode(std::string_view column, int value, Kind kind);
std::string encode(std::string_view column, std::int64_t value, Kind kind);
std::string encode(std::string_view column, Timestamp value, Kind kind);

template <typename Json>

requires requires(const Json& value) {
    to_json(value);
}

std::string encode(std::string_view /*column*/, const Json& value, Kind /*kind*/) {
    return to_json(value);
}

template <typename Type>
std::optional<std::string> encode(std::string_view column,
                                  const std::optional<Type>& value,
                                  Kind kind) {
    if (!value) return std::nullopt;
    if constexpr (std::same_as<Type, std::string>)
        if (kind.blank_is_null && value->empty()) return std::nullopt;
    return encode(column, *value, kind);
}

void decode(std::string_view text, std::string& value);
void decode(std::string_view text, bool& value);
void decode(std::string_view text, int& value);
void decode(std::string_view text, std::int64_t& value);
void decode(std::string_view text, Timestamp& value);

template <typename Json>

requires requires(Json& value) {
    from_json(std::string_view{}, value);
}

void decode(std::string_view text, Json& value) {
    from_json(text, value);
}

/// NULL leaves what is there.
template <typename Type>
void decode(std::optional<std::string_view> text, Type& value) {
    if (!text) return;
    if constexpr (OptionalOf<Type>::value)
        decode(*text, value.emplace());
    else
        decode(*text, value);
}

/// Columns and values of an INSERT or UPDATE, as they are added.  $1 is the tenant.  Names of
/// columns must outlive it: they are literals.
class Values {
public:
    explicit Values(std::string tenant) {
        parameters_.reserve(16);
        columns_.reserve(16);
        parameters_.emplace_back(std::move(tenant));
    }

    /// Adds a parameter and returns how it is written: `$2`.
    std::string add(std::optional<std::string> value);

    /// Adds a column; an optional without value and a patch that keeps are left out.
    template <typename Type>
    void set(std::string_view column, const Type& value, Kind kind = plain) {
        if constexpr (PatchOf<Type>::value) {
            if (value.is_given()) assign(column, encode(column, value.value(), kind), kind);
        } else if constexpr (OptionalOf<Type>::value) {
            if (value) assign(column, encode(column, value, kind), kind);
        } else {
            assign(column, encode(column, value, kind), kind);
        }
    }

    /// Adds a column whose value is an expression of SQL.
    void set_sql(std::string_view column, std::string expression);

    /// `tenant_id, a, b) VALUES ($1, $2, $3`
    [[nodiscard]] std::string insertion() const;

    /// `a = $2, b = $3`
    [[nodiscard]] std::string assignments() const;

    [[nodiscard]] const pg::Parameters& parameters() const { return parameters_; }

private:
    void assign(std::string_view column, std::optional<std::string> value, Kind kind);

    pg::Parameters parameters_;
    std::vector<std::pair<std::string_view, std::string>> columns_;
};

}  // namespace pgmeta::tenant
