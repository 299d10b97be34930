-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_role from pg

DROP FUNCTION pgmeta_verify.verify_role(text, text[]);
