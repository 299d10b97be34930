-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_grant from pg

DROP FUNCTION pgmeta_verify.verify_table_grant(text, text, text);
