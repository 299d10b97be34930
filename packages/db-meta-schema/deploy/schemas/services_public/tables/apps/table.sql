-- Deploy db-meta-schema:schemas/services_public/tables/apps/table to pg

-- requires: schemas/services_public/schema
-- requires: pgmeta-types:schemas/pgmeta_types/domains/image
-- requires: pgmeta-types:schemas/pgmeta_types/domains/url
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/sites/table

CREATE TABLE services_public.apps (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  site_id uuid NOT NULL,
  name text,
  app_image pgmeta_types.image,
  app_store_link pgmeta_types.url,
  app_store_id text,
  app_id_prefix text,
  play_store_link pgmeta_types.url,
  CONSTRAINT apps_pkey PRIMARY KEY (id),
  CONSTRAINT apps_site_id_key UNIQUE (site_id),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT apps_site_id_fkey FOREIGN KEY (site_id) REFERENCES services_public.sites (id) ON DELETE CASCADE
);

CREATE INDEX apps_database_id_idx ON services_public.apps (database_id);
CREATE INDEX apps_site_id_idx ON services_public.apps (site_id);

COMMENT ON TABLE services_public.apps IS 'The mobile app that belongs to a site';
COMMENT ON COLUMN services_public.apps.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.apps.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.apps.site_id IS 'The site it belongs to';
COMMENT ON COLUMN services_public.apps.name IS 'What the app is called';
COMMENT ON COLUMN services_public.apps.app_image IS 'Its picture';
COMMENT ON COLUMN services_public.apps.app_store_link IS 'Where the iOS app is found';
COMMENT ON COLUMN services_public.apps.app_store_id IS 'Its id in the iOS store';
COMMENT ON COLUMN services_public.apps.app_id_prefix IS 'The team prefix of its iOS app id';
COMMENT ON COLUMN services_public.apps.play_store_link IS 'Where the Android app is found';

GRANT ALL ON TABLE services_public.apps TO administrator;
