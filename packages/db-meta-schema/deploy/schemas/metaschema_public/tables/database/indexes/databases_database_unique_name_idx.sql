-- Deploy db-meta-schema:schemas/metaschema_public/tables/database/indexes/databases_database_unique_name_idx to pg

-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_private/procedures/database_name_hash

CREATE UNIQUE INDEX databases_database_unique_name_idx
  ON metaschema_public.database (owner_id, metaschema_private.database_name_hash(name));

COMMENT ON INDEX metaschema_public.databases_database_unique_name_idx IS 'The names of the databases of one owner differ in more than case and number';
