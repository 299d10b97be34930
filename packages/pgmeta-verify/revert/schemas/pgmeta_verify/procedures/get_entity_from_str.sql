-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/get_entity_from_str from pg

DROP FUNCTION pgmeta_verify.get_entity_from_str(text);
