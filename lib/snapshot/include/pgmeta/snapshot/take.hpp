// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/connection.hpp"
#include "pgmeta/snapshot/snapshot.hpp"

namespace pgmeta::snapshot {

/// Reads the catalog of the connection's database, in one round trip.
///
/// Not described: schemas `pgpm_migrate` and `pgmeta`, the server's own schemas, temporary objects,
/// members of extensions, data, roles, and the database itself (its owner, privileges, settings).
/// Needs no privilege, works on a standby, and sees one moment of the catalog.  Inside a
/// transaction block it sees what that transaction sees, and leaves the block and its settings as
/// they were.
///
/// Throws Fault::database as Connection::query does.
Snapshot take(pg::Connection& connection);

}  // namespace pgmeta::snapshot
