-- Revert spaces-rls:schemas/spaces/procedures/current_user_can/procedure from pg

DROP FUNCTION spaces.current_user_can(text, text, text);
