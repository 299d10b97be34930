-- Deploy db-meta-schema:schemas/services_public/tables/api_extensions/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/apis/table

CREATE TABLE services_public.api_extensions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  schema_name text,
  database_id uuid NOT NULL,
  api_id uuid NOT NULL,
  CONSTRAINT api_extensions_pkey PRIMARY KEY (id),
  CONSTRAINT api_extensions_schema_name_api_id_key UNIQUE (schema_name, api_id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE
);

CREATE INDEX api_extension_database_id_idx ON services_public.api_extensions (database_id);
CREATE INDEX api_extension_api_id_idx ON services_public.api_extensions (api_id);

COMMENT ON TABLE services_public.api_extensions IS 'Schemas an API serves that the metadata does not describe';
COMMENT ON COLUMN services_public.api_extensions.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.api_extensions.schema_name IS 'The name the schema has in the server';
COMMENT ON COLUMN services_public.api_extensions.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.api_extensions.api_id IS 'The API it belongs to';

GRANT ALL ON TABLE services_public.api_extensions TO administrator;
