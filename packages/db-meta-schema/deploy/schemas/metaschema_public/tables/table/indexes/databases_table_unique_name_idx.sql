-- Deploy db-meta-schema:schemas/metaschema_public/tables/table/indexes/databases_table_unique_name_idx to pg

-- requires: schemas/metaschema_public/tables/table/table
-- requires: schemas/metaschema_private/procedures/table_name_hash

CREATE UNIQUE INDEX databases_table_unique_name_idx
  ON metaschema_public."table" (database_id, metaschema_private.table_name_hash(name));

COMMENT ON INDEX metaschema_public.databases_table_unique_name_idx IS 'The names of the tables of one database differ in more than case and number';
