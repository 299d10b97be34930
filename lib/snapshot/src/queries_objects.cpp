// SPDX-License-Identifier: MIT
#include "queries.hpp"

namespace pgmeta::snapshot {

namespace {

constexpr std::string_view schemas = R"(
SELECT 'schema', s.nspname, NULL, quote_ident(s.nspname),
       pg_get_userbyid(s.nspowner) AS "owner",
       s.nspacl AS "=acl",
       CASE WHEN s.nspacl IS NOT NULL THEN acldefault('n', s.nspowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_namespace s
JOIN own o ON o.oid = s.oid
LEFT JOIN note n ON n.classoid = 'pg_namespace'::regclass AND n.objoid = s.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_namespace'::regclass AND m.objid = s.oid))";

constexpr std::string_view extensions = R"(
SELECT 'extension', NULL, NULL, quote_ident(e.extname),
       pg_get_userbyid(e.extowner) AS "owner",
       e.extversion AS "version", s.nspname AS "schema", n.text AS "comment"
FROM pg_catalog.pg_extension e
JOIN pg_catalog.pg_namespace s ON s.oid = e.extnamespace
LEFT JOIN note n ON n.classoid = 'pg_extension'::regclass AND n.objoid = e.oid)";

constexpr std::string_view languages = R"(
SELECT 'language', NULL, NULL, quote_ident(l.lanname),
       pg_get_userbyid(l.lanowner) AS "owner",
       CASE WHEN l.lanpltrusted THEN 'yes' END AS "trusted",
       NULLIF(l.lanplcallfoid, 0)::regprocedure::text AS "handler",
       NULLIF(l.laninline, 0)::regprocedure::text AS "inline",
       NULLIF(l.lanvalidator, 0)::regprocedure::text AS "validator",
       l.lanacl AS "=acl",
       CASE WHEN l.lanacl IS NOT NULL THEN acldefault('l', l.lanowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_language l
LEFT JOIN note n ON n.classoid = 'pg_language'::regclass AND n.objoid = l.oid
WHERE l.oid >= 16384
  AND NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_language'::regclass AND m.objid = l.oid))";

constexpr std::string_view access_methods = R"(
SELECT 'access method', NULL, NULL, quote_ident(a.amname),
       CASE a.amtype WHEN 't' THEN 'table' ELSE 'index' END AS "type",
       a.amhandler::oid::regprocedure::text AS "handler", n.text AS "comment"
FROM pg_catalog.pg_am a
LEFT JOIN note n ON n.classoid = 'pg_am'::regclass AND n.objoid = a.oid
WHERE a.oid >= 16384
  AND NOT EXISTS (SELECT FROM member m WHERE m.classid = 'pg_am'::regclass AND m.objid = a.oid))";

constexpr std::string_view wrappers = R"(
SELECT 'foreign-data wrapper', NULL, NULL, quote_ident(w.fdwname),
       pg_get_userbyid(w.fdwowner) AS "owner",
       NULLIF(w.fdwhandler, 0)::regprocedure::text AS "handler",
       NULLIF(w.fdwvalidator, 0)::regprocedure::text AS "validator",
       array_to_string(ARRAY(SELECT unnest(w.fdwoptions) ORDER BY 1), ', ') AS "options",
       w.fdwacl AS "=acl",
       CASE WHEN w.fdwacl IS NOT NULL THEN acldefault('F', w.fdwowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_foreign_data_wrapper w
LEFT JOIN note n ON n.classoid = 'pg_foreign_data_wrapper'::regclass AND n.objoid = w.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_foreign_data_wrapper'::regclass AND m.objid = w.oid))";

constexpr std::string_view servers = R"(
SELECT 'server', NULL, NULL, quote_ident(s.srvname),
       pg_get_userbyid(s.srvowner) AS "owner",
       quote_ident(w.fdwname) AS "wrapper", s.srvtype AS "type", s.srvversion AS "version",
       array_to_string(ARRAY(SELECT unnest(s.srvoptions) ORDER BY 1), ', ') AS "options",
       s.srvacl AS "=acl",
       CASE WHEN s.srvacl IS NOT NULL THEN acldefault('S', s.srvowner) END AS "=default",
       n.text AS "comment"
FROM pg_catalog.pg_foreign_server s
JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
LEFT JOIN note n ON n.classoid = 'pg_foreign_server'::regclass AND n.objoid = s.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_foreign_server'::regclass AND m.objid = s.oid))";

// Options hold passwords, and not everyone may see them.
constexpr std::string_view user_mappings = R"(
SELECT 'user mapping', NULL, NULL,
       CASE u.umuser WHEN 0 THEN 'public' ELSE quote_ident(u.usename) END
           || ' on ' || quote_ident(u.srvname)
FROM pg_catalog.pg_user_mappings u)";

constexpr std::string_view event_triggers = R"(
SELECT 'event trigger', NULL, NULL, quote_ident(e.evtname),
       pg_get_userbyid(e.evtowner) AS "owner",
       e.evtevent AS "event",
       array_to_string(ARRAY(SELECT unnest(e.evttags) ORDER BY 1), ', ') AS "tags",
       e.evtfoid::regprocedure::text AS "function",
       CASE e.evtenabled WHEN 'D' THEN 'no' WHEN 'R' THEN 'on a replica only'
                         WHEN 'A' THEN 'always' END AS "enabled",
       n.text AS "comment"
FROM pg_catalog.pg_event_trigger e
LEFT JOIN note n ON n.classoid = 'pg_event_trigger'::regclass AND n.objoid = e.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_event_trigger'::regclass AND m.objid = e.oid))";

constexpr std::string_view publications = R"(
SELECT 'publication', NULL, NULL, quote_ident(p.pubname),
       pg_get_userbyid(p.pubowner) AS "owner",
       CASE WHEN p.puballtables THEN 'yes' END AS "all tables",
       (SELECT string_agg(r.prrelid::regclass::text
@15         || COALESCE(' (' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
@15                              FROM pg_catalog.pg_attribute a WHERE a.attrelid = r.prrelid
@15                                AND a.attnum = ANY (r.prattrs)) || ')', '')
@15         || COALESCE(' where ' || pg_get_expr(r.prqual, r.prrelid), '')
               , ', ' ORDER BY r.prrelid::regclass::text)
        FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid) AS "tables",
@15    (SELECT string_agg(quote_ident(s.nspname), ', ' ORDER BY s.nspname)
@15     FROM pg_catalog.pg_publication_namespace r
@15     JOIN pg_catalog.pg_namespace s ON s.oid = r.pnnspid WHERE r.pnpubid = p.oid) AS "schemas",
       concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END,
                 CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                 CASE WHEN p.pubtruncate THEN 'truncate' END) AS "publishes",
       CASE WHEN p.pubviaroot THEN 'yes' END AS "via partition root",
       n.text AS "comment"
FROM pg_catalog.pg_publication p
LEFT JOIN note n ON n.classoid = 'pg_publication'::regclass AND n.objoid = p.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_publication'::regclass AND m.objid = p.oid))";

// The connection string may hold a password and is readable for superusers only, and so was the OID
// before 14.
constexpr std::string_view subscriptions = R"(
SELECT 'subscription', NULL, NULL, quote_ident(s.subname),
       pg_get_userbyid(s.subowner) AS "owner",
       CASE WHEN NOT s.subenabled THEN 'no' END AS "enabled",
       s.subslotname AS "slot",
       array_to_string(ARRAY(SELECT unnest(s.subpublications) ORDER BY 1), ', ')
           AS "publications"
@14    , n.text AS "comment"
FROM pg_catalog.pg_subscription s
@14 LEFT JOIN note n ON n.classoid = 'pg_subscription'::regclass AND n.objoid = s.oid
WHERE s.subdbid = (SELECT d.oid FROM pg_catalog.pg_database d
                   WHERE d.datname = current_database()))";

// Privileges for a schema come on top of the general ones, so without any there are none.
constexpr std::string_view default_privileges = R"(
SELECT 'default privileges', o.nspname, NULL,
       'on ' || CASE d.defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences'
                     WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN 'n' THEN 'schemas'
                     ELSE 'large objects' END
             || ' by ' || quote_ident(pg_get_userbyid(d.defaclrole))
             || COALESCE(' in ' || o.name, ''),
       d.defaclacl AS "=acl",
       CASE WHEN d.defaclnamespace = 0
            THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END,
                            d.defaclrole) END AS "=default"
FROM pg_catalog.pg_default_acl d
LEFT JOIN own o ON o.oid = d.defaclnamespace
WHERE d.defaclnamespace = 0 OR o.oid IS NOT NULL)";

constexpr std::string_view text_search_parsers = R"(
SELECT 'text search parser', o.nspname, NULL, o.name || '.' || quote_ident(p.prsname),
       p.prsstart::oid::regprocedure::text AS "start",
       p.prstoken::oid::regprocedure::text AS "token",
       p.prsend::oid::regprocedure::text AS "end",
       NULLIF(p.prsheadline, 0)::regprocedure::text AS "headline",
       p.prslextype::oid::regprocedure::text AS "token types",
       n.text AS "comment"
FROM pg_catalog.pg_ts_parser p
JOIN own o ON o.oid = p.prsnamespace
LEFT JOIN note n ON n.classoid = 'pg_ts_parser'::regclass AND n.objoid = p.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_ts_parser'::regclass AND m.objid = p.oid))";

constexpr std::string_view text_search_templates = R"(
SELECT 'text search template', o.nspname, NULL, o.name || '.' || quote_ident(t.tmplname),
       NULLIF(t.tmplinit, 0)::regprocedure::text AS "init",
       t.tmpllexize::oid::regprocedure::text AS "lexize",
       n.text AS "comment"
FROM pg_catalog.pg_ts_template t
JOIN own o ON o.oid = t.tmplnamespace
LEFT JOIN note n ON n.classoid = 'pg_ts_template'::regclass AND n.objoid = t.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_ts_template'::regclass AND m.objid = t.oid))";

constexpr std::string_view text_search_dictionaries = R"(
SELECT 'text search dictionary', o.nspname, NULL, o.name || '.' || quote_ident(d.dictname),
       pg_get_userbyid(d.dictowner) AS "owner",
       quote_ident(s.nspname) || '.' || quote_ident(t.tmplname) AS "template",
       d.dictinitoption AS "options",
       n.text AS "comment"
FROM pg_catalog.pg_ts_dict d
JOIN own o ON o.oid = d.dictnamespace
JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
JOIN pg_catalog.pg_namespace s ON s.oid = t.tmplnamespace
LEFT JOIN note n ON n.classoid = 'pg_ts_dict'::regclass AND n.objoid = d.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_ts_dict'::regclass AND m.objid = d.oid))";

constexpr std::string_view text_search_configurations = R"(
SELECT 'text search configuration', o.nspname, NULL, o.name || '.' || quote_ident(c.cfgname),
       pg_get_userbyid(c.cfgowner) AS "owner",
       quote_ident(s.nspname) || '.' || quote_ident(p.prsname) AS "parser",
       (SELECT string_agg(x.text, '; ' ORDER BY x.text)
        FROM (SELECT k.alias || ': '
                     || string_agg(m.mapdict::regdictionary::text, ', ' ORDER BY m.mapseqno) AS text
              FROM pg_catalog.pg_ts_config_map m
              JOIN pg_catalog.ts_token_type(c.cfgparser) k ON k.tokid = m.maptokentype
              WHERE m.mapcfg = c.oid GROUP BY k.alias) x) AS "mappings",
       n.text AS "comment"
FROM pg_catalog.pg_ts_config c
JOIN own o ON o.oid = c.cfgnamespace
JOIN pg_catalog.pg_ts_parser p ON p.oid = c.cfgparser
JOIN pg_catalog.pg_namespace s ON s.oid = p.prsnamespace
LEFT JOIN note n ON n.classoid = 'pg_ts_config'::regclass AND n.objoid = c.oid
WHERE NOT EXISTS (SELECT FROM member m
                  WHERE m.classid = 'pg_ts_config'::regclass AND m.objid = c.oid))";

}  // namespace

std::vector<std::string_view> object_queries() {
    return {schemas,
            extensions,
            languages,
            access_methods,
            wrappers,
            servers,
            user_mappings,
            event_triggers,
            publications,
            subscriptions,
            default_privileges,
            text_search_parsers,
            text_search_templates,
            text_search_dictionaries,
            text_search_configurations};
}

}  // namespace pgmeta::snapshot
