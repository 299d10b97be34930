-- Deploy db-meta-modules:schemas/metaschema_modules_public/tables/invites_module/table to pg

-- requires: schemas/metaschema_modules_public/schema
-- requires: db-meta-schema:schemas/metaschema_public/tables/database/table
-- requires: db-meta-schema:schemas/services_public/tables/apis/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/schema/table
-- requires: db-meta-schema:schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_modules_public.invites_module (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  enabled boolean NOT NULL DEFAULT true,
  settings jsonb NOT NULL DEFAULT '{}',
  schema_id uuid,
  private_schema_id uuid,
  emails_table_id uuid,
  users_table_id uuid,
  invites_table_id uuid,
  claimed_invites_table_id uuid,
  invites_table_name text NOT NULL DEFAULT '',
  claimed_invites_table_name text NOT NULL DEFAULT '',
  submit_invite_code_function text NOT NULL DEFAULT '',
  prefix text,
  membership_type integer NOT NULL DEFAULT 1,
  entity_table_id uuid,
  CONSTRAINT invites_module_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT pschema_fkey FOREIGN KEY (private_schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT emails_table_fkey FOREIGN KEY (emails_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT users_table_fkey FOREIGN KEY (users_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT invites_table_fkey FOREIGN KEY (invites_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT claimed_invites_table_fkey FOREIGN KEY (claimed_invites_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT entity_table_fkey FOREIGN KEY (entity_table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE,
  CONSTRAINT invites_module_settings_check CHECK (jsonb_typeof(settings) = 'object')
);

CREATE INDEX invites_module_database_id_idx ON metaschema_modules_public.invites_module (database_id);
CREATE INDEX invites_module_api_id_idx ON metaschema_modules_public.invites_module (api_id);

COMMENT ON TABLE metaschema_modules_public.invites_module IS 'Module: invitations and who claimed them';
COMMENT ON COLUMN metaschema_modules_public.invites_module.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_modules_public.invites_module.database_id IS 'The database it is installed in';
COMMENT ON COLUMN metaschema_modules_public.invites_module.api_id IS 'The API it is for; null for the whole database';
COMMENT ON COLUMN metaschema_modules_public.invites_module.enabled IS 'Whether it is switched on';
COMMENT ON COLUMN metaschema_modules_public.invites_module.settings IS 'Its settings, an object';
COMMENT ON COLUMN metaschema_modules_public.invites_module.schema_id IS 'The schema its public objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.private_schema_id IS 'The schema its private objects are in; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.emails_table_id IS 'The table of emails; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.users_table_id IS 'The table of users; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.invites_table_id IS 'The table of invites; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.claimed_invites_table_id IS 'The table of claimed invites; null until there is one';
COMMENT ON COLUMN metaschema_modules_public.invites_module.invites_table_name IS 'The name of the table of invites';
COMMENT ON COLUMN metaschema_modules_public.invites_module.claimed_invites_table_name IS 'The name of the table of claimed invites';
COMMENT ON COLUMN metaschema_modules_public.invites_module.submit_invite_code_function IS 'The name of the function that claims an invitation';
COMMENT ON COLUMN metaschema_modules_public.invites_module.prefix IS 'What the names of its objects begin with';
COMMENT ON COLUMN metaschema_modules_public.invites_module.membership_type IS 'The kind of membership it is for: 1 the application, 2 an organisation, from 3 on other entities';
COMMENT ON COLUMN metaschema_modules_public.invites_module.entity_table_id IS 'The table of the entities the memberships are of; null until there is one';

GRANT SELECT ON TABLE metaschema_modules_public.invites_module TO authenticated;
GRANT ALL ON TABLE metaschema_modules_public.invites_module TO administrator;
