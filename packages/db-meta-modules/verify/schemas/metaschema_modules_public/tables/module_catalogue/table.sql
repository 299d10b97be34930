-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/module_catalogue/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.module_catalogue');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.module_catalogue',
  'name text not null',
  'table_name text not null',
  'description text not null');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_catalogue', 'module_catalogue_pkey', 'PRIMARY KEY (name)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_catalogue', 'module_catalogue_table_name_key', 'UNIQUE (table_name)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_catalogue', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_catalogue', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_catalogue', 'administrator', 'ALL');
