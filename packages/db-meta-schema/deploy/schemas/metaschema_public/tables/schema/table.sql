-- Deploy db-meta-schema:schemas/metaschema_public/tables/schema/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE metaschema_public.schema (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  name text NOT NULL,
  schema_name text NOT NULL,
  label text,
  description text,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  is_public boolean NOT NULL DEFAULT true,
  CONSTRAINT schema_pkey PRIMARY KEY (id),
  CONSTRAINT schema_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT schema_schema_name_key UNIQUE (schema_name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT schema_name_check CHECK (char_length(name) > 2)
);

CREATE INDEX schema_database_id_idx ON metaschema_public.schema (database_id);

COMMENT ON TABLE metaschema_public.schema IS 'A schema of a described database';
COMMENT ON COLUMN metaschema_public.schema.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.schema.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.schema.name IS 'Its name in the described database, longer than two characters';
COMMENT ON COLUMN metaschema_public.schema.schema_name IS 'The name it has in the server';
COMMENT ON COLUMN metaschema_public.schema.label IS 'The name people read';
COMMENT ON COLUMN metaschema_public.schema.description IS 'What it is for';
COMMENT ON COLUMN metaschema_public.schema.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.schema.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.schema.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.schema.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.schema.tags IS 'Words to find it by';
COMMENT ON COLUMN metaschema_public.schema.is_public IS 'Whether an API may show it';

GRANT SELECT ON TABLE metaschema_public.schema TO authenticated;
GRANT ALL ON TABLE metaschema_public.schema TO administrator;
