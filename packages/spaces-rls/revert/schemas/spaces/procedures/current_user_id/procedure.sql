-- Revert spaces-rls:schemas/spaces/procedures/current_user_id/procedure from pg

DROP FUNCTION spaces.current_user_id();
