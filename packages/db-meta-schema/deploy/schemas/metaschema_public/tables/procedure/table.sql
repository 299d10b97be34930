-- Deploy db-meta-schema:schemas/metaschema_public/tables/procedure/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE metaschema_public.procedure (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  name text NOT NULL,
  argnames text[],
  argtypes text[],
  argdefaults text[],
  lang_name text,
  definition text,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT procedure_pkey PRIMARY KEY (id),
  CONSTRAINT procedure_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE
);

CREATE INDEX procedure_database_id_idx ON metaschema_public.procedure (database_id);

COMMENT ON TABLE metaschema_public.procedure IS 'A function or procedure of a described database';
COMMENT ON COLUMN metaschema_public.procedure.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.procedure.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.procedure.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.procedure.argnames IS 'The names of its arguments';
COMMENT ON COLUMN metaschema_public.procedure.argtypes IS 'Their types';
COMMENT ON COLUMN metaschema_public.procedure.argdefaults IS 'Their defaults';
COMMENT ON COLUMN metaschema_public.procedure.lang_name IS 'The language it is written in';
COMMENT ON COLUMN metaschema_public.procedure.definition IS 'Its body';
COMMENT ON COLUMN metaschema_public.procedure.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.procedure.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.procedure.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.procedure.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.procedure.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.procedure TO authenticated;
GRANT ALL ON TABLE metaschema_public.procedure TO administrator;
