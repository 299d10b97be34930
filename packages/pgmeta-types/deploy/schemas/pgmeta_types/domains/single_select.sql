-- Deploy pgmeta-types:schemas/pgmeta_types/domains/single_select to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.single_select AS jsonb
  CONSTRAINT single_select_check CHECK (jsonb_typeof(VALUE) = 'object' AND VALUE ? 'value');

COMMENT ON DOMAIN pgmeta_types.single_select IS 'One choice of several: an object with value';
