-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/get_schema_from_str
-- requires: schemas/pgmeta_verify/procedures/get_entity_from_str
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_function(q_function text, user_name text DEFAULT CURRENT_USER)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_any boolean;
  executable boolean;
BEGIN
  IF strpos(q_function, '(') > 0 THEN
    found_any := to_regprocedure(q_function) IS NOT NULL;
    executable := has_function_privilege(user_name, to_regprocedure(q_function), 'EXECUTE');
  ELSE
    SELECT count(*) > 0, bool_or(has_function_privilege(user_name, p.oid, 'EXECUTE'))
      INTO found_any, executable
      FROM pg_proc AS p
      JOIN pg_namespace AS n ON n.oid = p.pronamespace
     WHERE n.nspname = pgmeta_verify.get_schema_from_str(q_function)
       AND p.proname = pgmeta_verify.get_entity_from_str(q_function);
  END IF;
  IF NOT found_any THEN
    RAISE EXCEPTION 'Nonexistent function --> %', q_function
      USING HINT = 'it was dropped or renamed after it was deployed';
  END IF;
  IF NOT executable THEN
    RAISE EXCEPTION 'Wrong grants --> % may not execute %', user_name, q_function
      USING HINT = 'the grant was revoked after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_function(text, text) IS 'Asserts that a function exists and that a role may execute it, given as schema.name or with its argument types: schema.name(type)';
