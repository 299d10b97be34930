-- Deploy db-meta-schema:schemas/metaschema_public/tables/trigger/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.trigger (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text NOT NULL,
  event text,
  function_name text,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT trigger_pkey PRIMARY KEY (id),
  CONSTRAINT trigger_table_id_name_key UNIQUE (table_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX trigger_database_id_idx ON metaschema_public.trigger (database_id);
CREATE INDEX trigger_table_id_idx ON metaschema_public.trigger (table_id);

COMMENT ON TABLE metaschema_public.trigger IS 'A trigger of a described table';
COMMENT ON COLUMN metaschema_public.trigger.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.trigger.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.trigger.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.trigger.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.trigger.event IS 'When it runs';
COMMENT ON COLUMN metaschema_public.trigger.function_name IS 'The function it runs';
COMMENT ON COLUMN metaschema_public.trigger.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.trigger.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.trigger.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.trigger.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.trigger.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.trigger TO authenticated;
GRANT ALL ON TABLE metaschema_public.trigger TO administrator;
