-- Verify db-meta-schema:schemas/metaschema_public/tables/table/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public."table"');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public."table"',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'schema_id uuid not null',
  'name text not null',
  'label text',
  'description text',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'use_rls boolean not null default false',
  'timestamps boolean not null default false',
  'peoplestamps boolean not null default false',
  'plural_name text',
  'singular_name text',
  'tags citext[] not null default ''{}''::citext[]',
  'inherits_id uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_public."table"', 'table_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public."table"', 'table_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public."table"', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public."table"', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public."table"', 'table_inherits_id_fkey', 'FOREIGN KEY (inherits_id) REFERENCES metaschema_public."table"(id)');

SELECT pgmeta_verify.verify_index('metaschema_public."table"', 'table_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public."table"', 'table_schema_id_idx', 'btree (schema_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public."table"', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public."table"', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public."table"', 'administrator', 'ALL');
