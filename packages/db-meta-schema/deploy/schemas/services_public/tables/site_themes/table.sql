-- Deploy db-meta-schema:schemas/services_public/tables/site_themes/table to pg

-- requires: schemas/services_public/schema
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/sites/table

CREATE TABLE services_public.site_themes (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  site_id uuid NOT NULL,
  theme jsonb NOT NULL,
  CONSTRAINT site_themes_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT site_themes_site_id_fkey FOREIGN KEY (site_id) REFERENCES services_public.sites (id) ON DELETE CASCADE
);

CREATE INDEX site_themes_database_id_idx ON services_public.site_themes (database_id);
CREATE INDEX site_themes_site_id_idx ON services_public.site_themes (site_id);

COMMENT ON TABLE services_public.site_themes IS 'How a site looks';
COMMENT ON COLUMN services_public.site_themes.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.site_themes.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.site_themes.site_id IS 'The site it belongs to';
COMMENT ON COLUMN services_public.site_themes.theme IS 'Colours, fonts and spacing';

GRANT ALL ON TABLE services_public.site_themes TO administrator;
