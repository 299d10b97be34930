-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/membership_types_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.membership_types_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.membership_types_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'table_id uuid',
  'table_name text not null default ''membership_types''::text');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'membership_types_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.membership_types_module', 'membership_types_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.membership_types_module', 'membership_types_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.membership_types_module', 'membership_types_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.membership_types_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.membership_types_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.membership_types_module', 'administrator', 'ALL');
