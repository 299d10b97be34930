-- Verify db-meta-schema:schemas/metaschema_public/tables/trigger_function/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.trigger_function');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.trigger_function',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'name text not null',
  'code text');

SELECT pgmeta_verify.verify_constraint('metaschema_public.trigger_function', 'trigger_function_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.trigger_function', 'trigger_function_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.trigger_function', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.trigger_function', 'trigger_function_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.trigger_function', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.trigger_function', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.trigger_function', 'administrator', 'ALL');
