-- Deploy db-meta-schema:schemas/metaschema_public/tables/database_extension/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/extension/table
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE metaschema_public.database_extension (
  name text NOT NULL,
  database_id uuid NOT NULL,
  CONSTRAINT database_extension_pkey PRIMARY KEY (database_id, name),
  CONSTRAINT ext_fkey FOREIGN KEY (name) REFERENCES metaschema_public.extension (name) ON DELETE CASCADE,
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE
);

CREATE INDEX database_extension_name_idx ON metaschema_public.database_extension (name);

COMMENT ON TABLE metaschema_public.database_extension IS 'Which sets of schemas a described database has taken';
COMMENT ON COLUMN metaschema_public.database_extension.name IS 'The set of schemas it has taken';
COMMENT ON COLUMN metaschema_public.database_extension.database_id IS 'The database that took it';

GRANT SELECT ON TABLE metaschema_public.database_extension TO authenticated;
GRANT ALL ON TABLE metaschema_public.database_extension TO administrator;
