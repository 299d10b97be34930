-- Deploy db-meta-schema:schemas/metaschema_public/tables/field/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.field (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text NOT NULL,
  label text,
  description text,
  smart_tags jsonb,
  is_required boolean NOT NULL DEFAULT false,
  default_value text,
  default_value_ast jsonb,
  is_hidden boolean NOT NULL DEFAULT false,
  type citext NOT NULL,
  field_order integer NOT NULL DEFAULT 0,
  regexp text,
  chk jsonb,
  chk_expr jsonb,
  min double precision,
  max double precision,
  tags citext[] NOT NULL DEFAULT '{}',
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  CONSTRAINT field_pkey PRIMARY KEY (id),
  CONSTRAINT field_table_id_name_key UNIQUE (table_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX field_database_id_idx ON metaschema_public.field (database_id);
CREATE INDEX field_table_id_idx ON metaschema_public.field (table_id);

COMMENT ON TABLE metaschema_public.field IS 'A column of a described table';
COMMENT ON COLUMN metaschema_public.field.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.field.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.field.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.field.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.field.label IS 'The name people read';
COMMENT ON COLUMN metaschema_public.field.description IS 'What it is for';
COMMENT ON COLUMN metaschema_public.field.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.field.is_required IS 'Whether a value must be given';
COMMENT ON COLUMN metaschema_public.field.default_value IS 'The default, as an expression';
COMMENT ON COLUMN metaschema_public.field.default_value_ast IS 'The default, as a syntax tree';
COMMENT ON COLUMN metaschema_public.field.is_hidden IS 'Whether APIs leave it out';
COMMENT ON COLUMN metaschema_public.field.type IS 'Its data type';
COMMENT ON COLUMN metaschema_public.field.field_order IS 'Its place among the fields of the table';
COMMENT ON COLUMN metaschema_public.field.regexp IS 'A pattern values must match';
COMMENT ON COLUMN metaschema_public.field.chk IS 'A check on values, as a syntax tree';
COMMENT ON COLUMN metaschema_public.field.chk_expr IS 'A check on values, as an expression in parts';
COMMENT ON COLUMN metaschema_public.field.min IS 'The smallest value or length';
COMMENT ON COLUMN metaschema_public.field.max IS 'The largest value or length';
COMMENT ON COLUMN metaschema_public.field.tags IS 'Words to find it by';
COMMENT ON COLUMN metaschema_public.field.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.field.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.field.scope IS 'The membership type it was made for, if for one';

GRANT SELECT ON TABLE metaschema_public.field TO authenticated;
GRANT ALL ON TABLE metaschema_public.field TO administrator;
