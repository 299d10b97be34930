-- Verify db-meta-schema:schemas/services_public/tables/site_metadata/table on pg

SELECT pgmeta_verify.verify_table('services_public.site_metadata');

SELECT pgmeta_verify.verify_columns(
  'services_public.site_metadata',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'site_id uuid not null',
  'title text',
  'description text',
  'og_image pgmeta_types.image');

SELECT pgmeta_verify.verify_constraint('services_public.site_metadata', 'site_metadata_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.site_metadata', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.site_metadata', 'site_metadata_site_id_fkey', 'FOREIGN KEY (site_id) REFERENCES services_public.sites(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.site_metadata', 'site_metadata_description_check', 'CHECK ((char_length(description) <= 120))');
SELECT pgmeta_verify.verify_constraint('services_public.site_metadata', 'site_metadata_title_check', 'CHECK ((char_length(title) <= 120))');

SELECT pgmeta_verify.verify_index('services_public.site_metadata', 'site_metadata_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.site_metadata', 'site_metadata_site_id_idx', 'btree (site_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.site_metadata', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.site_metadata', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.site_metadata', 'administrator', 'ALL');
