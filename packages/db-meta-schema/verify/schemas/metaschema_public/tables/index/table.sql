-- Verify db-meta-schema:schemas/metaschema_public/tables/index/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.index');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.index',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'name text not null default ''''::text',
  'field_ids uuid[]',
  'include_field_ids uuid[]',
  'access_method text not null default ''BTREE''::text',
  'index_params jsonb',
  'where_clause jsonb',
  'is_unique boolean not null default false',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'tags citext[] not null default ''{}''::citext[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.index', 'index_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.index', 'index_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.index', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.index', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.index', 'index_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.index', 'index_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.index', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.index', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.index', 'administrator', 'ALL');
