-- Revert spaces:schemas/spaces/procedures/is_module_allowed/procedure from pg

DROP FUNCTION spaces.is_module_allowed(text, text);
