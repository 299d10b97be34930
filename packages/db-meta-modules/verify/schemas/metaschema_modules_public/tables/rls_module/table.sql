-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/rls_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.rls_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.rls_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'tokens_table_id uuid',
  'users_table_id uuid',
  'authenticate text not null default ''authenticate''::text',
  'authenticate_strict text not null default ''authenticate_strict''::text',
  '"current_role" text not null default ''current_user''::text',
  'current_role_id text not null default ''current_user_id''::text');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'rls_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'api_id_uniq', 'UNIQUE (api_id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'pschema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'tokens_table_fkey', 'FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'users_table_fkey', 'FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.rls_module', 'rls_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.rls_module', 'rls_module_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.rls_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.rls_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.rls_module', 'administrator', 'ALL');
