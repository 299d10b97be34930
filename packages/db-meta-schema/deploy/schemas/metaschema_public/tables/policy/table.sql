-- Deploy db-meta-schema:schemas/metaschema_public/tables/policy/table to pg

-- requires: schemas/metaschema_public/schema
-- requires: schemas/metaschema_public/types/object_category
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/table/table

CREATE TABLE metaschema_public.policy (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text,
  role_name text,
  privilege text,
  permissive boolean DEFAULT true,
  disabled boolean DEFAULT false,
  policy_type text,
  data jsonb,
  smart_tags jsonb,
  category metaschema_public.object_category NOT NULL DEFAULT 'app',
  module text,
  scope integer,
  tags citext[] NOT NULL DEFAULT '{}',
  CONSTRAINT policy_pkey PRIMARY KEY (id),
  CONSTRAINT policy_table_id_name_key UNIQUE (table_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT table_fkey FOREIGN KEY (table_id) REFERENCES metaschema_public."table" (id) ON DELETE CASCADE
);

CREATE INDEX policy_database_id_idx ON metaschema_public.policy (database_id);
CREATE INDEX policy_table_id_idx ON metaschema_public.policy (table_id);

COMMENT ON TABLE metaschema_public.policy IS 'A row-level security policy of a described table';
COMMENT ON COLUMN metaschema_public.policy.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.policy.database_id IS 'The database it belongs to';
COMMENT ON COLUMN metaschema_public.policy.table_id IS 'The table it belongs to';
COMMENT ON COLUMN metaschema_public.policy.name IS 'Its name';
COMMENT ON COLUMN metaschema_public.policy.role_name IS 'The role it is for';
COMMENT ON COLUMN metaschema_public.policy.privilege IS 'The statement it is for: select, insert, update or delete';
COMMENT ON COLUMN metaschema_public.policy.permissive IS 'Whether it allows rows or only restricts what others allow';
COMMENT ON COLUMN metaschema_public.policy.disabled IS 'Whether it is left out';
COMMENT ON COLUMN metaschema_public.policy.policy_type IS 'The kind of rule it is made from';
COMMENT ON COLUMN metaschema_public.policy.data IS 'Its parameters';
COMMENT ON COLUMN metaschema_public.policy.smart_tags IS 'Instructions for API servers';
COMMENT ON COLUMN metaschema_public.policy.category IS 'Who defined it: the core, a module or the application';
COMMENT ON COLUMN metaschema_public.policy.module IS 'The module that defined it, if one did';
COMMENT ON COLUMN metaschema_public.policy.scope IS 'The membership type it was made for, if for one';
COMMENT ON COLUMN metaschema_public.policy.tags IS 'Words to find it by';

GRANT SELECT ON TABLE metaschema_public.policy TO authenticated;
GRANT ALL ON TABLE metaschema_public.policy TO administrator;
