-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_constraint to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/canonical_text
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_constraint(q_table text, constraint_name text, definition text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  relation oid := pgmeta_verify.relation_oid(q_table);
  found_definition text;
BEGIN
  SELECT pgmeta_verify.canonical_text(pg_get_constraintdef(oid))
    INTO found_definition
    FROM pg_constraint
   WHERE conrelid = relation AND conname = constraint_name;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent constraint --> % on %', constraint_name, q_table
      USING HINT = 'it was dropped or renamed after it was deployed';
  END IF;
  IF found_definition <> btrim(regexp_replace(definition, '\s+', ' ', 'g')) THEN
    RAISE EXCEPTION 'Wrong constraint --> % on %', constraint_name, q_table
      USING DETAIL = format('expected %s; found %s', definition, found_definition), HINT = 'it was replaced after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_constraint(text, text, text) IS 'Asserts that a table has a constraint and, when given, that it has this definition';
