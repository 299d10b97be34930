// SPDX-License-Identifier: MIT
#pragma once

#include "batch.hpp"
#include "pgmeta/pg/message.hpp"

namespace pgmeta::engine {

/// Names change, script, line and column of a failed statement, and what to do about it.
Error explain_script_failure(pg::MessageFailure failure,
                             const LoadedScript& script,
                             workspace::ScriptKind kind,
                             const ChangeRef& change);

/// A failure of pgmeta's own statements around a script: most often the script left the
/// transaction.
Error explain_ledger_failure(Error error, const Work& work);

/// The script of this work, or one before it, ended pgmeta's transaction.
Error transaction_left(const Work& work);

/// What the user can do about a failed statement; empty when nothing general can be said.
std::string hint_for(const SqlDetail& detail);
std::string hint_for_sqlstate(std::string_view sqlstate);

}  // namespace pgmeta::engine
