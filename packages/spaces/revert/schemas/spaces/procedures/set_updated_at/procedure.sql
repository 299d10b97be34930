-- Revert spaces:schemas/spaces/procedures/set_updated_at/procedure from pg

DROP FUNCTION spaces.set_updated_at();
