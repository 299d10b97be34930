// SPDX-License-Identifier: MIT
#pragma once

#include "pgmeta/engine/deploy.hpp"
#include "pgmeta/testkit/marker.hpp"
#include "pgmeta/testkit/recipe.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Databases that are deployed once and copied as often as needed (CREATE DATABASE … TEMPLATE).

namespace pgmeta::testkit {

/// How the server is to copy a template.
enum class CopyStrategy : std::uint8_t { wal_log, file_copy, only_one };

/// Small templates go through the log, large ones or those of many relations by file
/// (spec/protocol.md 13.1); servers before 15 know one way only.
CopyStrategy copy_strategy(int server_version, std::int64_t bytes, std::int64_t relations);

/// A database that was made.
struct Made {
    std::string name;
    std::string template_name;
    bool built = false;  ///< this call deployed the template
    bool spare = false;  ///< made ahead: only renamed
    /// Of the template's deployment, when built.  With a failure in it there is no database.
    std::optional<engine::Report> report{};
    std::chrono::microseconds elapsed{0};  ///< to make the clone, without building the template
};

/// Prepared databases of one recipe on one server.
///
/// Holds one session in the maintenance database (`postgres`).  Any number of processes may ask at
/// once: one deploys the template, the others wait for it and clone.
class Prepared {
public:
    /// Connects and resolves the recipe.  `workspace` and `observer` must outlive it.
    Prepared(engine::Target target,
             const workspace::Workspace& workspace,
             Recipe recipe,
             const engine::Observer& observer,
             std::string tool_version);

    [[nodiscard]] const Content& content() const { return content_; }

    [[nodiscard]] const std::string& template_name() const { return template_name_; }

    /// The target, in database `name`.
    [[nodiscard]] engine::Target target_of(const std::string& name) const;

    /// Makes database `name`, deployed, with a marker of `kind`: a spare is renamed, else the
    /// template cloned, which is deployed first when there is none.
    ///
    /// Throws "database-exists" (Fault::conflict), "lock-not-had" (Fault::busy) when another
    /// process builds the template for longer than the target's lock_wait, and what connecting
    /// throws.
    Made make(const std::string& name, DatabaseKind kind);

    /// As make, and looks into the new database: when the template had drifted, both are dropped,
    /// the template is deployed again and cloned once more.
    Made make_checked(const std::string& name, DatabaseKind kind);

    /// A name of its own that begins with `pgmeta_test_`.
    [[nodiscard]] std::string scratch_name();

    /// As make, under a scratch_name.
    Made make_scratch();

    /// Leaves `count` spares for later calls of make.  Returns how many there are then.
    std::size_t make_spares(std::size_t count);

    /// True when the ledger that `connection` sees is the one that was deployed.
    [[nodiscard]] bool is_true_copy(pg::Connection& connection) const;

    /// Drops a clone that is no true copy, and the template with its spares, so that the next call
    /// of make deploys again.
    void discard(const std::string& clone);

    /// Drops a database made by this object, with whoever is connected.
    void drop(const std::string& name);

    /// The session in the maintenance database.
    [[nodiscard]] pg::Connection& maintenance() { return connection_; }

private:
    struct Found;

    [[nodiscard]] std::optional<Found> find_template();
    [[nodiscard]] std::optional<Found> ensure_template(Made& made);
    [[nodiscard]] bool build(Made& made);
    void finish_template(const std::string& building);
    void drop_leftovers();
    void drop_template();
    [[nodiscard]] bool take_spare(const std::string& name, DatabaseKind kind);
    [[nodiscard]] bool clone(const Found& found, const std::string& name, DatabaseKind kind);
    void touch(const Found& found);
    [[nodiscard]] std::string unique(std::string_view prefix);
    [[nodiscard]] Marker marker_of(DatabaseKind kind) const;

    engine::Target target_;
    const workspace::Workspace& workspace_;
    Recipe recipe_;
    const engine::Observer& observer_;
    std::string tool_version_;
    pg::Connection connection_;
    Content content_;
    std::string template_name_;
    std::int64_t now_ = 0;  ///< of the server, when the session began
    int counter_ = 0;
};

/// A database with a marker.
struct PreparedDatabase {
    std::string name;
    Marker marker;
    std::int64_t bytes = -1;  ///< -1: not known to this role
    int sessions = 0;
    std::int64_t idle_seconds = 0;  ///< since it was made or last cloned
};

/// Every database of the server that has a marker, by name.
std::vector<PreparedDatabase> list_prepared(const engine::Target& target);

/// Drops one.  Throws Fault::usage "database-unknown", Fault::conflict "database-not-ours" for one
/// without a marker, "database-in-use" when somebody is connected and `force` is false.
void drop_prepared(const engine::Target& target, const std::string& name, bool force);

/// Drops templates and spares that were not used for `age`, and what ended test runs and half-built
/// templates left for an hour or `age`, whichever is longer.  Clones that were given to users stay.
/// Returns the names.
std::vector<std::string> collect_garbage(const engine::Target& target, std::chrono::seconds age);

}  // namespace pgmeta::testkit
