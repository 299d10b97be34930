// SPDX-License-Identifier: MIT
#include "queries.hpp"

namespace pgmeta::snapshot {

namespace {

// Arrays, row types of tables and multiranges come with the type they are of.
constexpr std::string_view types = R"(
SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain' ELSE 'type' END,
       o.nspname, NULL, o.name || '.' || quote_ident(t.typname),
       pg_get_userbyid(t.typowner) AS "owner",
       CASE t.typtype WHEN 'c' THEN 'composite' WHEN 'r' THEN 'range' WHEN 'b' THEN 'base'
                      WHEN 'p' THEN 'shell' END AS "form",
       (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
        FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS "labels",
       CASE t.typtype WHEN 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS "base type",
       CASE WHEN t.typnotnull THEN 'yes' END AS "not null",
       CASE WHEN t.typtype = 'd' AND t.typcollation <> u.typcollation
            THEN (SELECT quote_ident(s.nspname) || '.' || quote_ident(l.collname)
                  FROM pg_catalog.pg_collation l
                  JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
                  WHERE l.oid = t.typcollation) END AS "collation",
       t.typdefault AS "default",
       format_type(NULLIF(r.rngsubtype, 0), NULL) AS "subtype",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(k.opcname)
        FROM pg_catalog.pg_opclass k JOIN pg_catalog.pg_namespace s ON s.oid = k.opcnamespace
        WHERE k.oid = r.rngsubopc) AS "subtype operator class",
       (SELECT quote_ident(s.nspname) || '.' || quote_ident(l.collname)
        FROM pg_catalog.pg_collation l JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
        WHERE l.oid = r.rngcollation) AS "subtype collation",
       NULLIF(r.rngcanonical, 0)::regprocedure::text AS "canonical",
       NULLIF(r.rngsubdiff, 0)::regprocedure::text AS "subtype difference",
@14    NULLIF(r.rngmultitypid, 0)::regtype::text AS "multirange",
       b.*,
       t.typacl AS "=acl",
       CASE WHEN t.typacl IS NOT NULL THEN acldefault('T', t.typowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_type t
JOIN own o ON o.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
LEFT JOIN pg_catalog.pg_type u ON u.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
LEFT JOIN LATERAL (
    SELECT NULLIF(t.typinput, 0)::regprocedure::text AS "input",
           NULLIF(t.typoutput, 0)::regprocedure::text AS "output",
           NULLIF(t.typreceive, 0)::regprocedure::text AS "receive",
           NULLIF(t.typsend, 0)::regprocedure::text AS "send",
           NULLIF(t.typmodin, 0)::regprocedure::text AS "modifier input",
           NULLIF(t.typmodout, 0)::regprocedure::text AS "modifier output",
           NULLIF(t.typanalyze, 0)::regprocedure::text AS "analyze",
@14        NULLIF(t.typsubscript, 0)::regprocedure::text AS "subscript",
           t.typlen AS "length",
           CASE WHEN t.typbyval THEN 'yes' END AS "by value",
           t.typalign AS "alignment", t.typstorage AS "storage",
           t.typcategory AS "category",
           CASE WHEN t.typispreferred THEN 'yes' END AS "preferred",
           format_type(NULLIF(t.typelem, 0), NULL) AS "element",
           NULLIF(t.typdelim, ',') AS "delimiter",
           CASE WHEN t.typcollation <> 0 THEN 'yes' END AS "collatable"
) b ON t.typtype = 'b'
LEFT JOIN note n ON n.classoid = 'pg_type'::regclass AND n.objoid = t.oid AND n.objsubid = 0
WHERE (t.typtype IN ('b', 'd', 'e', 'r') OR c.relkind = 'c'
       OR (t.typtype = 'p' AND NOT t.typisdefined))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_type e WHERE e.typarray = t.oid)
  AND NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid))";

constexpr std::string_view domain_constraints = R"(
SELECT 'constraint', o.nspname, o.name || '.' || quote_ident(t.typname),
       quote_ident(k.conname) || ' on ' || o.name || '.' || quote_ident(t.typname),
       pg_get_constraintdef(k.oid) AS "definition", n.text AS "comment"
FROM pg_catalog.pg_type t
JOIN own o ON o.oid = t.typnamespace
JOIN pg_catalog.pg_constraint k ON k.contypid = t.oid AND k.contype = 'c'
LEFT JOIN note n ON n.classoid = 'pg_constraint'::regclass AND n.objoid = k.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_type'::regclass AND m.objid = t.oid))";

constexpr std::string_view collations = R"(
SELECT 'collation', o.nspname, NULL, o.name || '.' || quote_ident(l.collname),
       pg_get_userbyid(l.collowner) AS "owner",
       CASE l.collprovider WHEN 'c' THEN 'libc' WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                           ELSE 'default' END AS "provider",
       NULLIF(l.collcollate, '') AS "collate", NULLIF(l.collctype, '') AS "ctype",
@15 @-17 l.colliculocale AS "locale",
@17    l.colllocale AS "locale",
@16    l.collicurules AS "rules",
       CASE WHEN NOT l.collisdeterministic THEN 'no' END AS "deterministic",
       n.text AS "comment"
FROM pg_catalog.pg_collation l
JOIN own o ON o.oid = l.collnamespace
LEFT JOIN note n ON n.classoid = 'pg_collation'::regclass AND n.objoid = l.oid
WHERE l.collencoding IN (-1, (SELECT d.encoding FROM pg_catalog.pg_database d
                              WHERE d.datname = current_database()))
  AND NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_collation'::regclass AND m.objid = l.oid))";

constexpr std::string_view conversions = R"(
SELECT 'conversion', o.nspname, NULL, o.name || '.' || quote_ident(v.conname),
       pg_get_userbyid(v.conowner) AS "owner",
       pg_encoding_to_char(v.conforencoding) AS "from",
       pg_encoding_to_char(v.contoencoding) AS "to",
       v.conproc::oid::regprocedure::text AS "function",
       CASE WHEN v.condefault THEN 'yes' END AS "default",
       n.text AS "comment"
FROM pg_catalog.pg_conversion v
JOIN own o ON o.oid = v.connamespace
LEFT JOIN note n ON n.classoid = 'pg_conversion'::regclass AND n.objoid = v.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_conversion'::regclass AND m.objid = v.oid))";

}  // namespace

std::vector<std::string_view> type_queries() {
    return {types, domain_constraints, collations, conversions};
}

}  // namespace pgmeta::snapshot
