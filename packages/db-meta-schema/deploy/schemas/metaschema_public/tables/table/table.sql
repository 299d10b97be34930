-- Deploy db-meta-schema:schemas/metaschema_public/tables/table/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/schema/table

CREATE TABLE metaschema_public."table" (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  schema_id uuid NOT NULL,
  name text NOT NULL,
  label text,
  description text,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  use_rls boolean NOT NULL DEFAULT false,
  timestamps boolean NOT NULL DEFAULT false,
  peoplestamps boolean NOT NULL DEFAULT false,
  plural_name text,
  singular_name text,
  tags citext[] NOT NULL DEFAULT '{}',
  inherits_id uuid,
  CONSTRAINT table_pkey PRIMARY KEY (id),
  CONSTRAINT table_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_inherits_id_fkey FOREIGN KEY (inherits_id) REFERENCES metaschema_public."table" (id)
);

CREATE INDEX table_database_id_idx ON metaschema_public."table" (database_id);
CREATE INDEX table_schema_id_idx ON metaschema_public."table" (schema_id);

COMMENT ON TABLE metaschema_public."table" IS 'A table of a described schema';
COMMENT ON COLUMN metaschema_public."table".id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public."table".database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public."table".schema_id IS 'The schema it belongs to';
COMMENT ON COLUMN metaschema_public."table".name IS 'Its name';
COMMENT ON COLUMN metaschema_public."table".label IS 'The name people read';
COMMENT ON COLUMN metaschema_public."table".description IS 'What it is for';
COMMENT ON COLUMN metaschema_public."table".smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public."table".category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public."table".module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public."table".scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public."table".use_rls IS 'Whether row-level security is enabled';
COMMENT ON COLUMN metaschema_public."table".timestamps IS 'Whether rows carry when they were made and changed';
COMMENT ON COLUMN metaschema_public."table".peoplestamps IS 'Whether rows carry who made and changed them';
COMMENT ON COLUMN metaschema_public."table".plural_name IS 'What many rows are called';
COMMENT ON COLUMN metaschema_public."table".singular_name IS 'What one row is called';
COMMENT ON COLUMN metaschema_public."table".tags IS 'Words to find it by';
COMMENT ON COLUMN metaschema_public."table".inherits_id IS 'The table it inherits from';

GRANT SELECT ON TABLE metaschema_public."table" TO authenticated;
GRANT ALL ON TABLE metaschema_public."table" TO administrator;
