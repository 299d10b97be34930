// SPDX-License-Identifier: MIT
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

// Tables of changes: what is there, one statement, and the difference that must be seen.

namespace pgmeta::test {

struct Change {
    std::string sql;
    /// A line `+ KIND IDENTITY` or `- KIND IDENTITY` per object that came or went, and
    /// `~ KIND IDENTITY: ATTRIBUTE: BEFORE -> AFTER` per attribute that changed.
    std::string difference;
};

/// Changes of one kind of object; each starts from `setup`.
struct Changes {
    std::string kind;  ///< for the test's name
    std::string setup;
    std::vector<Change> changes;
};

std::ostream& operator<<(std::ostream& stream, const Changes& changes);

std::vector<Changes> changes_of_relations();
std::vector<Changes> changes_of_others();

}  // namespace pgmeta::test
