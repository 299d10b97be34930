-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_function_definition to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/canonical_text

CREATE FUNCTION pgmeta_verify.verify_function_definition(signature text, definition text, source_digest text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  wanted text := pgmeta_verify.canonical_text(definition);
  found_definition text;
  found_digest text;
BEGIN
  SELECT pgmeta_verify.canonical_text(
           '(' || pg_get_function_arguments(p.oid) || ')'
           || coalesce(' returns ' || pg_get_function_result(p.oid), '')
           || ' language ' || l.lanname
           || CASE p.provolatile WHEN 'i' THEN ' immutable' WHEN 's' THEN ' stable' ELSE ' volatile' END
           || CASE WHEN p.proisstrict THEN ' strict' ELSE '' END
           || CASE WHEN p.prosecdef THEN ' security definer' ELSE '' END
           || CASE WHEN p.proleakproof THEN ' leakproof' ELSE '' END
           || CASE p.proparallel WHEN 's' THEN ' parallel safe' WHEN 'r' THEN ' parallel restricted' ELSE '' END
           || coalesce((SELECT string_agg(' set ' || s.setting, '' ORDER BY s.setting) FROM unnest(p.proconfig) AS s (setting)), '')),
         md5(regexp_replace(btrim(p.prosrc, E' \n\t'), '\s+', ' ', 'g'))
    INTO found_definition, found_digest
    FROM pg_proc AS p
    JOIN pg_language AS l ON l.oid = p.prolang
   WHERE p.oid = to_regprocedure(signature);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent function --> %', signature
      USING HINT = 'the signature names the schema and the types of the arguments: schema.name(type, type)';
  END IF;
  IF found_definition <> wanted THEN
    RAISE EXCEPTION 'Wrong function --> %', signature
      USING DETAIL = format('expected %s; found %s', wanted, found_definition), HINT = 'deploy the change again, or correct the verify script';
  END IF;
  IF found_digest <> source_digest THEN
    RAISE EXCEPTION 'Wrong function source --> %', signature
      USING DETAIL = format('expected digest %s; found %s', source_digest, found_digest), HINT = 'the function was replaced after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_function_definition(text, text, text) IS 'Asserts that a function has these arguments, result, language, attributes and settings, and, when a digest is given, this source: the md5 of the source with single spaces';
