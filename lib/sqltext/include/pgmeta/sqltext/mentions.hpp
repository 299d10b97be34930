// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// What a script makes and what it needs, read from its parse tree.  Meant for advice to authors:
// what cannot be read with certainty is left out, and said to be.

namespace pgmeta::sqltext {

enum class ObjectKind : std::uint8_t {
    schema,
    relation,  ///< table, view, sequence, index
    type,
    function,  ///< also procedures and aggregates
    extension,
    role,
    column,  ///< added to a table that was there; `part` names it
    key,     ///< columns a foreign key may refer to; `part` lists them, sorted, or is `primary key`
    trigger,
    policy,
    rule,
};

std::string_view to_string(ObjectKind kind);

enum class Deed : std::uint8_t {
    makes,
    changes,  ///< alters, drops, grants, comments, writes rows
    uses,
};

/// One object that a script speaks of.
struct Mention {
    ObjectKind kind = ObjectKind::relation;
    Deed deed = Deed::uses;
    /// Needed only when a function runs, or under a condition: deploying may well succeed without.
    bool later = false;
    /// Where the name may live: its schema, or for a bare name the search path.  Empty: not known.
    std::vector<std::string> schemas;
    std::string name;
    std::string part;        ///< of the relation `name`: see ObjectKind
    std::size_t offset = 0;  ///< in the script, in bytes
};

struct Mentions {
    std::vector<Mention> all;
    bool may_make_more = false;  ///< dynamic SQL, calls of functions, statements not understood
    bool may_use_more = false;
};

/// Reads a script statement by statement.  One that the parser does not know sets both flags.
Mentions mentions_of(std::string_view sql);

}  // namespace pgmeta::sqltext
