-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_security from pg

DROP FUNCTION pgmeta_verify.verify_security(text, boolean);
