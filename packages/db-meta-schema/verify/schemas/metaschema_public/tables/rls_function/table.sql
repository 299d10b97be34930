-- Verify db-meta-schema:schemas/metaschema_public/tables/rls_function/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.rls_function');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.rls_function',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'name text',
  'label text',
  'description text',
  'data jsonb',
  'inline boolean default false',
  'security integer default 0');

SELECT pgmeta_verify.verify_constraint('metaschema_public.rls_function', 'rls_function_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.rls_function', 'rls_function_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.rls_function', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.rls_function', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.rls_function', 'rls_function_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.rls_function', 'rls_function_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.rls_function', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.rls_function', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.rls_function', 'administrator', 'ALL');
