// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/devserver/devserver.hpp"
#include "spawn.hpp"

#include <optional>
#include <string>

// The cluster in Layout::data: making it, and its server process.

namespace pgmeta::devserver {

/// What the server's own pid file says.
struct ServerProcess {
    pid_t pid = 0;
    bool ready = false;  ///< accepts connections
};

/// The server that runs on the data folder; empty when none does, whatever the pid file says.
std::optional<ServerProcess> running_server(const Layout& layout);

/// Major version of the cluster, like `15`; empty when there is no cluster.
std::string cluster_version(const Layout& layout);

/// Makes the cluster with its base roles.  All or nothing: a killed attempt leaves no cluster.
void make_cluster(const Options& options,
                  const ServerUser& user,
                  const std::filesystem::path& bindir);

/// Starts the server and waits until it accepts connections.
/// @pre the caller holds the HomeLock and no server runs.
void start_server(const Options& options,
                  const ServerUser& user,
                  const std::filesystem::path& bindir);

/// Ends all sessions and the server, and waits for its end.
void stop_server(const Options& options, ServerProcess server);

}  // namespace pgmeta::devserver
