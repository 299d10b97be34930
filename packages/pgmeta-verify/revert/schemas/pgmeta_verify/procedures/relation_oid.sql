-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/relation_oid from pg

DROP FUNCTION pgmeta_verify.relation_oid(text, "char"[]);
