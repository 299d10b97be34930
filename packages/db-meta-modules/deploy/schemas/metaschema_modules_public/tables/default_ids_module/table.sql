-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/default_ids_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table

CREATE TABLE metaschema_modules_public.default_ids_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  CONSTRAINT default_ids_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT default_ids_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX default_ids_module_database_id_idx ON metaschema_modules_public.default_ids_module (database_id);
CREATE INDEX default_ids_module_api_id_idx ON metaschema_modules_public.default_ids_module (api_id);
CREATE UNIQUE INDEX default_ids_module_database_id_api_id_idx ON metaschema_modules_public.default_ids_module (database_id, coalesce(api_id, '00000000-0000-0000-0000-000000000000'::uuid));

COMMENT ON TABLE metaschema_modules_public.default_ids_module IS 'Module: an id column for every new table';
COMMENT ON COLUMN metaschema_modules_public.default_ids_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.default_ids_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.default_ids_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.default_ids_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.default_ids_module.settings IS 'Its settings, an object';

GRANT SELECT ON TABLE metaschema_modules_public.default_ids_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.default_ids_module TO administrator;
