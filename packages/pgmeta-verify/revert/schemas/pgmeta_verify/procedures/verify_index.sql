-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_index from pg

DROP FUNCTION pgmeta_verify.verify_index(text, text, text);
