-- Deploy db-meta-schema:schemas/services_public/tables/domains/table to pg

-- requires: schemas/services_public/schema
-- requires: pgmeta-types:schemas/pgmeta_types/domains/hostname
-- requires: schemas/metaschema_public/tables/database/table
-- requires: schemas/services_public/tables/apis/table
-- requires: schemas/services_public/tables/sites/table

CREATE TABLE services_public.domains (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  database_id uuid NOT NULL,
  api_id uuid,
  site_id uuid,
  subdomain pgmeta_types.hostname,
  domain pgmeta_types.hostname,
  CONSTRAINT domains_pkey PRIMARY KEY (id),
  CONSTRAINT domains_subdomain_domain_key UNIQUE (subdomain, domain),
  CONSTRAINT db_fkey FOREIGN KEY (database_id) REFERENCES metaschema_public.database (id) ON DELETE CASCADE,
  CONSTRAINT api_fkey FOREIGN KEY (api_id) REFERENCES services_public.apis (id) ON DELETE CASCADE,
  CONSTRAINT site_fkey FOREIGN KEY (site_id) REFERENCES services_public.sites (id) ON DELETE CASCADE,
  CONSTRAINT domains_api_or_site_check CHECK (api_id IS NULL OR site_id IS NULL)
);

CREATE INDEX domains_database_id_idx ON services_public.domains (database_id);
CREATE INDEX domains_api_id_idx ON services_public.domains (api_id);
CREATE INDEX domains_site_id_idx ON services_public.domains (site_id);

COMMENT ON TABLE services_public.domains IS 'The host name an API or a site answers to';
COMMENT ON COLUMN services_public.domains.id IS 'What other rows refer to this one by';
COMMENT ON COLUMN services_public.domains.database_id IS 'The database it belongs to';
COMMENT ON COLUMN services_public.domains.api_id IS 'The API that answers; never beside a site';
COMMENT ON COLUMN services_public.domains.site_id IS 'The site that answers; never beside an API';
COMMENT ON COLUMN services_public.domains.subdomain IS 'What stands before the domain';
COMMENT ON COLUMN services_public.domains.domain IS 'The domain';

GRANT ALL ON TABLE services_public.domains TO administrator;
