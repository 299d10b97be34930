-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_view(q_view text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF pgmeta_verify.relation_oid(q_view, 'v', 'm') IS NULL THEN
    RAISE EXCEPTION 'Nonexistent view --> %', q_view
      USING HINT = 'deploy the change that creates it';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_view(text) IS 'Asserts that a view or materialised view exists';
