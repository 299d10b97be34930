-- Deploy db-meta-schema:schemas/metaschema_public/tables/field/indexes/databases_field_uniq_names_idx to pg

-- requires: schemas/metaschema_public/tables/field/table

CREATE UNIQUE INDEX databases_field_uniq_names_idx
  ON metaschema_public.field (
    table_id,
    decode(md5(lower(CASE WHEN type = 'uuid' THEN regexp_replace(name, '^(.+?)(_row_id|_id|_uuid|_fk|_pk)$', '\1', 'i') ELSE name END)), 'hex')
  );

COMMENT ON INDEX metaschema_public.databases_field_uniq_names_idx IS 'The names of the fields of one table differ in more than case; for ids, in more than the ending that says it is one';
