// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "options/target.hpp"
#include "pgmeta/pg/connection.hpp"
#include "pgmeta/roles/cluster.hpp"
#include "pgmeta/roles/names.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// What the commands about roles have in common.
struct RoleOptions {
    TargetOptions target;
    std::string maintenance_db = "postgres";
    std::string names;
    bool dry_run = false;
    bool print_sql = false;
    bool yes = false;
};

/// Registers the options; --dry-run, --print-sql, --yes and --lock-wait only with Access::write.
void add_role_options(CLI::App& app, RoleOptions& options, Access access);

/// The base roles' names: --role-names over the configuration.  Throws "bad-role-names".
roles::RoleNames choose_names(const RoleOptions& options, const workspace::Config& config);

/// A session in the maintenance database.
struct RoleSession {
    engine::Target target;  ///< of the maintenance database
    pg::Connection connection;

    /// A session with another database of the cluster; empty when it refuses.
    [[nodiscard]] std::optional<pg::Connection> open(const std::string& database) const;
};

/// Connects to the maintenance database of the target's cluster, so that everyone takes the same
/// locks.  When that one refuses, warns that roles changed from other databases may collide, and
/// takes the target's own.
RoleSession open_maintenance(Context& context,
                             const engine::Target& chosen,
                             const std::string& maintenance_db,
                             std::string_view command);

/// As open_maintenance, of the target that the options name, which is told.
RoleSession open_roles(Context& context,
                       const RoleOptions& options,
                       const workspace::Config& config,
                       std::string_view command);

/// True for a server on this machine: a socket's folder or a loopback address.
bool is_local(const pg::ConnInfo& info);

}  // namespace pgmeta::cli
