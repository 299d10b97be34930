-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_columns from pg

DROP FUNCTION pgmeta_verify.verify_columns(text, text[]);
