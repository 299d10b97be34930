-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_constraint from pg

DROP FUNCTION pgmeta_verify.verify_constraint(text, text, text);
