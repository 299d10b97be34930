-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_security to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_security(q_table text, forced boolean DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  security record;
BEGIN
  SELECT c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced
    INTO security
    FROM pg_class AS c
   WHERE c.oid = pgmeta_verify.relation_oid(q_table, 'r', 'p');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent table --> %', q_table
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF NOT security.enabled THEN
    RAISE EXCEPTION 'Wrong security --> row-level security is not enabled on %', q_table
      USING HINT = format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', q_table);
  END IF;
  IF security.forced <> verify_security.forced THEN
    RAISE EXCEPTION 'Wrong security --> row-level security of % is %', q_table, CASE WHEN security.forced THEN 'forced on its owner' ELSE 'not forced on its owner' END
      USING HINT = format('ALTER TABLE %s %sFORCE ROW LEVEL SECURITY', q_table, CASE WHEN security.forced THEN 'NO ' ELSE '' END);
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_security(text, boolean) IS 'Asserts that row-level security is enabled on a table and, when given, that it is or is not forced on the owner';
