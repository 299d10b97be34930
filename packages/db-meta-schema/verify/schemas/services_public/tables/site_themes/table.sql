-- Verify db-meta-schema:schemas/services_public/tables/site_themes/table on pg

SELECT pgmeta_verify.verify_table('services_public.site_themes');

SELECT pgmeta_verify.verify_columns(
  'services_public.site_themes',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'site_id uuid not null',
  'theme jsonb not null');

SELECT pgmeta_verify.verify_constraint('services_public.site_themes', 'site_themes_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.site_themes', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.site_themes', 'site_themes_site_id_fkey', 'FOREIGN KEY (site_id) REFERENCES services_public.sites(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.site_themes', 'site_themes_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.site_themes', 'site_themes_site_id_idx', 'btree (site_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.site_themes', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.site_themes', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.site_themes', 'administrator', 'ALL');
