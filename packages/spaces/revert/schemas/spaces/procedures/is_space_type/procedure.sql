-- Revert spaces:schemas/spaces/procedures/is_space_type/procedure from pg

DROP FUNCTION spaces.is_space_type(text);
