-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_that to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_that(condition boolean, message text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF condition IS NOT TRUE THEN
    RAISE EXCEPTION 'Verification failed --> %', message
      USING HINT = 'compare the database with what the deploy script makes';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_that(boolean, text) IS 'Asserts a condition of your own; null counts as false';
