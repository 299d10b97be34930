-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/list_indexes from pg

DROP FUNCTION pgmeta_verify.list_indexes(text, text);
