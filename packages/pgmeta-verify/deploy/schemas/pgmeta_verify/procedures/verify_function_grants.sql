-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_grants to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/role_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_function_grants(signature text, VARIADIC roles text[] DEFAULT '{}')
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  function_oid oid := to_regprocedure(signature);
  problem text;
BEGIN
  IF function_oid IS NULL THEN
    RAISE EXCEPTION 'Nonexistent function --> %', signature
      USING HINT = 'the signature names the schema and the types of the arguments: schema.name(type, type)';
  END IF;
  WITH granted (role_id) AS (
    SELECT a.grantee
      FROM pg_proc AS p
      CROSS JOIN LATERAL aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS a
     WHERE p.oid = function_oid AND a.privilege_type = 'EXECUTE'
  ), wanted (role_name, role_id) AS (
    SELECT r.role_name, pgmeta_verify.role_oid(r.role_name) FROM unnest(roles) AS r (role_name)
  )
  SELECT string_agg(x.message, '; ')
    INTO problem
    FROM (
      SELECT format('%s may not execute it', w.role_name) AS message FROM wanted AS w WHERE w.role_id NOT IN (SELECT g.role_id FROM granted AS g)
      UNION ALL
      SELECT 'PUBLIC may execute it' WHERE 0 IN (SELECT g.role_id FROM granted AS g) AND NOT EXISTS (SELECT 1 FROM wanted AS w WHERE w.role_id = 0)
    ) AS x;
  IF problem IS NOT NULL THEN
    RAISE EXCEPTION 'Wrong function grants --> %', signature
      USING DETAIL = problem, HINT = 'privileges were granted or revoked after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_function_grants(text, text[]) IS 'Asserts that each of these roles was granted EXECUTE on a function, and that PUBLIC was not unless it is one of them';
