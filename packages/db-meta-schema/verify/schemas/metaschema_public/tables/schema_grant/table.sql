-- Verify db-meta-schema:schemas/metaschema_public/tables/schema_grant/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.schema_grant');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.schema_grant',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'schema_id uuid not null',
  'grantee_name text not null');

SELECT pgmeta_verify.verify_constraint('metaschema_public.schema_grant', 'schema_grant_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema_grant', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.schema_grant', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.schema_grant', 'schema_grant_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.schema_grant', 'schema_grant_schema_id_idx', 'btree (schema_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema_grant', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema_grant', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.schema_grant', 'administrator', 'ALL');
