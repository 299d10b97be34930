-- Deploy db-meta-schema:schemas/services_public/tables/api_schemas/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/metaschema_public/tables/schema/table
-- requires: schemas/services_public/tables/apis/table

CREATE TABLE services_public.api_schemas (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  schema_id uuid NOT NULL,
  api_id uuid NOT NULL,
  CONSTRAINT api_schemas_pkey PRIMARY KEY (id),
  CONSTRAINT api_schemas_api_id_schema_id_key UNIQUE (api_id, schema_id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT schema_fkey FOREIGN KEY (schema_id) REFERENCES metaschema_public.schema (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE
);

CREATE INDEX api_schemas_database_id_idx ON services_public.api_schemas (database_id);
CREATE INDEX api_schemas_api_id_idx ON services_public.api_schemas (api_id);
CREATE INDEX api_schemas_schema_id_idx ON services_public.api_schemas (schema_id);

COMMENT ON TABLE services_public.api_schemas IS 'Which schemas an API serves';
COMMENT ON COLUMN services_public.api_schemas.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.api_schemas.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.api_schemas.schema_id IS 'The schema it serves';
COMMENT ON COLUMN services_public.api_schemas.api_id IS 'The API that serves it';

GRANT ALL ON TABLE services_public.api_schemas TO administrator;
