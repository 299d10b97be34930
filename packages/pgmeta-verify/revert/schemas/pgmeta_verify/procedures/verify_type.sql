-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_type from pg

DROP FUNCTION pgmeta_verify.verify_type(text);
