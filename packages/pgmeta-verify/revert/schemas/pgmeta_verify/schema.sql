-- Revert pgmeta-verify:schemas/pgmeta_verify/schema from pg

DROP SCHEMA pgmeta_verify;
