-- Deploy pgmeta-types:schemas/pgmeta_types/domains/multiple_select to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.multiple_select AS jsonb
  CONSTRAINT multiple_select_check CHECK (jsonb_typeof(VALUE) = 'object' AND VALUE ? 'value');

COMMENT ON DOMAIN pgmeta_types.multiple_select IS 'Some choices of several: an object with value';
