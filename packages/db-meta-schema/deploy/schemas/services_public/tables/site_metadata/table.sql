-- Deploy db-meta-schema:schemas/services_public/tables/site_metadata/table to pg

-- requires: schemas/services_public/schema
-- requires: pgmeta-types:schemas/pgmeta_types/domains/image
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/sites/table

CREATE TABLE services_public.site_metadata (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  site_id uuid NOT NULL,
  title text,
  description text,
  og_image pgmeta_types.image,
  CONSTRAINT site_metadata_pkey PRIMARY KEY (id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT site_metadata_site_id_fkey FOREIGN KEY (site_id) REFERENCES services_public.sites (id) ON DELETE CASCADE,
  CONSTRAINT site_metadata_title_check CHECK (char_length(title) <= 120),
  CONSTRAINT site_metadata_description_check CHECK (char_length(description) <= 120)
);

CREATE INDEX site_metadata_database_id_idx ON services_public.site_metadata (database_id);
CREATE INDEX site_metadata_site_id_idx ON services_public.site_metadata (site_id);

COMMENT ON TABLE services_public.site_metadata IS 'What a site says of itself to search engines and previews';
COMMENT ON COLUMN services_public.site_metadata.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.site_metadata.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.site_metadata.site_id IS 'The site it belongs to';
COMMENT ON COLUMN services_public.site_metadata.title IS 'The title, at most 120 characters';
COMMENT ON COLUMN services_public.site_metadata.description IS 'The description, at most 120 characters';
COMMENT ON COLUMN services_public.site_metadata.og_image IS 'The picture previews show';

GRANT ALL ON TABLE services_public.site_metadata TO administrator;
