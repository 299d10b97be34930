-- Deploy db-meta-schema:schemas/metaschema_public/tables/index/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.index (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text NOT NULL DEFAULT '',
  field_ids uuid[],
  include_field_ids uuid[],
  access_method text NOT NULL DEFAULT 'BTREE',
  index_params jsonb,
  where_clause jsonb,
  is_unique boolean NOT NULL DEFAULT false,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT index_pkey PRIMARY KEY (id),
  CONSTRAINT index_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX index_database_id_idx ON metaschema_public.index (database_id);
CREATE INDEX index_table_id_idx ON metaschema_public.index (table_id);

COMMENT ON TABLE metaschema_public.index IS 'An index of a described table';
COMMENT ON COLUMN metaschema_public.index.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.index.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.index.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.index.name IS 'Its name, unique in the database';
COMMENT ON COLUMN metaschema_public.index.field_ids IS 'The fields of the key, in order';
COMMENT ON COLUMN metaschema_public.index.include_field_ids IS 'Fields stored beside the key';
COMMENT ON COLUMN metaschema_public.index.access_method IS 'Its access method';
COMMENT ON COLUMN metaschema_public.index.index_params IS 'Storage parameters';
COMMENT ON COLUMN metaschema_public.index.where_clause IS 'Which rows it has, as a syntax tree';
COMMENT ON COLUMN metaschema_public.index.is_unique IS 'Whether keys are unique';
COMMENT ON COLUMN metaschema_public.index.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.index.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.index.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.index.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.index.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.index TO authenticated;
GRANT ALL ON TABLE metaschema_public.index TO administrator;
