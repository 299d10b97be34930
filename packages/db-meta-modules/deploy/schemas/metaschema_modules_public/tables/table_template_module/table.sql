-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/table_template_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.table_template_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  table_id uuid,
  owner_table_id uuid,
  table_name text NOT NULL,
  node_type text NOT NULL,
  data jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT table_template_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT owner_table_fkey FOREIGN KEY (owner_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT table_template_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX table_template_module_database_id_idx ON metaschema_modules_public.table_template_module (database_id);
CREATE INDEX table_template_module_api_id_idx ON metaschema_modules_public.table_template_module (api_id);
CREATE INDEX table_template_module_schema_id_idx ON metaschema_modules_public.table_template_module (schema_id);
CREATE INDEX table_template_module_private_schema_id_idx ON metaschema_modules_public.table_template_module (private_schema_id);
CREATE INDEX table_template_module_table_id_idx ON metaschema_modules_public.table_template_module (table_id);
CREATE INDEX table_template_module_owner_table_id_idx ON metaschema_modules_public.table_template_module (owner_table_id);
CREATE INDEX table_template_module_node_type_idx ON metaschema_modules_public.table_template_module (node_type);

COMMENT ON TABLE metaschema_modules_public.table_template_module IS 'Module: a table made from a template';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.table_id IS 'Its table; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.owner_table_id IS 'The table of those who own the rows; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.table_name IS 'The name of its table';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.node_type IS 'The kind of behaviour';
COMMENT ON COLUMN metaschema_modules_public.table_template_module.data IS 'The parameters of the behaviour';

GRANT SELECT ON TABLE metaschema_modules_public.table_template_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.table_template_module TO administrator;
