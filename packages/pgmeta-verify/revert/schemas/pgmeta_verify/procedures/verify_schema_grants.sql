-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema_grants from pg

DROP FUNCTION pgmeta_verify.verify_schema_grants(text, text, text[]);
