-- Deploy pgmeta-types:schemas/pgmeta_types/domains/url to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.url AS text
  CONSTRAINT url_check CHECK (VALUE ~ '^https?://[^/$.?#\s]\S*$');

COMMENT ON DOMAIN pgmeta_types.url IS 'A link: http or https, a host, no white space';
