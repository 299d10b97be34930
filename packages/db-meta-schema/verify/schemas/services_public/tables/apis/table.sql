-- Verify db-meta-schema:schemas/services_public/tables/apis/table on pg

SELECT pgmeta_verify.verify_table('services_public.apis');

SELECT pgmeta_verify.verify_columns(
  'services_public.apis',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'name text not null',
  'dbname text not null default current_database()',
  'role_name text not null default ''authenticated''::text',
  'anon_role text not null default ''anonymous''::text',
  'is_public boolean not null default true');

SELECT pgmeta_verify.verify_constraint('services_public.apis', 'apis_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('services_public.apis', 'apis_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('services_public.apis', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('services_public.apis', 'apis_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('services_public.apis', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('services_public.apis', 'authenticated');
SELECT pgmeta_verify.verify_table_grants('services_public.apis', 'administrator', 'ALL');
