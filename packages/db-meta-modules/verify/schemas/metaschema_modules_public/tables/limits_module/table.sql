-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/limits_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.limits_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.limits_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'table_id uuid',
  'table_name text not null default ''''::text',
  'default_table_id uuid',
  'default_table_name text not null default ''''::text',
  'limit_increment_function text not null default ''''::text',
  'limit_decrement_function text not null default ''''::text',
  'limit_increment_trigger text not null default ''''::text',
  'limit_decrement_trigger text not null default ''''::text',
  'limit_update_trigger text not null default ''''::text',
  'limit_check_function text not null default ''''::text',
  'prefix text',
  'membership_type integer not null default 1',
  'entity_table_id uuid',
  'actor_table_id uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'limits_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'actor_table_fkey', 'FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'default_table_fkey', 'FOREIGN KEY (default_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.limits_module', 'limits_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.limits_module', 'limits_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.limits_module', 'limits_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.limits_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.limits_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.limits_module', 'administrator', 'ALL');
