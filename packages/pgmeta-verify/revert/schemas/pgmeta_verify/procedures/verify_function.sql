-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function from pg

DROP FUNCTION pgmeta_verify.verify_function(text, text);
