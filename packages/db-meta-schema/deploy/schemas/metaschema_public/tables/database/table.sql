-- Deploy db-meta-schema:schemas/metaschema_public/tables/database/table to pg

-- requires: schemas/metaschema_public/schema

CREATE TABLE metaschema_public.database (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  owner_id uuid,
  schema_hash text,
  schema_name text,
  private_schema_name text,
  name text,
  label text,
  hash uuid,
  CONSTRAINT database_pkey PRIMARY KEY (id),
  CONSTRAINT database_private_schema_name_key UNIQUE (private_schema_name),
  CONSTRAINT database_schema_hash_key UNIQUE (schema_hash),
  CONSTRAINT database_schema_name_key UNIQUE (schema_name),
  CONSTRAINT database_name_check CHECK (char_length(name) > 2)
);

COMMENT ON TABLE metaschema_public.database IS 'A database described by metadata: the root every other row belongs to';
COMMENT ON COLUMN metaschema_public.database.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN metaschema_public.database.owner_id IS 'Who owns it; names are unique per owner';
COMMENT ON COLUMN metaschema_public.database.schema_hash IS 'The prefix of the names its schemas have in the server';
COMMENT ON COLUMN metaschema_public.database.schema_name IS 'The name its public schema has in the server';
COMMENT ON COLUMN metaschema_public.database.private_schema_name IS 'The name its private schema has in the server';
COMMENT ON COLUMN metaschema_public.database.name IS 'Its name, longer than two characters';
COMMENT ON COLUMN metaschema_public.database.label IS 'The name people read';
COMMENT ON COLUMN metaschema_public.database.hash IS 'A short id made from its name';

GRANT SELECT ON TABLE metaschema_public.database TO authenticated;
GRANT ALL ON TABLE metaschema_public.database TO administrator;
