-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/table_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.table_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.table_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'private_schema_id uuid',
  'table_id uuid not null',
  'node_type text not null',
  'data jsonb not null default ''{}''::jsonb',
  'fields uuid[]');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'table_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.table_module', 'table_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.table_module', 'table_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.table_module', 'table_module_api_id_idx', 'btree (api_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.table_module', 'table_module_table_id_idx', 'btree (table_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.table_module', 'table_module_node_type_idx', 'btree (node_type)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.table_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.table_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.table_module', 'administrator', 'ALL');
