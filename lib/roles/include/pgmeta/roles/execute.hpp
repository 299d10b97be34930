// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/roles/sql.hpp"

#include <string>
#include <vector>

namespace pgmeta::roles {

struct Outcome {
    std::vector<std::string> done;     ///< steps in words, in order
    std::vector<std::string> notices;  ///< what else the server said
};

/// Runs what `script` renders, verifiers as parameters.
///
/// Throws "role-missing", "role-has-dependents", "role-in-use", "role-race" (the race was lost 20
/// times) or the server's own report (Fault::database); "lock-not-had" (Fault::busy).  The session
/// is outside a transaction afterwards, and no message holds a verifier.
Outcome execute(pg::Connection& connection, const Script& script, const Verifiers& verifiers = {});

/// The failure with our id and without verifiers.
Error explain(const Error& error);

/// Replaces what looks like a verifier by `***`.
std::string without_verifiers(std::string text);

/// True when this session may end those of `role`, which must be there.
bool may_end_sessions(pg::Connection& connection, const std::string& role);

/// True when this session may give what `role` owns to `heir`; both must be there.
bool may_give_away(pg::Connection& connection, const std::string& role, const std::string& heir);

/// Ends the sessions of `role`; waits until they are gone, at most five seconds.  Returns how many
/// there were.
int end_sessions(pg::Connection& connection, const std::string& role);

}  // namespace pgmeta::roles
