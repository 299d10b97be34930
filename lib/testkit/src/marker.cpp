// SPDX-License-Identifier: MIT
// Format 1 of the comment:
//   pgmeta prepared database 1: KEY=VALUE … packages=NAME NAME …
// Values have no spaces; packages come last and are the rest of the text.
#include "pgmeta/testkit/marker.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace pgmeta::testkit {

namespace {

constexpr std::string_view prefix = "pgmeta prepared database 1: ";
constexpr std::array kinds{DatabaseKind::building, DatabaseKind::template_database,
                           DatabaseKind::spare, DatabaseKind::clone, DatabaseKind::scratch};

std::optional<DatabaseKind> kind_of(std::string_view word) {
    for (const auto kind : kinds)
        if (to_string(kind) == word) return kind;
    return std::nullopt;
}

std::int64_t number(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// False for a kind that this program does not know.
bool assign(Marker& marker, std::string_view key, std::string_view value) {
    if (key == "kind") {
        const auto kind = kind_of(value);
        if (kind) marker.kind = *kind;
        return kind.has_value();
    }
    if (key == "fingerprint") marker.fingerprint = value;
    if (key == "ledger") marker.ledger = value;
    if (key == "bytes") marker.bytes = number(value);
    if (key == "relations") marker.relations = number(value);
    if (key == "created") marker.created = number(value);
    if (key == "used") marker.used = number(value);
    return true;
}

}  // namespace

std::string_view to_string(DatabaseKind kind) {
    switch (kind) {
        case DatabaseKind::building:
            return "building";
        case DatabaseKind::template_database:
            return "template";
        case DatabaseKind::spare:
            return "spare";
        case DatabaseKind::clone:
            return "clone";
        case DatabaseKind::scratch:
            return "scratch";
    }
    return "scratch";
}

std::string spell(const Marker& marker) {
    return fmt::format(
        "{}kind={} fingerprint={} ledger={} bytes={} relations={} created={} used={} packages={}",
        prefix, to_string(marker.kind), marker.fingerprint, marker.ledger, marker.bytes,
        marker.relations, marker.created, marker.used, marker.packages);
}

std::optional<Marker> read_marker(std::string_view comment) {
    if (!comment.starts_with(prefix)) return std::nullopt;
    auto rest = comment.substr(prefix.size());
    Marker marker;
    bool has_kind = false;
    while (!rest.empty()) {
        const auto equals = rest.find('=');
        if (equals == std::string_view::npos) break;
        const auto key = rest.substr(0, equals);
        if (key == "packages") {
            marker.packages = rest.substr(equals + 1);
            break;
        }
        const auto end = rest.find(' ', equals);
        if (!assign(marker, key, rest.substr(equals + 1, end - equals - 1))) return std::nullopt;
        has_kind = has_kind || key == "kind";
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    if (!has_kind) return std::nullopt;
    return marker;
}

}  // namespace pgmeta::testkit
