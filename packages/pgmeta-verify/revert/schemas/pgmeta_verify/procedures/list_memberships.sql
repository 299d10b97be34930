-- Revert pgmeta-verify:schemas/pgmeta_verify/procedures/list_memberships from pg

DROP FUNCTION pgmeta_verify.list_memberships(text);
