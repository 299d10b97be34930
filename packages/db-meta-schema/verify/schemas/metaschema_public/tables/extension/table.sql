-- Verify db-meta-schema:schemas/metaschema_public/tables/extension/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.extension');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.extension',
  'name text not null',
  'public_schemas text[]',
  'private_schemas text[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.extension', 'extension_pkey', 'PRIMARY KEY (name)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.extension', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.extension', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.extension', 'administrator', 'ALL');
