-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/verify_that from pg

DROP FUNCTION pgmeta_verify.verify_that(boolean, text);
