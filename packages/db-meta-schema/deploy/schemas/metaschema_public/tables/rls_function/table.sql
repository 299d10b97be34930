-- Deploy db-meta-schema:schemas/metaschema_public/tables/rls_function/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.rls_function (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text,
  label text,
  description text,
  data jsonb,
  inline boolean DEFAULT false,
  security integer DEFAULT 0,
  CONSTRAINT rls_function_pkey PRIMARY KEY (id),
  CONSTRAINT rls_function_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX rls_function_database_id_idx ON metaschema_public.rls_function (database_id);
CREATE INDEX rls_function_table_id_idx ON metaschema_public.rls_function (table_id);

COMMENT ON TABLE metaschema_public.rls_function IS 'A function that policies of a table call';
COMMENT ON COLUMN metaschema_public.rls_function.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.rls_function.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.rls_function.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.rls_function.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.rls_function.label IS 'The name people read';
COMMENT ON COLUMN metaschema_public.rls_function.description IS 'What it is for';
COMMENT ON COLUMN metaschema_public.rls_function.data IS 'Its parameters';
COMMENT ON COLUMN metaschema_public.rls_function.inline IS 'Whether policies hold its body instead of calling it';
COMMENT ON COLUMN metaschema_public.rls_function.security IS 'Whose rights it runs with: 0 the caller, 1 the owner';

GRANT SELECT ON TABLE metaschema_public.rls_function TO authenticated;
GRANT ALL ON TABLE metaschema_public.rls_function TO administrator;
