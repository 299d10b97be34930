// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/base/error.hpp"

#include <string_view>

// Failures of this layer are pgmeta::Error; these ids are worth branching on:
//
//   invalid-argument    usage     before anything was sent: no uuid, too long, not text, not JSON
//   value-refused       usage     the database does not take a value
//   duplicate-value     conflict  field_of() says which: handle, email, token, …
//   unknown-reference   conflict  field_of() says which: user_id, created_by, space_id, …
//   user-not-found, session-not-found, invitation-not-found    usage    by updates only
//   storage-missing     environment    a table or function is not there: the package is not
//   deployed

namespace pgmeta::tenant {

/// The field a "duplicate-value" or "unknown-reference" is about; empty for other errors.
std::string_view field_of(const Error& error);

}  // namespace pgmeta::tenant
