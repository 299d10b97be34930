// SPDX-License-Identifier: MIT
#include "facts.hpp"

#include "migrations.hpp"
#include "pgmeta/ledger/array.hpp"
#include "pgmeta/ledger/ledger.hpp"

#include <algorithm>
#include <iterator>

namespace pgmeta::ledger {

namespace {

// Schemas, tables and privileges come from the catalog by oid: information_schema hides what a role
// has no rights on, and names resolve only with USAGE on their schema.  The version stands in a
// table that may not exist or not be readable, which plain SQL cannot ask about: ts_stat() takes a
// query as text and is called only where it can run.  A block of PL/pgSQL would take longer than
// all the rest, for its language has to be loaded first.
constexpr std::string_view facts_sql = R"(
WITH ledger AS (
    SELECT n.oid, n.nspname,
        pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS usable,
        pg_catalog.has_schema_privilege(n.oid, 'CREATE') AS creatable
    FROM pg_catalog.pg_namespace AS n
    WHERE n.nspname IN ('pgpm_migrate', 'pgmeta')
), tables AS (
    SELECT c.oid, c.relname, l.nspname, l.usable,
        pg_catalog.has_table_privilege(c.oid, 'SELECT') AS readable,
        pg_catalog.has_table_privilege(c.oid, 'INSERT') AS insertable,
        pg_catalog.has_table_privilege(c.oid, 'UPDATE') AS updatable,
        pg_catalog.has_table_privilege(c.oid, 'TRIGGER') AS triggerable,
        pg_catalog.has_table_privilege(c.oid, 'DELETE') AS deletable,
        pg_catalog.has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
            OR CASE WHEN pg_catalog.current_setting('server_version_num')::integer >= 170000
                THEN pg_catalog.has_table_privilege(c.oid, 'MAINTAIN') ELSE false END AS lockable
    FROM pg_catalog.pg_class AS c
    JOIN ledger AS l ON l.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND c.relname IN ('packages', 'changes', 'dependencies', 'events',
        'ledger_version', 'deployment', 'deployed_change')
), pgpm AS (
    SELECT pg_catalog.array_agg(t.relname::text) AS names,
        pg_catalog.bool_and(t.usable AND t.readable) AS readable,
        pg_catalog.bool_and(t.usable AND t.readable AND t.insertable) AS writable,
        pg_catalog.bool_or(t.usable AND t.deletable) FILTER (WHERE t.relname = 'changes')
            AS deletable,
        pg_catalog.bool_or(t.usable AND t.lockable) FILTER (WHERE t.relname = 'changes')
            AS lockable,
        pg_catalog.bool_or(t.usable AND t.triggerable) FILTER (WHERE t.relname = 'changes')
            AS triggerable
    FROM tables AS t
    WHERE t.nspname = 'pgpm_migrate'
), extras AS (
    SELECT pg_catalog.bool_or(t.relname = 'ledger_version') AS present,
        pg_catalog.bool_and(t.usable AND t.readable) AS readable,
        pg_catalog.bool_or(t.usable AND t.readable) FILTER (WHERE t.relname = 'ledger_version')
            AS version_readable,
        pg_catalog.bool_and(t.usable AND t.insertable
                AND (t.updatable OR t.relname <> 'deployed_change'))
            FILTER (WHERE t.relname <> 'ledger_version') AS writable
    FROM tables AS t
    WHERE t.nspname = 'pgmeta'
), sequences AS (
    SELECT pg_catalog.bool_and(pg_catalog.has_sequence_privilege(d.objid, 'USAGE')) AS usable
    FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_class AS s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN tables AS t ON t.oid = d.refobjid AND t.nspname = 'pgpm_migrate'
    WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
), database AS (
    SELECT pg_catalog.has_database_privilege(d.oid, 'CREATE') AS creatable
    FROM pg_catalog.pg_database AS d
    WHERE d.datname = pg_catalog.current_database()
)
SELECT
    EXISTS (SELECT FROM ledger WHERE nspname = 'pgpm_migrate'),
    pgpm.names,
    ARRAY(SELECT p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
        FROM pg_catalog.pg_proc AS p
        JOIN ledger AS l ON l.oid = p.pronamespace AND l.nspname = 'pgpm_migrate'
        WHERE p.proname IN ('register_package', 'is_deployed', 'deploy', 'revert', 'verify',
            'deployed_changes', 'get_dependents', 'status')),
    database.creatable,
    coalesce((SELECT creatable AND usable FROM ledger WHERE nspname = 'pgpm_migrate'),
        database.creatable),
    coalesce(pgpm.readable, false),
    coalesce(pgpm.writable AND coalesce(sequences.usable, true), false),
    coalesce(pgpm.deletable, false),
    coalesce(pgpm.lockable, false),
    EXISTS (SELECT FROM ledger WHERE nspname = 'pgmeta'),
    coalesce(extras.present, false),
    coalesce(extras.present AND extras.readable, false),
    coalesce(extras.present AND extras.writable, false),
    CASE WHEN extras.present AND extras.version_readable
        THEN (SELECT coalesce(pg_catalog.max(s.word::integer), 0) FROM pg_catalog.ts_stat('SELECT
            pg_catalog.array_to_tsvector(ARRAY[v.version::text]) FROM pgmeta.ledger_version AS v')
            AS s)
        ELSE 0 END,
    coalesce((SELECT creatable AND usable FROM ledger WHERE nspname = 'pgmeta'), database.creatable)
        AND coalesce(pgpm.triggerable, true),
    (SELECT r.rolsuper FROM pg_catalog.pg_roles AS r WHERE r.rolname = current_user),
    pg_catalog.pg_is_in_recovery(),
    EXISTS (SELECT FROM pg_catalog.pg_class AS c
        JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = 'sqitch' AND c.relname = 'changes'),
    EXISTS (SELECT FROM pg_catalog.pg_event_trigger AS e WHERE e.evtenabled <> 'D'),
    coalesce(pg_catalog.lower(pg_catalog.current_setting('pgaudit.log', true)), '')
        NOT IN ('', 'none'),
    pg_catalog.getdatabaseencoding(),
    pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1),
    pg_catalog.current_setting('max_locks_per_transaction')::bigint * (1
        + pg_catalog.current_setting('max_connections')::bigint
        + pg_catalog.current_setting('autovacuum_max_workers')::bigint
        + pg_catalog.current_setting('max_worker_processes')::bigint
        + pg_catalog.current_setting('max_wal_senders')::bigint
        + pg_catalog.current_setting('max_prepared_transactions')::bigint),
    ARRAY(SELECT e.extname::text FROM pg_catalog.pg_extension AS e ORDER BY 1)
FROM pgpm, extras, sequences, database)";

std::vector<std::string> missing_objects(const std::vector<std::string>& tables,
                                         const std::vector<std::string>& routines) {
    std::vector<std::string> found;
    for (const auto& table : tables)
        found.push_back("table " + table);
    for (const auto& routine : routines)
        found.push_back("routine " + routine);
    std::sort(found.begin(), found.end());
    std::vector<std::string> missing;
    for (const auto& statement : statements_of(migrations().front())) {
        if (statement.object.starts_with("schema ")) continue;
        if (!std::binary_search(found.begin(), found.end(), statement.object)) {
            missing.push_back(statement.object);
        }
    }
    return missing;
}

std::vector<std::string> array_at(const pg::Result& row, int column) {
    const auto text = row.get(0, column);
    return text ? parse_array(*text) : std::vector<std::string>{};
}

}  // namespace

std::string_view facts_query() {
    return facts_sql;
}

Facts read_facts(pg::Connection& connection) {
    return facts_of(connection.query(facts_sql));
}

Facts facts_of(const pg::Result& row) {
    Facts facts;
    int column = 0;
    const bool schema = row.boolean(0, column++);
    const auto tables = array_at(row, column++);
    const auto routines = array_at(row, column++);
    if (schema) {
        facts.missing = missing_objects(tables, routines);
        facts.presence = facts.missing.empty() ? Presence::complete : Presence::partial;
    }
    facts.can_create_schema = row.boolean(0, column++);
    facts.can_complete = row.boolean(0, column++);
    facts.can_read = row.boolean(0, column++);
    facts.can_write = row.boolean(0, column++);
    facts.can_delete = row.boolean(0, column++);
    facts.can_lock = row.boolean(0, column++);
    facts.extras_schema = row.boolean(0, column++);
    facts.extras_present = row.boolean(0, column++);
    facts.extras = row.boolean(0, column++);
    facts.extras_writable = row.boolean(0, column++);
    facts.extras_version = static_cast<int>(row.integer(0, column++));
    facts.can_create_extras = row.boolean(0, column++);
    facts.is_superuser = row.boolean(0, column++);
    facts.standby = row.boolean(0, column++);
    facts.sqitch = row.boolean(0, column++);
    facts.event_triggers = row.boolean(0, column++);
    facts.audit_logs_messages = row.boolean(0, column++);
    facts.server_encoding = row.text(0, column++);
    facts.server_version = row.text(0, column++);
    facts.lock_capacity = row.integer(0, column++);
    facts.installed_extensions = array_at(row, column);
    return facts;
}

}  // namespace pgmeta::ledger
