// SPDX-License-Identifier: MIT
#include "queries.hpp"

namespace pgmeta::snapshot {

namespace {

// What the server makes by itself for a range type depends on it internally.  Bodies are compared
// by digest, in an encoding that does not depend on the database where there is one.
constexpr std::string_view functions = R"(
SELECT CASE p.prokind WHEN 'p' THEN 'procedure' ELSE 'function' END,
       o.nspname, NULL, p.oid::regprocedure::text,
       pg_get_userbyid(p.proowner) AS "owner",
       NULLIF(pg_get_function_arguments(p.oid), '') AS "arguments",
       pg_get_function_result(p.oid) AS "returns",
       l.lanname AS "language",
       CASE p.prokind WHEN 'w' THEN 'yes' END AS "window",
       CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END AS "volatility",
       CASE WHEN p.proisstrict THEN 'yes' END AS "strict",
       CASE WHEN p.prosecdef THEN 'definer' END AS "security",
       CASE WHEN p.proleakproof THEN 'yes' END AS "leakproof",
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS "parallel",
       NULLIF(p.procost, CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END) AS "cost",
       NULLIF(p.prorows, CASE WHEN p.proretset THEN 1000 ELSE 0 END) AS "rows",
       NULLIF(p.prosupport, 0)::regprocedure::text AS "support",
       (SELECT string_agg(format_type(f.type, NULL), ', ' ORDER BY f.number)
        FROM unnest(p.protrftypes) WITH ORDINALITY AS f (type, number)) AS "transforms",
       CASE WHEN p.proconfig IS NOT NULL
            THEN array_to_string(ARRAY(SELECT unnest(p.proconfig) ORDER BY 1), ', ') END AS "settings",
       p.probin AS "library",
       'sha256:' || encode(sha256(convert_to(
@14        COALESCE(pg_get_function_sqlbody(p.oid), p.prosrc),
@-14       p.prosrc,
           CASE getdatabaseencoding() WHEN 'SQL_ASCII' THEN 'SQL_ASCII' ELSE 'UTF8' END)),
           'hex') AS "body",
       p.proacl AS "=acl",
       CASE WHEN p.proacl IS NOT NULL THEN acldefault('f', p.proowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_proc p
JOIN own o ON o.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
LEFT JOIN note n ON n.classoid = 'pg_proc'::regclass AND n.objoid = p.oid
WHERE p.prokind <> 'a'
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m WHERE m.classid = 'pg_proc'::regclass
                  AND m.objid = p.oid AND m.deptype IN ('e', 'i')))";

constexpr std::string_view aggregates = R"(
SELECT 'aggregate', o.nspname, NULL, p.oid::regprocedure::text,
       pg_get_userbyid(p.proowner) AS "owner",
       NULLIF(pg_get_function_arguments(p.oid), '') AS "arguments",
       pg_get_function_result(p.oid) AS "returns",
       CASE a.aggkind WHEN 'o' THEN 'ordered set' WHEN 'h' THEN 'hypothetical set' END AS "form",
       a.aggtransfn::oid::regprocedure::text AS "transition function",
       format_type(a.aggtranstype, NULL) AS "state type",
       NULLIF(a.aggtransspace, 0) AS "state size",
       quote_literal(a.agginitval) AS "initial condition",
       NULLIF(a.aggfinalfn::oid, 0)::regprocedure::text AS "final function",
       CASE WHEN a.aggfinalextra THEN 'yes' END AS "final function extra",
       CASE WHEN a.aggkind = 'n' THEN NULLIF(a.aggfinalmodify, 'r')
            ELSE NULLIF(a.aggfinalmodify, 'w') END AS "final function modify",
       NULLIF(a.aggcombinefn::oid, 0)::regprocedure::text AS "combine function",
       NULLIF(a.aggserialfn::oid, 0)::regprocedure::text AS "serial function",
       NULLIF(a.aggdeserialfn::oid, 0)::regprocedure::text AS "deserial function",
       NULLIF(a.aggmtransfn::oid, 0)::regprocedure::text AS "moving transition function",
       NULLIF(a.aggminvtransfn::oid, 0)::regprocedure::text AS "moving inverse function",
       format_type(NULLIF(a.aggmtranstype, 0), NULL) AS "moving state type",
       NULLIF(a.aggmtransspace, 0) AS "moving state size",
       quote_literal(a.aggminitval) AS "moving initial condition",
       NULLIF(a.aggmfinalfn::oid, 0)::regprocedure::text AS "moving final function",
       CASE WHEN a.aggmfinalextra THEN 'yes' END AS "moving final function extra",
       NULLIF(a.aggsortop, 0)::regoperator::text AS "sort operator",
       CASE p.proparallel WHEN 's' THEN 'safe' WHEN 'r' THEN 'restricted' END AS "parallel",
       p.proacl AS "=acl",
       CASE WHEN p.proacl IS NOT NULL THEN acldefault('f', p.proowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_proc p
JOIN own o ON o.oid = p.pronamespace
JOIN pg_catalog.pg_aggregate a ON a.aggfnoid = p.oid
LEFT JOIN note n ON n.classoid = 'pg_proc'::regclass AND n.objoid = p.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_proc'::regclass AND m.objid = p.oid))";

constexpr std::string_view operators = R"(
SELECT 'operator', o.nspname, NULL, p.oid::regoperator::text,
       pg_get_userbyid(p.oprowner) AS "owner",
       NULLIF(p.oprcode, 0)::regprocedure::text AS "function",
       format_type(NULLIF(p.oprresult, 0), NULL) AS "returns",
       NULLIF(p.oprcom, 0)::regoperator::text AS "commutator",
       NULLIF(p.oprnegate, 0)::regoperator::text AS "negator",
       NULLIF(p.oprrest, 0)::regprocedure::text AS "restriction estimator",
       NULLIF(p.oprjoin, 0)::regprocedure::text AS "join estimator",
       CASE WHEN p.oprcanhash THEN 'yes' END AS "hashes",
       CASE WHEN p.oprcanmerge THEN 'yes' END AS "merges",
       n.text AS "comment"
FROM pg_catalog.pg_operator p
JOIN own o ON o.oid = p.oprnamespace
LEFT JOIN note n ON n.classoid = 'pg_operator'::regclass AND n.objoid = p.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_operator'::regclass AND m.objid = p.oid))";

constexpr std::string_view operator_families = R"(
SELECT 'operator family', o.nspname, NULL,
       o.name || '.' || quote_ident(f.opfname) || ' using ' || quote_ident(a.amname),
       pg_get_userbyid(f.opfowner) AS "owner",
       (SELECT string_agg(x.text, ', ' ORDER BY x.amopstrategy, x.text)
        FROM (SELECT p.amopstrategy, p.amopstrategy || ' ' || p.amopopr::regoperator::text
                     || CASE p.amoppurpose WHEN 'o' THEN ' for order by' ELSE '' END AS text
              FROM pg_catalog.pg_amop p WHERE p.amopfamily = f.oid) x) AS "operators",
       (SELECT string_agg(x.text, ', ' ORDER BY x.amprocnum, x.text)
        FROM (SELECT p.amprocnum, p.amprocnum || ' (' || format_type(p.amproclefttype, NULL)
                     || ', ' || format_type(p.amprocrighttype, NULL) || ') '
                     || p.amproc::oid::regprocedure::text AS text
              FROM pg_catalog.pg_amproc p WHERE p.amprocfamily = f.oid) x) AS "functions",
       n.text AS "comment"
FROM pg_catalog.pg_opfamily f
JOIN own o ON o.oid = f.opfnamespace
JOIN pg_catalog.pg_am a ON a.oid = f.opfmethod
LEFT JOIN note n ON n.classoid = 'pg_opfamily'::regclass AND n.objoid = f.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_opfamily'::regclass AND m.objid = f.oid))";

constexpr std::string_view operator_classes = R"(
SELECT 'operator class', o.nspname, NULL,
       o.name || '.' || quote_ident(k.opcname) || ' using ' || quote_ident(a.amname),
       pg_get_userbyid(k.opcowner) AS "owner",
       quote_ident(s.nspname) || '.' || quote_ident(f.opfname) AS "family",
       format_type(k.opcintype, NULL) AS "type",
       format_type(NULLIF(k.opckeytype, 0), NULL) AS "storage",
       CASE WHEN k.opcdefault THEN 'yes' END AS "default",
       n.text AS "comment"
FROM pg_catalog.pg_opclass k
JOIN own o ON o.oid = k.opcnamespace
JOIN pg_catalog.pg_am a ON a.oid = k.opcmethod
JOIN pg_catalog.pg_opfamily f ON f.oid = k.opcfamily
JOIN pg_catalog.pg_namespace s ON s.oid = f.opfnamespace
LEFT JOIN note n ON n.classoid = 'pg_opclass'::regclass AND n.objoid = k.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_opclass'::regclass AND m.objid = k.oid))";

// The server makes casts between a range and its multirange.
constexpr std::string_view casts = R"(
SELECT 'cast', NULL, NULL,
       '(' || format_type(c.castsource, NULL) || ' AS ' || format_type(c.casttarget, NULL) || ')',
       NULLIF(c.castfunc, 0)::regprocedure::text AS "function",
       CASE c.castmethod WHEN 'b' THEN 'binary' WHEN 'i' THEN 'input and output'
                         ELSE 'function' END AS "method",
       CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS "context",
       n.text AS "comment"
FROM pg_catalog.pg_cast c
LEFT JOIN note n ON n.classoid = 'pg_cast'::regclass AND n.objoid = c.oid
WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend m WHERE m.classid = 'pg_cast'::regclass
                  AND m.objid = c.oid AND m.deptype IN ('e', 'i')))";

constexpr std::string_view transforms = R"(
SELECT 'transform', NULL, NULL,
       'for ' || format_type(t.trftype, NULL) || ' language ' || quote_ident(l.lanname),
       NULLIF(t.trffromsql, 0)::regprocedure::text AS "from sql",
       NULLIF(t.trftosql, 0)::regprocedure::text AS "to sql",
       n.text AS "comment"
FROM pg_catalog.pg_transform t
JOIN pg_catalog.pg_language l ON l.oid = t.trflang
LEFT JOIN note n ON n.classoid = 'pg_transform'::regclass AND n.objoid = t.oid
WHERE t.oid >= 16384
  AND NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_transform'::regclass AND m.objid = t.oid))";

}  // namespace

std::vector<std::string_view> routine_queries() {
    return {functions,        aggregates, operators, operator_families,
            operator_classes, casts,      transforms};
}

}  // namespace pgmeta::snapshot
