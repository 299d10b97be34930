-- Deploy pgmeta-types:schemas/pgmeta_types/schema to pg

-- requires: pgmeta-verify:@0.1.0

CREATE SCHEMA pgmeta_types;

COMMENT ON SCHEMA pgmeta_types IS 'Domains for what people type in: addresses, links, uploads, choices';

-- As the types of PostgreSQL itself: whoever may use a column of a domain may name the domain.
GRANT USAGE ON SCHEMA pgmeta_types TO PUBLIC;
