-- A whole database described: from its name to what serves it.
-- role: administrator
SELECT plan(35);

INSERT INTO metaschema_public.database (id, owner_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000001', 'my-meta-db');
SELECT results_eq(
  $$SELECT owner_id, name FROM metaschema_public.database WHERE id = 'd0000000-0000-4000-8000-000000000001'$$,
  $$VALUES ('a0000000-0000-4000-8000-000000000001'::uuid, 'my-meta-db')$$, 'a database is what was inserted');

INSERT INTO services_public.apis (id, database_id, name, role_name, anon_role) VALUES
  ('a1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'public', DEFAULT, DEFAULT),
  ('a1000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', 'admin', 'administrator', 'administrator');
SELECT results_eq(
  'SELECT name, dbname, role_name, anon_role, is_public FROM services_public.apis ORDER BY name DESC',
  $$VALUES ('public', current_database()::text COLLATE "default", 'authenticated', 'anonymous', true), ('admin', current_database()::text COLLATE "default", 'administrator', 'administrator', true)$$,
  'an API connects to this database as the base roles unless told otherwise');

INSERT INTO services_public.sites (id, database_id, title, description, og_image, favicon, apple_touch_icon, logo) VALUES (
  '51000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'My site', 'About things',
  '{"url": "https://example.com/og.png", "mime": "image/png"}', 'https://example.com/favicon.ico',
  '{"url": "https://example.com/touch.png", "mime": "image/png"}', '{"url": "https://example.com/logo.svg", "mime": "image/svg+xml"}');
SELECT is(dbname, current_database()::text COLLATE "default", 'a site connects to this database') FROM services_public.sites;

INSERT INTO services_public.domains (database_id, api_id, site_id, subdomain, domain) VALUES
  ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', NULL, 'api', 'example.com'),
  ('d0000000-0000-4000-8000-000000000001', NULL, '51000000-0000-4000-8000-000000000001', 'app', 'example.com'),
  ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000002', NULL, 'admin', 'example.com'),
  ('d0000000-0000-4000-8000-000000000001', NULL, NULL, NULL, 'example.com');
SELECT is(count(*), 4::bigint, 'an API, a site, another API and nothing at all answer to domains') FROM services_public.domains;

INSERT INTO services_public.site_modules (database_id, site_id, name, data) VALUES ('d0000000-0000-4000-8000-000000000001', '51000000-0000-4000-8000-000000000001', 'legal-emails', '{"supportEmail": "support@example.com"}');
INSERT INTO services_public.api_modules (database_id, api_id, name, data) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', 'rls_module', '{"authenticate": "authenticate"}');
INSERT INTO services_public.api_extensions (database_id, api_id, schema_name) VALUES ('d0000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001', 'app_public');
INSERT INTO services_public.site_themes (database_id, site_id, theme) VALUES ('d0000000-0000-4000-8000-000000000001', '51000000-0000-4000-8000-000000000001', '{"primary": "#fff"}');
INSERT INTO services_public.site_metadata (database_id, site_id, title) VALUES ('d0000000-0000-4000-8000-000000000001', '51000000-0000-4000-8000-000000000001', 'My site');
INSERT INTO services_public.apps (database_id, site_id, name, app_store_link, app_image) VALUES ('d0000000-0000-4000-8000-000000000001', '51000000-0000-4000-8000-000000000001', 'My app', 'https://apps.example.com/1', '{"url": "https://example.com/app.png", "mime": "image/png"}');
SELECT is(data ->> 'supportEmail', 'support@example.com', 'a part of a site keeps its data') FROM services_public.site_modules;

INSERT INTO metaschema_public.schema (id, database_id, name, schema_name) VALUES ('5c000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', 'app_public', 'my_meta_db_app_public');
INSERT INTO services_public.api_schemas (database_id, schema_id, api_id) VALUES
  ('d0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001'),
  ('d0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000002');
SELECT throws_ok($$INSERT INTO services_public.api_schemas (database_id, schema_id, api_id) VALUES
  ('d0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'a1000000-0000-4000-8000-000000000001')$$, '23505', NULL, 'an API serves a schema once');

INSERT INTO metaschema_public."table" (id, database_id, schema_id, name) VALUES
  ('7a000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'users'),
  ('7a000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'orders');
INSERT INTO metaschema_public.field (id, database_id, table_id, name, type, is_required) VALUES
  ('f1000000-0000-4000-8000-000000000001', 'd0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'id', 'uuid', true),
  ('f1000000-0000-4000-8000-000000000002', 'd0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'owner_id', 'uuid', true);
SELECT results_eq('SELECT DISTINCT category, tags FROM metaschema_public.field', $$VALUES ('app'::metaschema_public.object_category, '{}'::citext[])$$, 'what people make belongs to the application');

INSERT INTO metaschema_public.primary_key_constraint (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000001', 'users_pkey', '{f1000000-0000-4000-8000-000000000001}');
INSERT INTO metaschema_public.foreign_key_constraint (database_id, table_id, name, field_ids, ref_table_id, ref_field_ids) VALUES
  ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'owner_fkey', '{f1000000-0000-4000-8000-000000000002}', '7a000000-0000-4000-8000-000000000001', '{f1000000-0000-4000-8000-000000000001}');
SELECT results_eq('SELECT delete_action::text, update_action::text FROM metaschema_public.foreign_key_constraint', $$VALUES ('c', 'a')$$, 'a foreign key cascades deletes');
INSERT INTO metaschema_public.index (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'orders_owner_id_idx', '{f1000000-0000-4000-8000-000000000002}');
SELECT results_eq('SELECT access_method, is_unique FROM metaschema_public.index', $$VALUES ('BTREE', false)$$, 'an index is an ordinary btree');
INSERT INTO metaschema_public.policy (database_id, table_id, name, role_name, privilege) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'own', 'authenticated', 'select');
INSERT INTO metaschema_public.table_grant (database_id, table_id, privilege, role_name) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'select', 'authenticated');
INSERT INTO metaschema_public.schema_grant (database_id, schema_id, grantee_name) VALUES ('d0000000-0000-4000-8000-000000000001', '5c000000-0000-4000-8000-000000000001', 'authenticated');
INSERT INTO metaschema_public.full_text_search (database_id, table_id, field_id, field_ids, weights, langs) VALUES
  ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'f1000000-0000-4000-8000-000000000002', '{f1000000-0000-4000-8000-000000000002}', '{A}', '{english}');
INSERT INTO metaschema_public.procedure (database_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'f');
INSERT INTO metaschema_public.trigger_function (database_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'tg');
INSERT INTO metaschema_public.trigger (database_id, table_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'tg');
INSERT INTO metaschema_public.rls_function (database_id, table_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'r');
INSERT INTO metaschema_public.limit_function (database_id, table_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'l');
INSERT INTO metaschema_public.check_constraint (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'c', '{f1000000-0000-4000-8000-000000000002}');
INSERT INTO metaschema_public.unique_constraint (database_id, table_id, name, field_ids) VALUES ('d0000000-0000-4000-8000-000000000001', '7a000000-0000-4000-8000-000000000002', 'u', '{f1000000-0000-4000-8000-000000000002}');

-- Two databases may take the same set of schemas.
INSERT INTO metaschema_public.database (id, name) VALUES ('d0000000-0000-4000-8000-000000000002', 'other-db');
INSERT INTO metaschema_public.database_extension (database_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'meta'), ('d0000000-0000-4000-8000-000000000002', 'meta');
SELECT is(count(*), 2::bigint, 'two databases take one set of schemas') FROM metaschema_public.database_extension;
SELECT throws_ok($$INSERT INTO metaschema_public.database_extension (database_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'meta')$$, '23505', NULL, 'but each only once');
SELECT throws_ok($$INSERT INTO metaschema_public.database_extension (database_id, name) VALUES ('d0000000-0000-4000-8000-000000000001', 'nothing')$$, '23503', NULL, 'and only what there is');

-- A domain needs nothing but a database.
INSERT INTO services_public.domains (database_id, subdomain, domain) VALUES ('d0000000-0000-4000-8000-000000000002', 'www', 'Example.org');
SELECT results_eq($$SELECT subdomain::text, domain::text FROM services_public.domains WHERE database_id = 'd0000000-0000-4000-8000-000000000002'$$, $$VALUES ('www', 'Example.org')$$, 'a domain alone is what was inserted');

-- What serves a site goes with the site, and everything with the database.
DELETE FROM services_public.sites WHERE id = '51000000-0000-4000-8000-000000000001';
SELECT is_empty('SELECT id FROM services_public.apps UNION ALL SELECT id FROM services_public.site_modules UNION ALL SELECT id FROM services_public.site_themes UNION ALL SELECT id FROM services_public.site_metadata', 'nothing of a deleted site remains');
DELETE FROM services_public.apis WHERE id = 'a1000000-0000-4000-8000-000000000001';
SELECT is_empty('SELECT id FROM services_public.api_modules UNION ALL SELECT id FROM services_public.api_extensions', 'nothing of a deleted API remains');
DELETE FROM metaschema_public.database WHERE id = 'd0000000-0000-4000-8000-000000000001';
CREATE FUNCTION pg_temp.rows_of(table_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  result bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM metaschema_public.%I WHERE database_id = %L', table_name, 'd0000000-0000-4000-8000-000000000001') INTO result;
  RETURN result;
END
$$;
SELECT is(pg_temp.rows_of(t.name), 0::bigint, 'nothing of a deleted database remains in ' || t.name)
  FROM unnest('{check_constraint,database_extension,field,foreign_key_constraint,full_text_search,index,limit_function,policy,primary_key_constraint,procedure,rls_function,schema,schema_grant,table,table_grant,trigger,trigger_function,unique_constraint}'::text[]) AS t (name);
SELECT is_empty($$SELECT id FROM services_public.apis UNION ALL SELECT id FROM services_public.api_schemas UNION ALL SELECT id FROM services_public.domains WHERE database_id <> 'd0000000-0000-4000-8000-000000000002'$$, 'nor of what served it');
SELECT results_eq('SELECT name FROM metaschema_public.extension ORDER BY 1', ARRAY['collections', 'meta'], 'the sets of schemas do');

SELECT * FROM finish();
