-- Verify db-meta-schema:schemas/metaschema_public/tables/table_grant/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.table_grant');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.table_grant',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'privilege text not null',
  'role_name text not null',
  'field_ids uuid[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.table_grant', 'table_grant_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.table_grant', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.table_grant', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.table_grant', 'table_grant_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.table_grant', 'table_grant_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.table_grant', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.table_grant', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.table_grant', 'administrator', 'ALL');
