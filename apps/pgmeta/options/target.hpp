// SPDX-License-Identifier: MIT
#pragma once

#include "context.hpp"
#include "pgmeta/engine/run.hpp"
#include "pgmeta/pg/conninfo.hpp"
#include "pgmeta/workspace/config.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}  // namespace CLI

namespace pgmeta::cli {

/// How a command line names a database, and for how long to wait for what.
struct TargetOptions {
    std::string target;
    std::string database;
    std::string wait;
    std::string lock_wait;
    std::string lock_timeout;
    std::string statement_timeout;
};

enum class Access : std::uint8_t { read, write };

/// Registers the options; the limits of writing commands only with Access::write.
void add_target(CLI::App& app, TargetOptions& options, Access access);

using Environment = std::function<std::optional<std::string>(const char* name)>;

/// Which database, and who said so.
struct TargetChoice {
    bool dev = false;
    std::string dev_name;  ///< empty: the workspace's name
    pg::ConnInfo info;     ///< unless dev
    std::string name;      ///< for messages: a target's name, or where it was named
    std::string source;    ///< `--target`, `DATABASE_URL`, `pgmeta.yaml:3:17`, …
    bool is_protected = false;
};

/// Decides the target: --target, PGMETA_TARGET, DATABASE_URL, PG* (with PGDATABASE, PGSERVICE or
/// --database), default_target of the configuration; --database replaces the database's name.
///
/// Throws "target-missing", "target-unknown" with a suggestion, "bad-connection-string" (all
/// Fault::usage).
TargetChoice choose_target(const TargetOptions& options,
                           const workspace::Config& config,
                           const Environment& environment);

/// As choose_target, ready to connect to: a `dev:` target's server runs and has the database.
/// `dev_name` is what `dev:` means; empty: the workspace's name.  Variables of the configuration
/// are settings of the target's sessions.
engine::Target open_target(Context& context,
                           const TargetOptions& options,
                           const workspace::Config& config,
                           const std::string& dev_name = {});

/// A server to make databases on, and the database that the command line names there.
struct ServerTarget {
    engine::Target maintenance;  ///< reached in database `postgres`, which every server has
    std::string database;        ///< need not exist
};

/// As open_target, but makes no database, not even on the private server.
ServerTarget open_server(Context& context,
                         const TargetOptions& options,
                         const workspace::Config& config);

/// Throws "target-protected" (Fault::usage) for a protected target unless the user allowed it.
void refuse_protected(const engine::Target& target, bool allowed, std::string_view command);

/// The dev server is reached by its socket alone: PG* variables that lead elsewhere or ask for what
/// a socket does not have are taken out of this process's environment.
void forget_other_servers();

/// The name of a dev database when none was given: the workspace's folder, or the package's.
std::string default_dev_name(Context& context, const workspace::Config& config);

}  // namespace pgmeta::cli
