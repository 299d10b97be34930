-- Deploy tenants:schemas/public/procedures/set_updated_at/procedure to pg

-- requires: pgmeta-verify:@0.1.0

CREATE FUNCTION public.set_updated_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;

COMMENT ON FUNCTION public.set_updated_at() IS 'Trigger: updated_at becomes the time of the transaction';

REVOKE ALL ON FUNCTION public.set_updated_at() FROM PUBLIC;
