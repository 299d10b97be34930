-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/limits_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.limits_module (
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
  limit_increment_function text NOT NULL DEFAULT '',
  limit_decrement_function text NOT NULL DEFAULT '',
  limit_increment_trigger text NOT NULL DEFAULT '',
  limit_decrement_trigger text NOT NULL DEFAULT '',
  limit_update_trigger text NOT NULL DEFAULT '',
  limit_check_function text NOT NULL DEFAULT '',
  prefix text,
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  actor_table_id uuid,
  CONSTRAINT limits_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT default_table_fkey FOREIGN KEY (default_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT limits_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX limits_module_database_id_idx ON metaschema_modules_public.limits_module (database_id);
CREATE INDEX limits_module_api_id_idx ON metaschema_modules_public.limits_module (api_id);

COMMENT ON TABLE metaschema_modules_public.limits_module IS 'Module: how many of a thing one may have';
COMMENT ON COLUMN metaschema_modules_public.limits_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.limits_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.limits_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.limits_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.limits_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.limits_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.limits_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.limits_module.table_id IS 'Its table; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.limits_module.table_name IS 'The name of its table';
COMMENT ON COLUMN metaschema_modules_public.limits_module.default_table_id IS 'The table of the defaults; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.limits_module.default_table_name IS 'The name of the table of the defaults';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_increment_function IS 'The name of the function that counts one more';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_decrement_function IS 'The name of the function that counts one less';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_increment_trigger IS 'The name of the trigger function that counts one more';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_decrement_trigger IS 'The name of the trigger function that counts one less';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_update_trigger IS 'The name of the trigger function that counts when the owner changes';
COMMENT ON COLUMN metaschema_modules_public.limits_module.limit_check_function IS 'The name of the function that says whether one more is allowed';
COMMENT ON COLUMN metaschema_modules_public.limits_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.limits_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.limits_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.limits_module.actor_table_id IS 'The table of those who act; null until there is one';

GRANT SELECT ON TABLE metaschema_modules_public.limits_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.limits_module TO administrator;
