-- Verify db-meta-modules:schemas/metaschema_modules_public/tables/hierarchy_module/table on pg

SELECT pgmeta_verify.verify_table('metaschema_modules_public.hierarchy_module');

SELECT pgmeta_verify.verify_columns(
  'metaschema_modules_public.hierarchy_module',
  'id uuid not null default gen_random_uuid()',
  'database_id uuid not null',
  'api_id uuid',
  'enabled boolean not null default true',
  'settings jsonb not null default ''{}''::jsonb',
  'schema_id uuid',
  'private_schema_id uuid',
  'chart_edges_table_id uuid',
  'chart_edges_table_name text not null default ''''::text',
  'hierarchy_sprt_table_id uuid',
  'hierarchy_sprt_table_name text not null default ''''::text',
  'chart_edge_grants_table_id uuid',
  'chart_edge_grants_table_name text not null default ''''::text',
  'entity_table_id uuid not null',
  'users_table_id uuid not null',
  'prefix text not null default ''org''::text',
  'private_schema_name text not null default ''''::text',
  'sprt_table_name text not null default ''''::text',
  'rebuild_hierarchy_function text not null default ''''::text',
  'get_subordinates_function text not null default ''''::text',
  'get_managers_function text not null default ''''::text',
  'is_manager_of_function text not null default ''''::text',
  'created_at timestamp with time zone not null default now()');

SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'hierarchy_module_pkey', 'PRIMARY KEY (id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'hierarchy_module_database_unique', 'UNIQUE (database_id)');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'api_fkey', 'FOREIGN KEY (api_id) REFERENCES services_public.apis(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'chart_edge_grants_table_fkey', 'FOREIGN KEY (chart_edge_grants_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'chart_edges_table_fkey', 'FOREIGN KEY (chart_edges_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'db_fkey', 'FOREIGN KEY (database_id) REFERENCES metaschema_public.database(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'entity_table_fkey', 'FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'hierarchy_sprt_table_fkey', 'FOREIGN KEY (hierarchy_sprt_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'private_schema_fkey', 'FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'schema_fkey', 'FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'users_table_fkey', 'FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table"(id) ON DELETE CASCADE');
SELECT pgmeta_verify.verify_constraint('metaschema_modules_public.hierarchy_module', 'hierarchy_module_settings_check', 'CHECK ((jsonb_typeof(settings) = ''object''::text))');

SELECT pgmeta_verify.verify_index('metaschema_modules_public.hierarchy_module', 'hierarchy_module_database_id_idx', 'btree (database_id)');
SELECT pgmeta_verify.verify_index('metaschema_modules_public.hierarchy_module', 'hierarchy_module_api_id_idx', 'btree (api_id)');

SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.hierarchy_module', 'anonymous');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.hierarchy_module', 'authenticated', 'SELECT');
SELECT pgmeta_verify.verify_table_grants('metaschema_modules_public.hierarchy_module', 'administrator', 'ALL');
