-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_policy from pg

DROP FUNCTION pgmeta_verify.verify_policy(text, text, text);
