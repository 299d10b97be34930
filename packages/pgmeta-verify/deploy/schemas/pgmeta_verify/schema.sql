-- Deploy pgmeta-verify:schemas/pgmeta_verify/schema to pg

CREATE SCHEMA pgmeta_verify;

COMMENT ON SCHEMA pgmeta_verify IS 'Assertions for verify scripts: each returns true or raises an error that says what was expected and what was found';

GRANT USAGE ON SCHEMA pgmeta_verify TO PUBLIC;
