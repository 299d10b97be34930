-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_type to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/type_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_type(q_type text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF pgmeta_verify.type_oid(q_type) IS NULL THEN
    RAISE EXCEPTION 'Nonexistent type --> %', q_type
      USING HINT = 'deploy the change that creates it';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_type(text) IS 'Asserts that a type exists in exactly this schema';
