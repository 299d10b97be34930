-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/get_schema_from_str from pg

DROP FUNCTION pgmeta_verify.get_schema_from_str(text);
