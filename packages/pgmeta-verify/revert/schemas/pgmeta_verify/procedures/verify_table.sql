-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table from pg

DROP FUNCTION pgmeta_verify.verify_table(text);
