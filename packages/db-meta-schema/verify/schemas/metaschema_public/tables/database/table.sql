-- Verify db-meta-schema:schemas/metaschema_public/tables/database/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.database');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.database',
  'id uuid not null default gen_random_uuid()',
  'owner_id uuid',
  'schema_hash text',
  'schema_name text',
  'private_schema_name text',
  'name text',
  'label text',
  'hash uuid');

SELECT pgmeta_verify.verify_constraint('metaschema_public.database', 'database_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database', 'database_private_schema_name_key', 'UNIQUE (private_schema_name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database', 'database_schema_hash_key', 'UNIQUE (schema_hash)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database', 'database_schema_name_key', 'UNIQUE (schema_name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database', 'database_name_check', 'CHECK ((char_length(name) > 2))');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.database', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.database', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.database', 'administrator', 'ALL');
