-- Deploy db-meta-schema:schemas/services_public/tables/api_modules/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/apis/table

CREATE TABLE services_public.api_modules (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid NOT NULL,
  name text NOT NULL,
  data json NOT NULL,
  CONSTRAINT api_modules_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_modules_api_id_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE
);

CREATE INDEX api_modules_database_id_idx ON services_public.api_modules (database_id);
CREATE INDEX api_modules_api_id_idx ON services_public.api_modules (api_id);

COMMENT ON TABLE services_public.api_modules IS 'Parts of the API server that an API switches on, with their data';
COMMENT ON COLUMN services_public.api_modules.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.api_modules.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.api_modules.api_id IS 'The API it belongs to';
COMMENT ON COLUMN services_public.api_modules.name IS 'Which part';
COMMENT ON COLUMN services_public.api_modules.data IS 'Its parameters';

GRANT ALL ON TABLE services_public.api_modules TO administrator;
