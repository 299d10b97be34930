-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/module_requirement/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.module_requirement');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.module_requirement',
  'module_name text not null',
  'required_name text not null');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_requirement', 'module_requirement_pkey', 'PRIMARY KEY (module_name, required_name)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_requirement', 'module_requirement_module_name_fkey', 'FOREIGN KEY (module_name) REFERENCES metaschema_modules_public.module_catalogue(name) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_requirement', 'module_requirement_required_name_fkey', 'FOREIGN KEY (required_name) REFERENCES metaschema_modules_public.module_catalogue(name)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.module_requirement', 'module_requirement_other_check', 'CHECK ((module_name <> required_name))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.module_requirement', 'module_requirement_required_name_idx', 'btree (required_name)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_requirement', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_requirement', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.module_requirement', 'administrator', 'ALL');
