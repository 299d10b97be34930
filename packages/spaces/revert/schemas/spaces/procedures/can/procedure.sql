-- Revert spaces:schemas/spaces/procedures/can/procedure from pg

DROP FUNCTION spaces.can(text, text, text, text);
