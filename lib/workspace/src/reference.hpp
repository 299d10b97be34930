// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pgmeta::workspace {

enum class ReferenceKind : std::uint8_t {
    change,        ///< `change` or `package:change`
    tag,           ///< `@tag` or `package:@tag`
    undeployable,  ///< well-formed, but names nothing that a ledger can hold
    conflict,      ///< `!change`
    malformed,
};

/// What the text of a requirement says.  The views look into that text.
struct Reference {
    ReferenceKind kind = ReferenceKind::malformed;
    std::string_view package;  ///< empty without a qualifier
    std::string_view name;     ///< the change, or the tag without its @
    std::string reason;        ///< why it is undeployable or malformed
    bool at_tag = false;       ///< `change@tag`: name is the change
};

/// Reads one requirement of a plan line (spec/pgpm.md 2.1, "Dependency reference grammar").
Reference parse_reference(std::string_view text);

}  // namespace pgmeta::workspace
