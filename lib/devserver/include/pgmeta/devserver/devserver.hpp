// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/pg/conninfo.hpp"
#include "pgmeta/pg/interrupt.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The private local PostgreSQL behind `dev:` targets: one per user, made on first use from the
// installed server programs, reachable by unix socket only.

namespace pgmeta::devserver {

/// Where things are; a value so that tests can have servers of their own.
struct Layout {
    std::filesystem::path home;    ///< everything below it is ours
    std::filesystem::path data;    ///< the cluster
    std::filesystem::path socket;  ///< folder of the socket, short enough for its address
    std::filesystem::path log;
};

/// The layout of a server whose files lie in `home`.
Layout layout_in(const std::filesystem::path& home);

/// In $PGMETA_DEV_HOME, else $XDG_STATE_HOME/pgmeta or ~/.local/state/pgmeta; root's is
/// /var/lib/pgmeta.
Layout default_layout();

struct Options {
    Layout layout = default_layout();
    std::filesystem::path bindir;  ///< of postgres and initdb; empty: find the newest
    /// Made with the server; in this order, of which the last one bypasses row security.
    std::vector<std::string> base_roles{"anonymous", "authenticated", "administrator"};
    std::chrono::seconds timeout{60};
    std::function<void(std::string_view)> progress;  ///< may be empty
    pg::Interrupts* interrupts = nullptr;
};

struct Status {
    bool exists = false;   ///< the cluster was made
    bool running = false;  ///< answers
    int pid = 0;
    std::string version;  ///< of the cluster, like 15
    Layout layout;
};

/// The newest installed server: `requested`, $PGMETA_PG_BINDIR, pg_config --bindir, Debian's paths.
/// Throws "server-not-installed" (Fault::environment) naming the Debian package.
std::filesystem::path find_server_programs(const std::filesystem::path& requested = {});

/// Makes the server if need be, starts it if need be, and returns how to reach it: role and
/// database `postgres`, trusted because nobody else may enter the socket's folder.  Two at once:
/// one does the work, the other waits.  Recovers from a stale pid file.
pg::ConnInfo start(const Options& options);

/// Stops it cleanly (sessions are ended).  False when it was not running.
bool stop(const Options& options);

Status status(const Options& options);

/// Starts the server and makes database `name` if it is missing.  The owner is the connecting role.
pg::ConnInfo open_database(const Options& options, std::string_view name);

}  // namespace pgmeta::devserver
