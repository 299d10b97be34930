// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/snapshot/snapshot.hpp"

#include <string_view>
#include <vector>

namespace pgmeta::snapshot {

/// How an access control list differs from the one the object would have without grants.
///
/// `granted to ROLE: SELECT, UPDATE*` (`*`: may grant it on) and `revoked from ROLE: EXECUTE`, by
/// role.  Who granted does not count, and neither does a list that says what the default says.
/// Both are spelled as the server spells arrays of aclitem; `standard` may be empty.
std::vector<Attribute> privileges(std::string_view acl, std::string_view standard);

}  // namespace pgmeta::snapshot
