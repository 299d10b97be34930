-- Revert spaces-rls:schemas/spaces/procedures/member_role/procedure from pg

DROP FUNCTION spaces.member_role(text);
