-- Verify db-meta-schema:schemas/metaschema_public/tables/policy/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.policy');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.policy',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'name text',
  'role_name text',
  'privilege text',
  'permissive boolean default true',
  'disabled boolean default false',
  'policy_type text',
  'data jsonb',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'tags citext[] not null default ''{}''::citext[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.policy', 'policy_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.policy', 'policy_table_id_name_key', 'UNIQUE (table_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.policy', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.policy', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.policy', 'policy_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.policy', 'policy_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.policy', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.policy', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.policy', 'administrator', 'ALL');
