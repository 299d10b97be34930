-- Verify db-meta-schema:schemas/metaschema_public/tables/database_extension/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.database_extension');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.database_extension',
  'name text not null',
  'database_id uuid not null');

SELECT pgmeta_verify.verify_constraint('metaschema_public.database_extension', 'database_extension_pkey', 'PRIMARY KEY (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database_extension', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.database_extension', 'ext_fkey', 'FOREIGN KEY (name) REFERENCES metaschema_public.extension(name) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.database_extension', 'database_extension_name_idx', 'btree (name)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.database_extension', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.database_extension', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.database_extension', 'administrator', 'ALL');
