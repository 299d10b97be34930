-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_schema to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_schema(schema_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = schema_name) THEN
    RAISE EXCEPTION 'Nonexistent schema --> %', schema_name
      USING HINT = 'deploy the change that creates it';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_schema(text) IS 'Asserts that a schema exists';
