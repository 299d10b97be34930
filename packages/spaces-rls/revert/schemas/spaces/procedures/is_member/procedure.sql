-- Revert spaces-rls:schemas/spaces/procedures/is_member/procedure from pg

DROP FUNCTION spaces.is_member(text);
