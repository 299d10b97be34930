-- Verify db-meta-schema:schemas/metaschema_public/tables/full_text_search/table on pg

SELECT pgmeta_verify.verify_table('metaschema_public.full_text_search');

SELECT pgmeta_verify.verify_columns(
  'metaschema_public.full_text_search',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'table_id uuid not null',
  'field_id uuid not null',
  'field_ids uuid[] not null',
  'weights text[] not null',
  'langs text[] not null');

SELECT pgmeta_verify.verify_constraint('metaschema_public.full_text_search', 'full_text_search_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_public.full_text_search', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.full_text_search', 'field_fkey', 'FOREIGN KEY (field_id) REFERENCES metaschema_public.field(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.full_text_search', 'table_fkey', 'FOREIGN KEY (table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_public.full_text_search', 'full_text_search_cardinality_check', 'CHECK (((cardinality(field_ids) = cardinality(weights)) AND (cardinality(weights) = cardinality(langs))))');

SELECT pgmeta_verify.verify_index('metaschema_public.full_text_search', 'full_text_search_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_public.full_text_search', 'full_text_search_table_id_idx', 'btree (table_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_public.full_text_search', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.full_text_search', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_public.full_text_search', 'administrator', 'ALL');
