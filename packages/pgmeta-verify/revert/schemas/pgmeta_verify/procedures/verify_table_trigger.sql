-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_trigger from pg

DROP FUNCTION pgmeta_verify.verify_table_trigger(text, text, text);
