-- Verify db-meta-schema:schemas/metaschema_public/tables/schema/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.schema');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.schema',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'name text not null',
  'schema_name text not null',
  'label text',
  'description text',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'tags citext[] not null default ''{}''::citext[]',
  'is_public boolean not null default true');

SELECT pgmeta_verify.verify_constraint('metaschema_public.schema', 'schema_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema', 'schema_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema', 'schema_schema_name_key', 'UNIQUE (schema_name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema', 'schema_name_check', 'CHECK ((char_length(name) > 2))');

SELECT pgmeta_verify.verify_index('metaschema_public.schema', 'schema_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema', 'administrator', 'ALL');
