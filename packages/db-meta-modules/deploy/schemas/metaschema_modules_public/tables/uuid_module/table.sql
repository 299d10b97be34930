-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/uuid_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table

CREATE TABLE metaschema_modules_public.uuid_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  uuid_function text NOT NULL DEFAULT 'uuid_generate_v4',
  uuid_seed text NOT NULL DEFAULT '',
  CONSTRAINT uuid_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT uuid_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX uuid_module_database_id_idx ON metaschema_modules_public.uuid_module (database_id);
CREATE INDEX uuid_module_api_id_idx ON metaschema_modules_public.uuid_module (api_id);

COMMENT ON TABLE metaschema_modules_public.uuid_module IS 'Module: how ids are made';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.uuid_function IS 'The function that makes ids';
COMMENT ON COLUMN metaschema_modules_public.uuid_module.uuid_seed IS 'What ids of this database start from';

GRANT SELECT ON TABLE metaschema_modules_public.uuid_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.uuid_module TO administrator;
