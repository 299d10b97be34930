-- Verify db-meta-schema:schemas/metaschema_public/tables/field/indexes/databases_field_uniq_names_idx on pg

SELECT pgmeta_verify.verify_index('metaschema_public.field', 'databases_field_uniq_names_idx', 'unique btree (table_id, decode(md5(lower( CASE WHEN (type = ''uuid''::citext) THEN regexp_replace(name, ''^(.+?)(_row_id|_id|_uuid|_fk|_pk)$''::text, ''\1''::text, ''i''::text) ELSE name END)), ''hex''::text))');
