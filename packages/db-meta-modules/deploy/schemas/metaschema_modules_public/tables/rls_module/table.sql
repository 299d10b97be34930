-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/rls_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.rls_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  tokens_table_id uuid,
  users_table_id uuid,
  authenticate text NOT NULL DEFAULT 'authenticate',
  authenticate_strict text NOT NULL DEFAULT 'authenticate_strict',
  "current_role" text NOT NULL DEFAULT 'current_user',
  current_role_id text NOT NULL DEFAULT 'current_user_id',
  CONSTRAINT rls_module_pkey PRIMARY KEY (id),
  CONSTRAINT api_id_uniq UNIQUE (api_id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT pschema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT tokens_table_fkey FOREIGN KEY (tokens_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT users_table_fkey FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT rls_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX rls_module_database_id_idx ON metaschema_modules_public.rls_module (database_id);

COMMENT ON TABLE metaschema_modules_public.rls_module IS 'Module: who a request acts for, for row-level security';
COMMENT ON COLUMN metaschema_modules_public.rls_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.rls_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.rls_module.api_id IS 'The API it is for: one row each; null for none in particular';
COMMENT ON COLUMN metaschema_modules_public.rls_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.rls_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.rls_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.rls_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.rls_module.tokens_table_id IS 'The table of tokens; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.rls_module.users_table_id IS 'The table of users; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.rls_module.authenticate IS 'The function that finds who a token belongs to';
COMMENT ON COLUMN metaschema_modules_public.rls_module.authenticate_strict IS 'The same, refusing tokens from elsewhere';
COMMENT ON COLUMN metaschema_modules_public.rls_module."current_role" IS 'The function that returns who the request acts for';
COMMENT ON COLUMN metaschema_modules_public.rls_module.current_role_id IS 'The function that returns the id of who the request acts for';

GRANT SELECT ON TABLE metaschema_modules_public.rls_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.rls_module TO administrator;
