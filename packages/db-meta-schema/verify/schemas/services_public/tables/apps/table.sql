-- Verify db-meta-schema:schemas/services_public/tables/apps/table on pg

SELECT pgmeta_verify.verify_table('services_public.apps');

SELECT pgmeta_verify.verify_columns(
  'services_public.apps',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'site_id uuid not null',
  'name text',
  'app_image pgmeta_types.image',
  'app_store_link pgmeta_types.url',
  'app_store_id text',
  'app_id_prefix text',
  'play_store_link pgmeta_types.url');

SELECT pgmeta_verify.verify_constraint('services_public.apps', 'apps_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.apps', 'apps_site_id_key', 'UNIQUE (site_id)');
SELECT pgmeta_verify.verify_constraint('services_public.apps', 'apps_site_id_fkey', 'FOREIGN KEY (site_id) REFERENCES services_public.sites(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.apps', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.apps', 'apps_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.apps', 'apps_site_id_idx', 'btree (site_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.apps', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.apps', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.apps', 'administrator', 'ALL');
