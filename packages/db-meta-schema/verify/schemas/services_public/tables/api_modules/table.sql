-- Verify db-meta-schema:schemas/services_public/tables/api_modules/table on pg

SELECT pgmeta_verify.verify_table('services_public.api_modules');

SELECT pgmeta_verify.verify_columns(
  'services_public.api_modules',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid not null',
  'name text not null',
  'data json not null');

SELECT pgmeta_verify.verify_constraint('services_public.api_modules', 'api_modules_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.api_modules', 'api_modules_api_id_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.api_modules', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.api_modules', 'api_modules_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.api_modules', 'api_modules_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.api_modules', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.api_modules', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.api_modules', 'administrator', 'ALL');
