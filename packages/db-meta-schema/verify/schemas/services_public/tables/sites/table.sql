-- Verify db-meta-schema:schemas/services_public/tables/sites/table on pg

SELECT pgmeta_verify.verify_table('services_public.sites');

SELECT pgmeta_verify.verify_columns(
  'services_public.sites',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'title text',
  'description text',
  'og_image pgmeta_types.image',
  'favicon pgmeta_types.attachment',
  'apple_touch_icon pgmeta_types.image',
  'logo pgmeta_types.image',
  'dbname text not null default current_database()');

SELECT pgmeta_verify.verify_constraint('services_public.sites', 'sites_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.sites', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.sites', 'sites_description_check', 'CHECK ((char_length(description) <= 120))');
SELECT pgmeta_verify.verify_constraint('services_public.sites', 'sites_title_check', 'CHECK ((char_length(title) <= 120))');

SELECT pgmeta_verify.verify_index('services_public.sites', 'sites_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.sites', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.sites', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.sites', 'administrator', 'ALL');
