-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_table(q_table text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF pgmeta_verify.relation_oid(q_table, 'r', 'p', 'f') IS NULL THEN
    RAISE EXCEPTION 'Nonexistent table --> %', q_table
      USING HINT = 'deploy the change that creates it';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_table(text) IS 'Asserts that a table exists';
