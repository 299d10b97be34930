-- Deploy db-meta-schema:schemas/services_public/tables/sites/table to pg

-- requires: schemas/services_public/schema
-- requires: pgmeta-types:schemas/pgmeta_types/domains/attachment
-- requires: pgmeta-types:schemas/pgmeta_types/domains/image
-- requires: schemas/metaschema_public/tables/database/table

CREATE TABLE services_public.sites (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  title text,
  description text,
  og_image pgmeta_types.image,
  favicon pgmeta_types.attachment,
  apple_touch_icon pgmeta_types.image,
  logo pgmeta_types.image,
  dbname text NOT NULL DEFAULT current_database(),
  CONSTRAINT sites_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT sites_title_check CHECK (char_length(title) <= 120),
  CONSTRAINT sites_description_check CHECK (char_length(description) <= 120)
);

CREATE INDEX sites_database_id_idx ON services_public.sites (database_id);

COMMENT ON TABLE services_public.sites IS 'A web site of a database';
COMMENT ON COLUMN services_public.sites.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.sites.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.sites.title IS 'The title, at most 120 characters';
COMMENT ON COLUMN services_public.sites.description IS 'The description, at most 120 characters';
COMMENT ON COLUMN services_public.sites.og_image IS 'The picture previews show';
COMMENT ON COLUMN services_public.sites.favicon IS 'The icon browsers show';
COMMENT ON COLUMN services_public.sites.apple_touch_icon IS 'The icon on a home screen';
COMMENT ON COLUMN services_public.sites.logo IS 'The logo';
COMMENT ON COLUMN services_public.sites.dbname IS 'The server database it connects to';

GRANT ALL ON TABLE services_public.sites TO administrator;
