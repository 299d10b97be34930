-- Verify db-meta-schema:schemas/metaschema_public/tables/check_constraint/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.check_constraint');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.check_constraint',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'name text',
  'type text',
  'field_ids uuid[] not null',
  'expr jsonb',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'tags citext[] not null default ''{}''::citext[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.check_constraint', 'check_constraint_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.check_constraint', 'check_constraint_table_id_name_key', 'UNIQUE (table_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.check_constraint', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.check_constraint', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.check_constraint', 'check_constraint_field_ids_check', 'CHECK ((field_ids <> ''{}''::uuid[]))');

SELECT pgmeta_verify.verify_index('metaschema_public.check_constraint', 'check_constraint_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.check_constraint', 'check_constraint_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.check_constraint', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.check_constraint', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.check_constraint', 'administrator', 'ALL');
