-- Verify db-meta-schema:schemas/metaschema_public/tables/procedure/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.procedure');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.procedure',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'name text not null',
  'argnames text[]',
  'argtypes text[]',
  'argdefaults text[]',
  'lang_name text',
  'definition text',
  'smart_tags jsonb',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer',
  'tags citext[] not null default ''{}''::citext[]');

SELECT pgmeta_verify.verify_constraint('metaschema_public.procedure', 'procedure_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.procedure', 'procedure_database_id_name_key', 'UNIQUE (database_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.procedure', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.procedure', 'procedure_database_id_idx', 'btree (database_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.procedure', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.procedure', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.procedure', 'administrator', 'ALL');
