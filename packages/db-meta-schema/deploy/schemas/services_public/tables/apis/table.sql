-- Deploy db-meta-schema:schemas/services_public/tables/apis/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE services_public.apis (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  name text NOT NULL,
  dbname text NOT NULL DEFAULT current_database(),
  role_name text NOT NULL DEFAULT 'authenticated',
  anon_role text NOT NULL DEFAULT 'anonymous',
  is_public boolean NOT NULL DEFAULT true,
  CONSTRAINT apis_pkey PRIMARY KEY (id),
  CONSTRAINT apis_database_id_name_key UNIQUE (database_id, name),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE
);

CREATE INDEX apis_database_id_idx ON services_public.apis (database_id);

COMMENT ON TABLE services_public.apis IS 'An API that serves a database';
COMMENT ON COLUMN services_public.apis.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.apis.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.apis.name IS 'Its name, unique in the database';
COMMENT ON COLUMN services_public.apis.dbname IS 'The server database it connects to';
COMMENT ON COLUMN services_public.apis.role_name IS 'The role of a signed-in request';
COMMENT ON COLUMN services_public.apis.anon_role IS 'The role of a request that is not signed in';
COMMENT ON COLUMN services_public.apis.is_public IS 'Whether it is reachable from outside';

GRANT ALL ON TABLE services_public.apis TO administrator;
