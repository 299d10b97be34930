-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/role_oid from pg

DROP FUNCTION pgmeta_verify.role_oid(text);
