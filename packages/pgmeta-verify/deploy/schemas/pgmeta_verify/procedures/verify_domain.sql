-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_domain to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/type_oid
-- requires: schemas/pgmeta_verify/procedures/canonical_text
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_domain(q_domain text, definition text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_definition text;
BEGIN
  SELECT pgmeta_verify.canonical_text(
           format_type(t.typbasetype, t.typtypmod)
           || CASE WHEN t.typnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || t.typdefault, '')
           || coalesce((SELECT string_agg(' ' || pg_get_constraintdef(c.oid), '' ORDER BY c.conname) FROM pg_constraint AS c WHERE c.contypid = t.oid AND c.contype = 'c'), ''))
    INTO found_definition
    FROM pg_type AS t
   WHERE t.oid = pgmeta_verify.type_oid(q_domain)
     AND t.typtype = 'd';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent domain --> %', q_domain
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF found_definition <> btrim(regexp_replace(definition, '\s+', ' ', 'g')) THEN
    RAISE EXCEPTION 'Wrong domain --> %', q_domain
      USING DETAIL = format('expected %s; found %s', definition, found_definition), HINT = 'it was altered after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_domain(text, text) IS 'Asserts that a domain exists in exactly this schema and, when given, that it has this definition: "type [not null] [default expression] [CHECK (...)]"';
