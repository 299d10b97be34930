// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The comment that says a database is pgmeta's.  A database without one is never touched.

namespace pgmeta::testkit {

enum class DatabaseKind : std::uint8_t {
    building,  ///< being deployed, to become a template
    template_database,
    spare,    ///< a clone made ahead
    clone,    ///< given to a user under a name of the user's
    scratch,  ///< of a test run
};

/// `building`, `template`, `spare`, `clone`, `scratch`.
std::string_view to_string(DatabaseKind kind);

/// What the comment says.  Times are seconds since 1970 by the server's clock.
struct Marker {
    DatabaseKind kind = DatabaseKind::scratch;
    std::string fingerprint;
    std::string ledger;  ///< ledger_digest() of what was deployed
    std::int64_t bytes = 0;
    std::int64_t relations = 0;
    std::int64_t created = 0;
    std::int64_t used = 0;
    std::string packages;  ///< separated by spaces

    bool operator==(const Marker&) const = default;
};

/// The text of the comment.
std::string spell(const Marker& marker);

/// Reads a comment; nothing when it is not ours or of a later format.
std::optional<Marker> read_marker(std::string_view comment);

}  // namespace pgmeta::testkit
