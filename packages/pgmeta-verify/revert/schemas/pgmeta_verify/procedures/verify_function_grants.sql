-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_grants from pg

DROP FUNCTION pgmeta_verify.verify_function_grants(text, text[]);
