-- Verify spaces:schemas/spaces/schema on pg

SELECT pgmeta_verify.verify_schema('spaces');
