// SPDX-License-Identifier: MIT
#include "pgmeta/testkit/prepared.hpp"

#include "databases.hpp"
#include "pgmeta/base/text.hpp"
#include "pgmeta/sqltext/quote.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <thread>

namespace pgmeta::testkit {

using sqltext::quote_identifier;

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t digits_in_names = 32;
constexpr std::int64_t large_bytes = 100'000'000;
constexpr std::int64_t many_relations = 1000;
constexpr std::int64_t relations_of_the_server = 400;  ///< of an empty database, about
constexpr int first_version_with_strategy = 150000;
/// The time of use is no more exact than this, so that clones do not wait for each other's notes.
constexpr std::int64_t seconds_between_notes = 3600;

constexpr std::string_view is_missing = "3D000";
constexpr std::string_view is_there = "42P04";
constexpr std::string_view is_used = "55006";

engine::Target maintenance_of(engine::Target target) {
    target.info.set("dbname", "postgres");
    return target;
}

/// Also the server's clock.
Server read_server(pg::Connection& connection,
                   const std::vector<std::string>& extensions,
                   std::int64_t& now) {
    Server server;
    server.version = connection.server_version();
    server.user = connection.user();
    std::string names;
    for (const auto& name : extensions)
        names += (names.empty() ? "" : ",") + sqltext::quote_literal(name);
    const auto rows = connection.query(fmt::format(
        "SELECT NULL, pg_catalog.pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || "
        "datctype, extract(epoch FROM now())::bigint "
        "FROM pg_catalog.pg_database WHERE datname = 'template1' "
        "UNION ALL SELECT name, default_version, NULL FROM pg_catalog.pg_available_extensions "
        "WHERE name = ANY (ARRAY[{}]::name[])",
        names));
    for (int i = 0; i < rows.rows(); ++i) {
        if (!rows.is_null(i, 0)) {
            server.extensions.emplace(rows.text(i, 0), rows.text(i, 1));
            continue;
        }
        server.database_defaults = rows.text(i, 1);
        now = rows.integer(i, 2);
    }
    return server;
}

void pause(pg::Interrupts* interrupts, std::chrono::milliseconds time) {
    if (interrupts != nullptr)
        interrupts->sleep(time);
    else
        std::this_thread::sleep_for(time);
}

}  // namespace

CopyStrategy copy_strategy(int server_version, std::int64_t bytes, std::int64_t relations) {
    if (server_version < first_version_with_strategy) return CopyStrategy::only_one;
    return bytes > large_bytes || relations > many_relations ? CopyStrategy::file_copy
                                                             : CopyStrategy::wal_log;
}

/// A template that may be cloned.
struct Prepared::Found {
    Marker marker;
};

Prepared::Prepared(engine::Target target,
                   const workspace::Workspace& workspace,
                   Recipe recipe,
                   const engine::Observer& observer,
                   std::string tool_version)
    : target_{std::move(target)},
      workspace_{workspace},
      recipe_{std::move(recipe)},
      observer_{observer},
      tool_version_{std::move(tool_version)},
      connection_{engine::connect(maintenance_of(target_), "db")} {
    const auto server = read_server(connection_, extensions_of(workspace_, recipe_), now_);
    content_ = content_of(workspace_, recipe_, server);
    template_name_ = "pgmeta_template_" + content_.fingerprint.substr(0, digits_in_names);
}

engine::Target Prepared::target_of(const std::string& name) const {
    auto result = target_;
    result.info.set("dbname", name);
    return result;
}

Marker Prepared::marker_of(DatabaseKind kind) const {
    Marker marker;
    marker.kind = kind;
    marker.fingerprint = content_.fingerprint;
    marker.ledger = content_.ledger;
    marker.created = now_;
    marker.used = now_;
    marker.packages = join(content_.packages, " ");
    return marker;
}

std::string Prepared::unique(std::string_view prefix) {
    return fmt::format("{}{}_{}_{:08x}", prefix, connection_.backend_pid(), ++counter_,
                       std::random_device{}());
}

/// A template that lets sessions in, or was made for another ledger, is not what it was.
std::optional<Prepared::Found> Prepared::find_template() {
    const auto row = connection_.query(
        "SELECT datallowconn, pg_catalog.shobj_description(oid, 'pg_database'), "
        "extract(epoch FROM now())::bigint FROM pg_catalog.pg_database WHERE datname = $1",
        {template_name_});
    if (row.rows() == 0) return std::nullopt;
    now_ = row.integer(0, 2);
    auto marker = read_marker(row.text(0, 1));
    if (!marker || marker->kind != DatabaseKind::template_database) {
        throw Error{Fault::conflict, "database-not-ours",
                    fmt::format("database `{}` has the name of a prepared database and no mark of "
                                "one",
                                template_name_)}
            .hint("rename or drop it");
    }
    const bool drifted = row.boolean(0, 0) || marker->fingerprint != content_.fingerprint ||
                         marker->ledger != content_.ledger;
    if (drifted) return std::nullopt;
    return Found{*std::move(marker)};
}

std::optional<Prepared::Found> Prepared::ensure_template(Made& made) {
    constexpr std::chrono::milliseconds longest{500};
    const auto give_up = Clock::now() + target_.lock_wait;
    std::chrono::milliseconds wait{10};
    while (true) {
        if (auto found = find_template()) return found;
        if (const auto lock = BuildLock::attempt(connection_, content_.fingerprint)) {
            if (auto found = find_template()) return found;
            if (!build(made)) return std::nullopt;
            continue;
        }
        if (Clock::now() > give_up)
            throw Error{Fault::busy, "lock-not-had",
                        fmt::format("another process deploys the template `{}` since {} ms",
                                    template_name_, target_.lock_wait.count())}
                .hint("wait longer with --lock-wait");
        pause(target_.interrupts, wait);
        wait = std::min(wait * 2, longest);
    }
}

/// Under the lock nobody else builds: what is half built was left by a process that died.
void Prepared::drop_leftovers() {
    const auto rows = connection_.query(
        "SELECT datname, pg_catalog.shobj_description(oid, 'pg_database') "
        "FROM pg_catalog.pg_database WHERE datname LIKE 'pgmeta\\_build\\_%'");
    for (int i = 0; i < rows.rows(); ++i) {
        const auto marker = read_marker(rows.text(i, 1));
        if (marker && marker->kind == DatabaseKind::building &&
            marker->fingerprint == content_.fingerprint)
            drop_by_force(connection_, rows.text(i, 0));
    }
    drop_template();
}

void Prepared::drop_template() {
    const auto rows = connection_.query(
        "SELECT datname, pg_catalog.shobj_description(oid, 'pg_database') "
        "FROM pg_catalog.pg_database WHERE datname LIKE 'pgmeta\\_spare\\_%' OR datname = $1",
        {template_name_});
    for (int i = 0; i < rows.rows(); ++i) {
        const auto marker = read_marker(rows.text(i, 1));
        if (marker && marker->fingerprint == content_.fingerprint)
            drop_by_force(connection_, rows.text(i, 0));
    }
}

bool Prepared::build(Made& made) {
    drop_leftovers();
    const auto building =
        unique("pgmeta_build_" + content_.fingerprint.substr(0, digits_in_names / 2) + "_");
    connection_.query(fmt::format("CREATE DATABASE {}", quote_identifier(building)));
    connection_.query(comment_sql(building, marker_of(DatabaseKind::building)));
    try {
        engine::DeployOptions options;
        options.roots = recipe_.roots;
        options.verify = recipe_.verify;
        options.tool_version = tool_version_;
        made.report = engine::deploy(target_of(building), workspace_, options, observer_);
        made.built = !made.report->failure;
        if (made.built) finish_template(building);
    } catch (const Error&) {
        if (connection_.is_open()) drop_by_force(connection_, building);
        throw;
    }
    if (!made.built) drop_by_force(connection_, building);
    return made.built;
}

void Prepared::finish_template(const std::string& building) {
    auto marker = marker_of(DatabaseKind::template_database);
    {
        auto session = engine::connect(target_of(building), "db");
        for (const auto& name : recipe_.extensions)
            session.query(
                fmt::format("CREATE EXTENSION IF NOT EXISTS {} CASCADE", quote_identifier(name)));
        if (!is_true_copy(session))
            throw Error{Fault::conflict, "template-drifted",
                        "the ledger of the new template is not what was deployed: scripts changed "
                        "on disk while they ran, or somebody else deployed to it"}
                .hint("run the command again");
        const auto size = session.query(
            "SELECT pg_catalog.pg_database_size(pg_catalog.current_database()), count(*) "
            "FROM pg_catalog.pg_class WHERE relkind IN ('r', 'i', 'S', 't', 'm')");
        marker.bytes = size.integer(0, 0);
        marker.relations = std::max<std::int64_t>(0, size.integer(0, 1) - relations_of_the_server);
        session.close();
    }
    // The name says that it is ready, so all of this becomes true together.
    const auto quoted = quote_identifier(template_name_);
    connection_.query(fmt::format(
        "ALTER DATABASE {} RENAME TO {}; ALTER DATABASE {} ALLOW_CONNECTIONS false "
        "IS_TEMPLATE true; {}",
        quote_identifier(building), quoted, quoted, comment_sql(template_name_, marker)));
}

bool Prepared::take_spare(const std::string& name, DatabaseKind kind) {
    const auto rows = connection_.query(
        "SELECT datname, pg_catalog.shobj_description(oid, 'pg_database') "
        "FROM pg_catalog.pg_database WHERE datname LIKE 'pgmeta\\_spare\\_%' AND NOT datallowconn");
    for (int i = 0; i < rows.rows(); ++i) {
        const auto marker = read_marker(rows.text(i, 1));
        if (!marker || marker->kind != DatabaseKind::spare ||
            marker->fingerprint != content_.fingerprint || marker->ledger != content_.ledger)
            continue;
        const auto quoted = quote_identifier(name);
        try {
            connection_.query(fmt::format(
                "ALTER DATABASE {} RENAME TO {}; ALTER DATABASE {} ALLOW_CONNECTIONS true; {}",
                quote_identifier(rows.text(i, 0)), quoted, quoted,
                comment_sql(name, marker_of(kind))));
            return true;
        } catch (const Error& error) {
            // Somebody else took it.
            if (error.sqlstate() != is_missing) throw;
        }
    }
    return false;
}

/// False when the template went away meanwhile.
bool Prepared::clone(const Found& found, const std::string& name, DatabaseKind kind) {
    const auto strategy =
        copy_strategy(connection_.server_version(), found.marker.bytes, found.marker.relations);
    std::string how;
    if (strategy == CopyStrategy::wal_log) how = " STRATEGY wal_log";
    if (strategy == CopyStrategy::file_copy) how = " STRATEGY file_copy";
    const auto quoted = quote_identifier(name);
    try {
        connection_.query(fmt::format("CREATE DATABASE {} TEMPLATE {}{}", quoted,
                                      quote_identifier(template_name_), how));
    } catch (const Error& error) {
        if (error.sqlstate() == is_missing || error.sqlstate() == is_used) return false;
        throw;
    }
    connection_.query(comment_sql(name, marker_of(kind)));
    return true;
}

/// Notes that the template is in use.  Somebody else doing so at the same moment is as good.
void Prepared::touch(const Found& found) {
    if (now_ - found.marker.used < seconds_between_notes) return;
    auto marker = found.marker;
    marker.used = now_;
    try {
        connection_.query(comment_sql(template_name_, marker));
    } catch (const Error& error) {
        if (error.fault() != Fault::database) throw;
    }
}

Made Prepared::make(const std::string& name, DatabaseKind kind) {
    constexpr int tries = 5;
    Made made;
    made.name = name;
    made.template_name = template_name_;
    try {
        for (int i = 0; i < tries; ++i) {
            const auto found = ensure_template(made);
            if (!found) return made;
            const auto start = Clock::now();
            made.spare = take_spare(name, kind);
            const bool done = made.spare || clone(*found, name, kind);
            made.elapsed =
                std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
            if (!done) continue;
            touch(*found);
            return made;
        }
    } catch (const Error& error) {
        if (error.sqlstate() != is_there) throw;
        throw Error{Fault::conflict, "database-exists",
                    fmt::format("database `{}` is there already", name)};
    }
    throw Error{Fault::busy, "template-in-use",
                fmt::format("template `{}` cannot be copied: it is dropped or connected to again "
                            "and again",
                            template_name_)};
}

Made Prepared::make_checked(const std::string& name, DatabaseKind kind) {
    for (int i = 0; i < 2; ++i) {
        auto made = make(name, kind);
        if (made.report && made.report->failure) return made;
        auto session = engine::connect(target_of(name), "db");
        if (is_true_copy(session)) return made;
        session.close();
        discard(name);
    }
    throw Error{Fault::conflict, "template-drifted",
                fmt::format("template `{}` was made anew, and again is not what was deployed",
                            template_name_)}
        .hint("does something write to every new database of this server?");
}

std::string Prepared::scratch_name() {
    return unique("pgmeta_test_");
}

Made Prepared::make_scratch() {
    return make(scratch_name(), DatabaseKind::scratch);
}

std::size_t Prepared::make_spares(std::size_t count) {
    Made made;
    const auto found = ensure_template(made);
    if (!found) throw std::move(*made.report->failure);
    std::size_t there = 0;
    const auto rows = connection_.query(
        "SELECT pg_catalog.shobj_description(oid, 'pg_database') FROM pg_catalog.pg_database "
        "WHERE datname LIKE 'pgmeta\\_spare\\_%'");
    for (int i = 0; i < rows.rows(); ++i) {
        const auto marker = read_marker(rows.text(i, 0));
        if (marker && marker->fingerprint == content_.fingerprint) ++there;
    }
    for (; there < count; ++there) {
        const auto name =
            unique("pgmeta_spare_" + content_.fingerprint.substr(0, digits_in_names / 2) + "_");
        if (!clone(*found, name, DatabaseKind::spare)) break;
        connection_.query(
            fmt::format("ALTER DATABASE {} ALLOW_CONNECTIONS false", quote_identifier(name)));
    }
    return there;
}

bool Prepared::is_true_copy(pg::Connection& connection) const {
    const auto facts = ledger::read_facts(connection);
    return ledger_digest(ledger::read_names(connection, facts)) == content_.ledger;
}

void Prepared::discard(const std::string& clone) {
    drop_by_force(connection_, clone);
    if (const auto lock = BuildLock::attempt(connection_, content_.fingerprint)) drop_template();
}

void Prepared::drop(const std::string& name) {
    drop_by_force(connection_, name);
}

}  // namespace pgmeta::testkit
