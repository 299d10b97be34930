-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_definition from pg

DROP FUNCTION pgmeta_verify.verify_function_definition(text, text, text);
