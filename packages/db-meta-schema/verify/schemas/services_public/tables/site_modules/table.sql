-- Verify db-meta-schema:schemas/services_public/tables/site_modules/table on pg

SELECT pgmeta_verify.verify_table('services_public.site_modules');

SELECT pgmeta_verify.verify_columns(
  'services_public.site_modules',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'site_id uuid not null',
  'name text not null',
  'data json not null');

SELECT pgmeta_verify.verify_constraint('services_public.site_modules', 'site_modules_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.site_modules', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.site_modules', 'site_modules_site_id_fkey', 'FOREIGN KEY (site_id) REFERENCES services_public.sites(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.site_modules', 'site_modules_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.site_modules', 'site_modules_site_id_idx', 'btree (site_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.site_modules', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.site_modules', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.site_modules', 'administrator', 'ALL');
