// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/run.hpp"

#include <string>

namespace pgmeta::engine {

/// Creates the target's database if it is missing.  True when this call created it; somebody else
/// doing so at the same moment counts as success.
bool create_database_if_missing(const Target& target);

/// True when the target's database is there.
bool database_exists(const Target& target);

/// True when the target's database is there and lets sessions in.
bool takes_connections(const Target& target);

/// Drops a database that create_database_if_missing made.  Never by force: empty on success, else
/// why it was left alone.  `our_pid` is the session that deployed, closed but perhaps not gone yet.
std::string drop_created_database(const Target& target, int our_pid);

/// The target, but in the database that roles and databases are managed from.
Target maintenance_target(const Target& target);

}  // namespace pgmeta::engine
