-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/type_oid from pg

DROP FUNCTION pgmeta_verify.type_oid(text);
