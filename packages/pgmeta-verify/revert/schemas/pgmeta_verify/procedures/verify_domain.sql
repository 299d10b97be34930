-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_domain from pg

DROP FUNCTION pgmeta_verify.verify_domain(text, text);
