-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema from pg

DROP FUNCTION pgmeta_verify.verify_schema(text);
