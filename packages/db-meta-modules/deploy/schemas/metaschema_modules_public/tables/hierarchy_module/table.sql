-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/hierarchy_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.hierarchy_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  chart_edges_table_id uuid,
  chart_edges_table_name text NOT NULL DEFAULT '',
  hierarchy_sprt_table_id uuid,
  hierarchy_sprt_table_name text NOT NULL DEFAULT '',
  chart_edge_grants_table_id uuid,
  chart_edge_grants_table_name text NOT NULL DEFAULT '',
  entity_table_id uuid NOT NULL,
  users_table_id uuid NOT NULL,
  prefix text NOT NULL DEFAULT 'org',
  private_schema_name text NOT NULL DEFAULT '',
  sprt_table_name text NOT NULL DEFAULT '',
  rebuild_hierarchy_function text NOT NULL DEFAULT '',
  get_subordinates_function text NOT NULL DEFAULT '',
  get_managers_function text NOT NULL DEFAULT '',
  is_manager_of_function text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT hierarchy_module_pkey PRIMARY KEY (id),
  CONSTRAINT hierarchy_module_database_unique UNIQUE (database_id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT chart_edges_table_fkey FOREIGN KEY (chart_edges_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT hierarchy_sprt_table_fkey FOREIGN KEY (hierarchy_sprt_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT chart_edge_grants_table_fkey FOREIGN KEY (chart_edge_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT users_table_fkey FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT hierarchy_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX hierarchy_module_database_id_idx ON metaschema_modules_public.hierarchy_module (database_id);
CREATE INDEX hierarchy_module_api_id_idx ON metaschema_modules_public.hierarchy_module (api_id);

COMMENT ON TABLE metaschema_modules_public.hierarchy_module IS 'Module: who manages whom in an organisation';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.chart_edges_table_id IS 'The table of chart edges; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.chart_edges_table_name IS 'The name of the table of chart edges';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.hierarchy_sprt_table_id IS 'The table of the hierarchy, precomputed; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.hierarchy_sprt_table_name IS 'The name of the table of the hierarchy, precomputed';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.chart_edge_grants_table_id IS 'The table of chart edge grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.chart_edge_grants_table_name IS 'The name of the table of chart edge grants';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.users_table_id IS 'The table of users; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.private_schema_name IS 'The name of the schema of its private objects';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.sprt_table_name IS 'The name of the table of rights of each member, precomputed';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.rebuild_hierarchy_function IS 'The name of the function that computes the hierarchy anew';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.get_subordinates_function IS 'The name of the function that lists those below';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.get_managers_function IS 'The name of the function that lists those above';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.is_manager_of_function IS 'The name of the function that says whether one manages another';
COMMENT ON COLUMN metaschema_modules_public.hierarchy_module.created_at IS 'When the module was installed';

GRANT SELECT ON TABLE metaschema_modules_public.hierarchy_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.hierarchy_module TO administrator;
