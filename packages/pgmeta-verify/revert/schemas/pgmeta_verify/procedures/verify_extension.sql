-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_extension from pg

DROP FUNCTION pgmeta_verify.verify_extension(text);
