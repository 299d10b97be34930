-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grants from pg

DROP FUNCTION pgmeta_verify.verify_table_grants(text, text, text[]);
