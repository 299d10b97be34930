-- Deploy db-meta-schema:schemas/metaschema_public/tables/foreign_key_constraint/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.foreign_key_constraint (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text,
  description text,
  smart_tags jsonb,
  type text,
  field_ids uuid[] NOT NULL,
  ref_table_id uuid NOT NULL,
  ref_field_ids uuid[] NOT NULL,
  delete_action char(1) DEFAULT 'c',
  update_action char(1) DEFAULT 'a',
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT foreign_key_constraint_pkey PRIMARY KEY (id),
  CONSTRAINT foreign_key_constraint_table_id_name_key UNIQUE (table_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT foreign_key_constraint_ref_table_id_fkey FOREIGN KEY (ref_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT foreign_key_constraint_field_ids_check CHECK (field_ids <> '{}'),
  CONSTRAINT foreign_key_constraint_ref_field_ids_check CHECK (ref_field_ids <> '{}')
);

CREATE INDEX foreign_key_constraint_database_id_idx ON metaschema_public.foreign_key_constraint (database_id);
CREATE INDEX foreign_key_constraint_table_id_idx ON metaschema_public.foreign_key_constraint (table_id);

COMMENT ON TABLE metaschema_public.foreign_key_constraint IS 'A foreign key of a described table';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.description IS 'What it is for';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.type IS 'Its kind';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.field_ids IS 'The fields it covers, in order';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.ref_table_id IS 'The table referred to';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.ref_field_ids IS 'The fields referred to, in the order of field_ids';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.delete_action IS 'What deleting the row referred to does: a nothing, r restrict, c cascade, n set null, d set default';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.update_action IS 'What changing the key referred to does: a nothing, r restrict, c cascade, n set null, d set default';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.foreign_key_constraint.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.foreign_key_constraint TO authenticated;
GRANT ALL ON TABLE metaschema_public.foreign_key_constraint TO administrator;
