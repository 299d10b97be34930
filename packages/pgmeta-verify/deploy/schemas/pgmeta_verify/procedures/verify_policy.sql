-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_policy to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/canonical_text
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_policy(policy_name text, q_table text, definition text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_definition text;
BEGIN
  SELECT pgmeta_verify.canonical_text(
           CASE WHEN p.polpermissive THEN '' ELSE 'as restrictive ' END
           || 'for ' || CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' ELSE 'all' END
           || ' to ' || (SELECT string_agg(coalesce(quote_ident(r.rolname), 'public'), ', ' ORDER BY r.rolname)
                           FROM unnest(p.polroles) AS g (role_id)
                           LEFT JOIN pg_roles AS r ON r.oid = g.role_id)
           || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
           || coalesce(' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', ''))
    INTO found_definition
    FROM pg_policy AS p
   WHERE p.polrelid = pgmeta_verify.relation_oid(q_table)
     AND p.polname = policy_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent policy --> % on %', policy_name, q_table
      USING HINT = 'it was dropped or renamed after it was deployed';
  END IF;
  IF found_definition <> btrim(regexp_replace(definition, '\s+', ' ', 'g')) THEN
    RAISE EXCEPTION 'Wrong policy --> % on %', policy_name, q_table
      USING DETAIL = format('expected %s; found %s', definition, found_definition), HINT = 'it was altered after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_policy(text, text, text) IS 'Asserts that a table has a policy and, when given, that it has this definition: "[as restrictive] for command to role[, role] [using (...)] [with check (...)]"';
