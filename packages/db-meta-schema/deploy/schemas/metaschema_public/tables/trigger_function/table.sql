-- Deploy db-meta-schema:schemas/metaschema_public/tables/trigger_function/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE metaschema_public.trigger_function (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  name text NOT NULL,
  code text,
  CONSTRAINT trigger_function_pkey PRIMARY KEY (id),
  CONSTRAINT trigger_function_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE
);

CREATE INDEX trigger_function_database_id_idx ON metaschema_public.trigger_function (database_id);

COMMENT ON TABLE metaschema_public.trigger_function IS 'A trigger function of a described database';
COMMENT ON COLUMN metaschema_public.trigger_function.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.trigger_function.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.trigger_function.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.trigger_function.code IS 'Its body';

GRANT SELECT ON TABLE metaschema_public.trigger_function TO authenticated;
GRANT ALL ON TABLE metaschema_public.trigger_function TO administrator;
