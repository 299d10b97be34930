-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view from pg

DROP FUNCTION pgmeta_verify.verify_view(text);
