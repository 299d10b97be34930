-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/users_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.users_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  table_id uuid,
  table_name text NOT NULL DEFAULT 'users',
  type_table_id uuid,
  type_table_name text NOT NULL DEFAULT 'role_types',
  CONSTRAINT users_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT type_table_fkey FOREIGN KEY (type_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT users_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX users_module_database_id_idx ON metaschema_modules_public.users_module (database_id);
CREATE INDEX users_module_api_id_idx ON metaschema_modules_public.users_module (api_id);
CREATE UNIQUE INDEX users_module_database_id_api_id_idx ON metaschema_modules_public.users_module (database_id, coalesce(api_id, '00000000-0000-0000-0000-000000000000'::uuid));

COMMENT ON TABLE metaschema_modules_public.users_module IS 'Module: the people and organisations that act in a database';
COMMENT ON COLUMN metaschema_modules_public.users_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.users_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.users_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.users_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.users_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.users_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.users_module.table_id IS 'Its table; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.users_module.table_name IS 'The name of its table';
COMMENT ON COLUMN metaschema_modules_public.users_module.type_table_id IS 'The table of the kinds of users';
COMMENT ON COLUMN metaschema_modules_public.users_module.type_table_name IS 'The name of the table of the kinds of users';

GRANT SELECT ON TABLE metaschema_modules_public.users_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.users_module TO administrator;
