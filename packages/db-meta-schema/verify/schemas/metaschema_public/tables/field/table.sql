-- Verify db-meta-schema:schemas/metaschema_public/tables/field/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.field');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.field',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'name text not null',
  'label text',
  'description text',
  'smart_tags jsonb',
  'is_required boolean not null default false',
  'default_value text',
  'default_value_ast jsonb',
  'is_hidden boolean not null default false',
  'type citext not null',
  'field_order integer not null default 0',
  'regexp text',
  'chk jsonb',
  'chk_expr jsonb',
  'min double precision',
  'max double precision',
  'tags citext[] not null default ''{}''::citext[]',
  'category metaschema_public.object_category not null default ''app''::metaschema_public.object_category',
  'module text',
  'scope integer');

SELECT pgmeta_verify.verify_constraint('metaschema_public.field', 'field_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.field', 'field_table_id_name_key', 'UNIQUE (table_id, name)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.field', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.field', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');

SELECT pgmeta_verify.verify_index('metaschema_public.field', 'field_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.field', 'field_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.field', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.field', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.field', 'administrator', 'ALL');
