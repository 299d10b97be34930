-- Deploy pgmeta-types:schemas/pgmeta_types/domains/email to pg

-- requires: schemas/pgmeta_types/schema

CREATE DOMAIN pgmeta_types.email AS citext
  CONSTRAINT email_check CHECK (VALUE ~ '^[a-z0-9.!#$%&''*+/=?^_`{|}~-]+@[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$');

COMMENT ON DOMAIN pgmeta_types.email IS 'An e-mail address as browsers accept it, compared without regard to case';
