-- Deploy pgmeta-types:schemas/pgmeta_types/domains/upload to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.upload AS jsonb
  CONSTRAINT upload_check CHECK (VALUE IS NULL OR (jsonb_typeof(VALUE) = 'object' AND VALUE ?& ARRAY['url', 'mime'] AND coalesce(VALUE ->> 'url' ~ '^https?://[^/$.?#\s]\S*$', false)));

COMMENT ON DOMAIN pgmeta_types.upload IS 'A file that was uploaded: an object with url and mime';
