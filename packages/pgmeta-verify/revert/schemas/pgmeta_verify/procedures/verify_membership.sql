-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_membership from pg

DROP FUNCTION pgmeta_verify.verify_membership(text, text);
