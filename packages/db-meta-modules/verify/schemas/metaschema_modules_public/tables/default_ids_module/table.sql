-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/default_ids_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.default_ids_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.default_ids_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.default_ids_module', 'default_ids_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.default_ids_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.default_ids_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.default_ids_module', 'default_ids_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.default_ids_module', 'default_ids_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.default_ids_module', 'default_ids_module_api_id_idx', 'btree (api_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.default_ids_module', 'default_ids_module_database_id_api_id_idx', 'unique btree (database_id, COALESCE(api_id, ''00000000-0000-0000-0000-000000000000''::uuid))');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.default_ids_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.default_ids_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.default_ids_module', 'administrator', 'ALL');
