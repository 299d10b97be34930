// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/snapshot/snapshot.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pgmeta::snapshot {

/// An attribute that one side lacks has no value there.
struct AttributeChange {
    std::string name;
    std::optional<std::string> before;
    std::optional<std::string> after;

    bool operator==(const AttributeChange&) const = default;
};

/// An object that both sides have, with other attributes.
struct ChangedObject {
    Kind kind = Kind::schema;
    std::string identity;
    std::string schema;
    std::string parent;
    std::vector<AttributeChange> attributes;

    bool operator==(const ChangedObject&) const = default;
};

/// What makes `after` of `before`, each list in canonical order.
///
/// When a table comes or goes, so do its columns, constraints, …: they are listed too, with the
/// table as parent.  See without_parts().
struct Difference {
    std::vector<Object> removed;
    std::vector<Object> added;
    std::vector<ChangedObject> changed;

    [[nodiscard]] bool empty() const { return removed.empty() && added.empty() && changed.empty(); }
};

/// Compares by kind, identity and attributes.
///
/// The position of a column counts among the columns that both sides have: adding or dropping one
/// does not change the others.
Difference compare(const Snapshot& before, const Snapshot& after);

/// The objects without those whose parent is in the list too.
std::vector<Object> without_parts(const std::vector<Object>& objects);

}  // namespace pgmeta::snapshot
