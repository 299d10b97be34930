-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_trigger from pg

DROP FUNCTION pgmeta_verify.verify_trigger(text);
