-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/memberships_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/field/table

CREATE TABLE metaschema_modules_public.memberships_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  memberships_table_id uuid,
  memberships_table_name text NOT NULL DEFAULT '',
  members_table_id uuid,
  members_table_name text NOT NULL DEFAULT '',
  membership_defaults_table_id uuid,
  membership_defaults_table_name text NOT NULL DEFAULT '',
  grants_table_id uuid,
  grants_table_name text NOT NULL DEFAULT '',
  actor_table_id uuid,
  limits_table_id uuid,
  default_limits_table_id uuid,
  permissions_table_id uuid,
  default_permissions_table_id uuid,
  sprt_table_id uuid,
  admin_grants_table_id uuid,
  admin_grants_table_name text NOT NULL DEFAULT '',
  owner_grants_table_id uuid,
  owner_grants_table_name text NOT NULL DEFAULT '',
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  entity_table_owner_id uuid,
  prefix text,
  actor_mask_check text NOT NULL DEFAULT '',
  actor_perm_check text NOT NULL DEFAULT '',
  entity_ids_by_mask text,
  entity_ids_by_perm text,
  entity_ids_function text,
  CONSTRAINT memberships_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT private_schema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT memberships_table_fkey FOREIGN KEY (memberships_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT members_table_fkey FOREIGN KEY (members_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT membership_defaults_table_fkey FOREIGN KEY (membership_defaults_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT grants_table_fkey FOREIGN KEY (grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT actor_table_fkey FOREIGN KEY (actor_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT limits_table_fkey FOREIGN KEY (limits_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT default_limits_table_fkey FOREIGN KEY (default_limits_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT permissions_table_fkey FOREIGN KEY (permissions_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT default_permissions_table_fkey FOREIGN KEY (default_permissions_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT sprt_table_fkey FOREIGN KEY (sprt_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT admin_grants_table_fkey FOREIGN KEY (admin_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT owner_grants_table_fkey FOREIGN KEY (owner_grants_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_owner_fkey FOREIGN KEY (entity_table_owner_id) REFERENCES metaschema_public.field (id) ON DELETE CASCADE,
  CONSTRAINT memberships_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX memberships_module_database_id_idx ON metaschema_modules_public.memberships_module (database_id);
CREATE INDEX memberships_module_api_id_idx ON metaschema_modules_public.memberships_module (api_id);

COMMENT ON TABLE metaschema_modules_public.memberships_module IS 'Module: who is a member of what, with which rights';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.memberships_table_id IS 'The table of memberships; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.memberships_table_name IS 'The name of the table of memberships';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.members_table_id IS 'The table of members; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.members_table_name IS 'The name of the table of members';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.membership_defaults_table_id IS 'The table of membership defaults; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.membership_defaults_table_name IS 'The name of the table of membership defaults';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.grants_table_id IS 'The table of grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.grants_table_name IS 'The name of the table of grants';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.actor_table_id IS 'The table of those who act; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.limits_table_id IS 'The table of limits; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.default_limits_table_id IS 'The table of default limits; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.permissions_table_id IS 'The table of permissions; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.default_permissions_table_id IS 'The table of default permissions; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.sprt_table_id IS 'The table of rights of each member, precomputed; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.admin_grants_table_id IS 'The table of admin grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.admin_grants_table_name IS 'The name of the table of admin grants';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.owner_grants_table_id IS 'The table of owner grants; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.owner_grants_table_name IS 'The name of the table of owner grants';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.entity_table_owner_id IS 'The field of the entity table that names its owner';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.actor_mask_check IS 'The function that checks a mask of permissions of the caller';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.actor_perm_check IS 'The function that checks a named permission of the caller';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.entity_ids_by_mask IS 'The function that lists the entities where the caller has a mask of permissions';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.entity_ids_by_perm IS 'The function that lists the entities where the caller has a named permission';
COMMENT ON COLUMN metaschema_modules_public.memberships_module.entity_ids_function IS 'The function that lists the entities of the caller';

GRANT SELECT ON TABLE metaschema_modules_public.memberships_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.memberships_module TO administrator;
