-- Verify db-meta-schema:schemas/services_public/tables/api_schemas/table on pg

SELECT pgmeta_verify.verify_table('services_public.api_schemas');

SELECT pgmeta_verify.verify_columns(
  'services_public.api_schemas',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'schema_id uuid not null',
  'api_id uuid not null');

SELECT pgmeta_verify.verify_constraint('services_public.api_schemas', 'api_schemas_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.api_schemas', 'api_schemas_api_id_schema_id_key', 'UNIQUE (api_id, schema_id)');
SELECT pgmeta_verify.verify_constraint('services_public.api_schemas', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.api_schemas', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.api_schemas', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.api_schemas', 'api_schemas_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.api_schemas', 'api_schemas_api_id_idx', 'btree (api_id)');
SELECT pgmeta_verify.verify_index('services_public.api_schemas', 'api_schemas_schema_id_idx', 'btree (schema_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.api_schemas', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.api_schemas', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.api_schemas', 'administrator', 'ALL');
