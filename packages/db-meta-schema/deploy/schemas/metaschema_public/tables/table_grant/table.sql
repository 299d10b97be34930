-- Deploy db-meta-schema:schemas/metaschema_public/tables/table_grant/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.table_grant (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  privilege text NOT NULL,
  role_name text NOT NULL,
  field_ids uuid[],
  CONSTRAINT table_grant_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX table_grant_database_id_idx ON metaschema_public.table_grant (database_id);
CREATE INDEX table_grant_table_id_idx ON metaschema_public.table_grant (table_id);

COMMENT ON TABLE metaschema_public.table_grant IS 'A privilege of a role on a described table';
COMMENT ON COLUMN metaschema_public.table_grant.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.table_grant.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.table_grant.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.table_grant.privilege IS 'What the role may do';
COMMENT ON COLUMN metaschema_public.table_grant.role_name IS 'The role';
COMMENT ON COLUMN metaschema_public.table_grant.field_ids IS 'The fields it is limited to; null for all';

GRANT SELECT ON TABLE metaschema_public.table_grant TO authenticated;
GRANT ALL ON TABLE metaschema_public.table_grant TO administrator;
