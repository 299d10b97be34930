-- Verify db-meta-schema:schemas/services_public/tables/domains/table on pg

SELECT pgmeta_verify.verify_table('services_public.domains');

SELECT pgmeta_verify.verify_columns(
  'services_public.domains',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'site_id uuid',
  'subdomain pgmeta_types.hostname',
  'domain pgmeta_types.hostname');

SELECT pgmeta_verify.verify_constraint('services_public.domains', 'domains_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.domains', 'domains_subdomain_domain_key', 'UNIQUE (subdomain, domain)');
SELECT pgmeta_verify.verify_constraint('services_public.domains', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.domains', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.domains', 'site_fkey', 'FOREIGN KEY (site_id) REFERENCES services_public.sites(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('services_public.domains', 'domains_api_or_site_check', 'CHECK (((api_id IS NULL) OR (site_id IS NULL)))');

SELECT pgmeta_verify.verify_index('services_public.domains', 'domains_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('services_public.domains', 'domains_api_id_idx', 'btree (api_id)');
SELECT pgmeta_verify.verify_index('services_public.domains', 'domains_site_id_idx', 'btree (site_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.domains', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.domains', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.domains', 'administrator', 'ALL');
