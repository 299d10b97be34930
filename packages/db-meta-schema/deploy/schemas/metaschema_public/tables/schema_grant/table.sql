-- Deploy db-meta-schema:schemas/metaschema_public/tables/schema_grant/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/schema/table

CREATE TABLE metaschema_public.schema_grant (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  schema_id uuid NOT NULL,
  grantee_name text NOT NULL,
  CONSTRAINT schema_grant_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE
);

CREATE INDEX schema_grant_database_id_idx ON metaschema_public.schema_grant (database_id);
CREATE INDEX schema_grant_schema_id_idx ON metaschema_public.schema_grant (schema_id);

COMMENT ON TABLE metaschema_public.schema_grant IS 'A role that may use a described schema';
COMMENT ON COLUMN metaschema_public.schema_grant.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.schema_grant.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.schema_grant.schema_id IS 'The schema it belongs to';
COMMENT ON COLUMN metaschema_public.schema_grant.grantee_name IS 'The role that may use the schema';

GRANT SELECT ON TABLE metaschema_public.schema_grant TO authenticated;
GRANT ALL ON TABLE metaschema_public.schema_grant TO administrator;
