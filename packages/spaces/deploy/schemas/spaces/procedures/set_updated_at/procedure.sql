-- Deploy spaces:schemas/spaces/procedures/set_updated_at/procedure to pg

-- requires: schemas/spaces/schema

CREATE FUNCTION spaces.set_updated_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION spaces.set_updated_at() IS 'Trigger: updated_at becomes the time of the transaction';

REVOKE ALL ON FUNCTION spaces.set_updated_at() FROM PUBLIC;
