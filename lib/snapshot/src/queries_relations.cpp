// SPDX-License-Identifier: MIT
#include "queries.hpp"

namespace pgmeta::snapshot {

namespace {

// Inherited and partition parents in the order that matters to column merging.
constexpr std::string_view relations = R"(
SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                      WHEN 'f' THEN 'foreign table' ELSE 'table' END,
       c.nspname, NULL, c.identity,
       pg_get_userbyid(c.relowner) AS "owner",
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS "unlogged",
       NULLIF(a.amname, 'heap') AS "access method",
       CASE WHEN c.relispartition THEN h.parents END AS "partition of",
       pg_get_expr(c.relpartbound, c.oid) AS "partition bound",
       CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS "partition key",
       CASE WHEN NOT c.relispartition THEN h.parents END AS "inherits",
       NULLIF(c.reloftype, 0)::regtype::text AS "of type",
       CASE WHEN c.relkind NOT IN ('r', 'p', 'm') THEN NULL
            WHEN c.relreplident = 'f' THEN 'full' WHEN c.relreplident = 'n' THEN 'nothing'
            WHEN c.relreplident = 'i' THEN (SELECT 'index ' || i.indexrelid::regclass::text
                           FROM pg_catalog.pg_index i
                           WHERE i.indrelid = c.oid AND i.indisreplident) END AS "replica identity",
       CASE WHEN c.relrowsecurity THEN 'enabled' END AS "row security",
       CASE WHEN c.relforcerowsecurity THEN 'yes' END AS "row security for the owner",
       CASE WHEN c.reloptions IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(c.reloptions) ORDER BY 1), ', ') END AS "options",
       (SELECT array_to_string(ARRAY(SELECT unnest(t.reloptions) ORDER BY 1), ', ')
        FROM pg_catalog.pg_class t
        WHERE t.oid = c.reltoastrelid AND t.reloptions IS NOT NULL) AS "toast options",
       s.srvname AS "server",
       CASE WHEN f.ftoptions IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(f.ftoptions) ORDER BY 1), ', ') END AS "server options",
       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS "definition",
       c.relacl AS "=acl",
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('r', c.relowner) END AS "=default",
       n.text AS "comment"
FROM rel c
LEFT JOIN (SELECT i.inhrelid,
                  string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno) AS parents
           FROM pg_catalog.pg_inherits i GROUP BY i.inhrelid) h ON h.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
LEFT JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = c.oid
LEFT JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
LEFT JOIN note n ON n.classoid = 'pg_class'::regclass AND n.objoid = c.oid AND n.objsubid = 0
WHERE c.relkind <> 'c')";

// The position counts the columns there are, not those there once were.
constexpr std::string_view columns = R"(
SELECT 'column', c.nspname, c.identity, c.identity || '.' || quote_ident(a.attname),
       row_number() OVER (PARTITION BY a.attrelid ORDER BY a.attnum) AS "position",
       format_type(a.atttypid, a.atttypmod) AS "type",
       CASE WHEN a.attcollation <> t.typcollation
            THEN (SELECT quote_ident(s.nspname) || '.' || quote_ident(l.collname)
                  FROM pg_catalog.pg_collation l
                  JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
                  WHERE l.oid = a.attcollation) END AS "collation",
       CASE WHEN a.attnotnull THEN 'yes' END AS "not null",
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END AS "default",
       CASE a.attgenerated WHEN 's' THEN pg_get_expr(d.adbin, d.adrelid) || ' stored'
            WHEN 'v' THEN pg_get_expr(d.adbin, d.adrelid) || ' virtual' END AS "generated",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS "identity",
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external'
                                   WHEN 'x' THEN 'extended' ELSE 'main' END END AS "storage",
@14    CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS "compression",
       NULLIF(a.attstattarget, -1) AS "statistics target",
       CASE WHEN a.attoptions IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(a.attoptions) ORDER BY 1), ', ') END AS "options",
       CASE WHEN a.attfdwoptions IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(a.attfdwoptions) ORDER BY 1), ', ') END
           AS "server options",
       CASE WHEN NOT a.attislocal THEN 'yes' END AS "inherited",
       a.attacl AS "=acl", NULL AS "=default",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN note n ON n.classoid = 'pg_class'::regclass AND n.objoid = c.oid
                AND n.objsubid = a.attnum)";

// A constraint's index is a part of it.  Foreign keys that partitioning multiplies, and constraints
// that stand for NOT NULL or a trigger, are seen elsewhere.
constexpr std::string_view constraints = R"(
SELECT 'constraint', c.nspname, c.identity, quote_ident(k.conname) || ' on ' || c.identity,
       pg_get_constraintdef(k.oid) AS "definition",
       CASE WHEN NOT k.conislocal THEN 'yes' END AS "inherited",
       CASE WHEN NOT i.indisvalid THEN 'no' END AS "valid",
       CASE WHEN i.indisclustered THEN 'yes' END AS "clustered",
       CASE WHEN x.reloptions IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(x.reloptions) ORDER BY 1), ', ') END AS "options",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_constraint k ON k.conrelid = c.oid
LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
LEFT JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
LEFT JOIN note n ON n.classoid = 'pg_constraint'::regclass AND n.objoid = k.oid
WHERE k.contype IN ('c', 'p', 'u', 'x', 'f') AND NOT (k.contype = 'f' AND k.conparentid <> 0))";

constexpr std::string_view indexes = R"(
SELECT 'index', c.nspname, c.identity, x.oid::regclass::text,
       pg_get_indexdef(x.oid) AS "definition",
       CASE WHEN NOT (i.indisvalid AND i.indisready) THEN 'no' END AS "valid",
       CASE WHEN i.indisclustered THEN 'yes' END AS "clustered",
       CASE WHEN x.relispartition
            THEN (SELECT h.inhparent::regclass::text FROM pg_catalog.pg_inherits h
                  WHERE h.inhrelid = x.oid) END AS "partition of",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
LEFT JOIN note n ON n.classoid = 'pg_class'::regclass AND n.objoid = x.oid AND n.objsubid = 0
WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = x.oid AND k.conrelid = c.oid
                    AND k.contype IN ('p', 'u', 'x')))";

// Copies of a trigger on partitions count when they are switched otherwise than the original.
constexpr std::string_view triggers = R"(
SELECT 'trigger', c.nspname, c.identity, quote_ident(t.tgname) || ' on ' || c.identity,
       pg_get_triggerdef(t.oid) AS "definition",
       CASE t.tgenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on a replica only'
                        WHEN 'A' THEN 'always' END AS "enabled",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_trigger t ON t.tgrelid = c.oid
LEFT JOIN pg_catalog.pg_trigger p ON p.oid = t.tgparentid
LEFT JOIN note n ON n.classoid = 'pg_trigger'::regclass AND n.objoid = t.oid
WHERE CASE WHEN t.tgparentid = 0 THEN NOT t.tgisinternal
           ELSE t.tgenabled <> p.tgenabled AND t.tgconstraint = 0 END)";

constexpr std::string_view rules = R"(
SELECT 'rule', c.nspname, c.identity, quote_ident(r.rulename) || ' on ' || c.identity,
       pg_get_ruledef(r.oid) AS "definition",
       CASE r.ev_enabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on a replica only'
                         WHEN 'A' THEN 'always' END AS "enabled",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_rewrite r ON r.ev_class = c.oid AND r.rulename <> '_RETURN'
LEFT JOIN note n ON n.classoid = 'pg_rewrite'::regclass AND n.objoid = r.oid)";

constexpr std::string_view policies = R"(
SELECT 'policy', c.nspname, c.identity, quote_ident(p.polname) || ' on ' || c.identity,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update'
                     WHEN 'd' THEN 'delete' ELSE 'all' END AS "command",
       CASE WHEN NOT p.polpermissive THEN 'yes' END AS "restrictive",
       (SELECT string_agg(CASE r.role WHEN 0 THEN 'public' ELSE pg_get_userbyid(r.role) END, ', '
                          ORDER BY CASE r.role WHEN 0 THEN 'public'
                                                ELSE pg_get_userbyid(r.role) END)
        FROM unnest(p.polroles) AS r (role)) AS "roles",
       pg_get_expr(p.polqual, p.polrelid) AS "using",
       pg_get_expr(p.polwithcheck, p.polrelid) AS "with check",
       n.text AS "comment"
FROM rel c
JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
LEFT JOIN note n ON n.classoid = 'pg_policy'::regclass AND n.objoid = p.oid)";

constexpr std::string_view sequences = R"(
SELECT 'sequence', o.nspname, NULL, c.oid::regclass::text,
       pg_get_userbyid(c.relowner) AS "owner",
       CASE c.relpersistence WHEN 'u' THEN 'yes' END AS "unlogged",
       format_type(s.seqtypid, NULL) AS "type",
       s.seqstart AS "start", s.seqincrement AS "increment", s.seqmin AS "minimum",
       s.seqmax AS "maximum", NULLIF(s.seqcache, 1) AS "cache",
       CASE WHEN s.seqcycle THEN 'yes' END AS "cycle",
       (SELECT d.refobjid::regclass::text || '.' || quote_ident(a.attname)
        FROM pg_catalog.pg_depend d
        JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
          AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
          AND d.deptype IN ('a', 'i')) AS "owned by",
       c.relacl AS "=acl",
       CASE WHEN c.relacl IS NOT NULL THEN acldefault('s', c.relowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_sequence s
JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid
JOIN own o ON o.oid = c.relnamespace
LEFT JOIN note n ON n.classoid = 'pg_class'::regclass AND n.objoid = c.oid AND n.objsubid = 0
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid))";

constexpr std::string_view statistics = R"(
SELECT 'statistics', o.nspname, NULL, o.name || '.' || quote_ident(s.stxname),
       pg_get_userbyid(s.stxowner) AS "owner",
       pg_get_statisticsobjdef(s.oid) AS "definition",
       NULLIF(s.stxstattarget, -1) AS "statistics target",
       n.text AS "comment"
FROM pg_catalog.pg_statistic_ext s
JOIN own o ON o.oid = s.stxnamespace
LEFT JOIN note n ON n.classoid = 'pg_statistic_ext'::regclass AND n.objoid = s.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_statistic_ext'::regclass AND m.objid = s.oid))";

}  // namespace

std::vector<std::string_view> relation_queries() {
    return {relations, columns,  constraints, indexes,   triggers,
            rules,     policies, sequences,   statistics};
}

}  // namespace pgmeta::snapshot
