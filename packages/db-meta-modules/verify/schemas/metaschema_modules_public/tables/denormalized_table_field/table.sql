-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/denormalized_table_field/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.denormalized_table_field');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.denormalized_table_field',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'table_id uuid not null',
  'field_id uuid not null',
  'set_ids uuid[]',
  'ref_table_id uuid not null',
  'ref_field_id uuid not null',
  'ref_ids uuid[]',
  'use_updates boolean not null default true',
  'update_defaults boolean not null default true',
  'func_name text',
  'func_order integer not null default 0');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'denormalized_table_field_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'field_fkey', 'FOREIGN KEY (field_id) REFERENCES metaschema_public.field(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'ref_field_fkey', 'FOREIGN KEY (ref_field_id) REFERENCES metaschema_public.field(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'ref_table_fkey', 'FOREIGN KEY (ref_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.denormalized_table_field', 'denormalized_table_field_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.denormalized_table_field', 'denormalized_table_field_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.denormalized_table_field', 'denormalized_table_field_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.denormalized_table_field', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.denormalized_table_field', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.denormalized_table_field', 'administrator', 'ALL');
