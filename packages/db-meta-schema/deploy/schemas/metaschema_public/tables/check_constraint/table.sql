-- Deploy db-meta-schema:schemas/metaschema_public/tables/check_constraint/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.check_constraint (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text,
  type text,
  field_ids uuid[] NOT NULL,
  expr jsonb,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT check_constraint_pkey PRIMARY KEY (id),
  CONSTRAINT check_constraint_table_id_name_key UNIQUE (table_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT check_constraint_field_ids_check CHECK (field_ids <> '{}')
);

CREATE INDEX check_constraint_database_id_idx ON metaschema_public.check_constraint (database_id);
CREATE INDEX check_constraint_table_id_idx ON metaschema_public.check_constraint (table_id);

COMMENT ON TABLE metaschema_public.check_constraint IS 'A check constraint of a described table';
COMMENT ON COLUMN metaschema_public.check_constraint.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.check_constraint.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.check_constraint.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.check_constraint.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.check_constraint.type IS 'Its kind';
COMMENT ON COLUMN metaschema_public.check_constraint.field_ids IS 'The fields it covers, in order';
COMMENT ON COLUMN metaschema_public.check_constraint.expr IS 'What must hold, as a syntax tree';
COMMENT ON COLUMN metaschema_public.check_constraint.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.check_constraint.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.check_constraint.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.check_constraint.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.check_constraint.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.check_constraint TO authenticated;
GRANT ALL ON TABLE metaschema_public.check_constraint TO administrator;
