-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/permissions_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.permissions_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  table_id uuid,
  table_name text NOT NULL DEFAULT '',
  default_table_id uuid,
  default_table_name text NOT NULL DEFAULT '',
  bitlen integer NOT NULL DEFAULT 24,
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  actor_table_id uuid,
  prefix text,
  get_padded_mask text NOT NULL DEFAULT '',
  get_mask text NOT NULL DEFAULT '',
  get_by_mask text NOT NULL DEFAULT '',
  get_mask_by_name text NOT NULL DEFAULT '',
  CONSTRAINT permissions_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT default_table_fkey FOREIGN KEY (default_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT permissions_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX permissions_module_database_id_idx ON metaschema_modules_public.permissions_module (database_id);
CREATE INDEX permissions_module_api_id_idx ON metaschema_modules_public.permissions_module (api_id);
CREATE UNIQUE INDEX permissions_module_database_id_api_id_idx ON metaschema_modules_public.permissions_module (database_id, coalesce(api_id, '00000000-0000-0000-0000-000000000000'::uuid), membership_type);

COMMENT ON TABLE metaschema_modules_public.permissions_module IS 'Module: named permissions, kept as bits of a mask';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.table_id IS 'Its table; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.table_name IS 'The name of its table';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.default_table_id IS 'The table of the defaults; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.default_table_name IS 'The name of the table of the defaults';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.bitlen IS 'How many permissions a mask holds';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.actor_table_id IS 'The table of those who act; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.get_padded_mask IS 'The name of the function that brings a mask to full length';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.get_mask IS 'The name of the function that makes a mask of permission ids';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.get_by_mask IS 'The name of the function that lists the permissions of a mask';
COMMENT ON COLUMN metaschema_modules_public.permissions_module.get_mask_by_name IS 'The name of the function that makes a mask of permission names';

GRANT SELECT ON TABLE metaschema_modules_public.permissions_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.permissions_module TO administrator;
