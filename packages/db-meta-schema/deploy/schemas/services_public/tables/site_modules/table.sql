-- Deploy db-meta-schema:schemas/services_public/tables/site_modules/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/sites/table

CREATE TABLE services_public.site_modules (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text NOT NULL,
  data json NOT NULL,
  CONSTRAINT site_modules_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT site_modules_site_id_fkey FOREIGN KEY (site_id) REFERENCES services_public.sites (id) ON DELETE CASCADE
);

CREATE INDEX site_modules_database_id_idx ON services_public.site_modules (database_id);
CREATE INDEX site_modules_site_id_idx ON services_public.site_modules (site_id);

COMMENT ON TABLE services_public.site_modules IS 'Parts of the site server that a site switches on, with their data';
COMMENT ON COLUMN services_public.site_modules.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.site_modules.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.site_modules.site_id IS 'The site it belongs to';
COMMENT ON COLUMN services_public.site_modules.name IS 'Which part';
COMMENT ON COLUMN services_public.site_modules.data IS 'Its parameters';

GRANT ALL ON TABLE services_public.site_modules TO administrator;
