-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_enum from pg

DROP FUNCTION pgmeta_verify.verify_enum(text, text[]);
