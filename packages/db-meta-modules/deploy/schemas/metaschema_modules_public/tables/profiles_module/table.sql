-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/profiles_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.profiles_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  table_id uuid,
  table_name text NOT NULL DEFAULT '',
  profile_permissions_table_id uuid,
  profile_permissions_table_name text NOT NULL DEFAULT '',
  profile_grants_table_id uuid,
  profile_grants_table_name text NOT NULL DEFAULT '',
  profile_definition_grants_table_id uuid,
  profile_definition_grants_table_name text NOT NULL DEFAULT '',
  bitlen integer NOT NULL DEFAULT 24,
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  actor_table_id uuid,
  permissions_table_id uuid,
  memberships_table_id uuid,
  prefix text,
  CONSTRAINT profiles_module_pkey PRIMARY KEY (id),
  CONSTRAINT profiles_module_unique UNIQUE (database_id, membership_type),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT profile_permissions_table_fkey FOREIGN KEY (profile_permissions_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT profile_grants_table_fkey FOREIGN KEY (profile_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT profile_definition_grants_table_fkey FOREIGN KEY (profile_definition_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT permissions_table_fkey FOREIGN KEY (permissions_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT memberships_table_fkey FOREIGN KEY (memberships_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT profiles_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX profiles_module_database_id_idx ON metaschema_modules_public.profiles_module (database_id);
CREATE INDEX profiles_module_api_id_idx ON metaschema_modules_public.profiles_module (api_id);

COMMENT ON TABLE metaschema_modules_public.profiles_module IS 'Module: named sets of permissions that members are given';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.table_id IS 'Its table; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.table_name IS 'The name of its table';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_permissions_table_id IS 'The table of profile permissions; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_permissions_table_name IS 'The name of the table of profile permissions';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_grants_table_id IS 'The table of profile grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_grants_table_name IS 'The name of the table of profile grants';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_definition_grants_table_id IS 'The table of profile definition grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.profile_definition_grants_table_name IS 'The name of the table of profile definition grants';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.bitlen IS 'How many permissions a mask holds';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.actor_table_id IS 'The table of those who act; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.permissions_table_id IS 'The table of permissions; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.memberships_table_id IS 'The table of memberships; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.profiles_module.prefix IS 'What the names of its objects begin with';

GRANT SELECT ON TABLE metaschema_modules_public.profiles_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.profiles_module TO administrator;
