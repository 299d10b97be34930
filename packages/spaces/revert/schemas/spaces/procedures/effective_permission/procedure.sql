-- Revert spaces:schemas/spaces/procedures/effective_permission/procedure from pg

DROP FUNCTION spaces.effective_permission(text, text, text);
