-- Verify db-meta-schema:schemas/services_public/tables/api_extensions/table on pg

SELECT pgmeta_verify.verify_table('services_public.api_extensions');

SELECT pgmeta_verify.verify_columns(
  'services_public.api_extensions',
  'id uuid not null default gen_random_uuid()',
  'schema_name text',
  'database_id uuid not null',
  'api_id uuid not null');

SELECT pgmeta_verify.verify_constraint('services_public.api_extensions', 'api_extensions_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.api_extensions', 'api_extensions_schema_name_api_id_key', 'UNIQUE (schema_name, api_id)');
SELECT pgmeta_verify.verify_constraint('services_public.api_extensions', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.api_extensions', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.api_extensions', 'api_extension_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.api_extensions', 'api_extension_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.api_extensions', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.api_extensions', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.api_extensions', 'administrator', 'ALL');
