-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_table_trigger to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/canonical_text
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_table_trigger(q_table text, trigger_name text, definition text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_definition text;
BEGIN
  SELECT pgmeta_verify.canonical_text(regexp_replace(pg_get_triggerdef(oid), '^CREATE (CONSTRAINT )?TRIGGER ' || quote_ident(tgname) || ' ', ''))
    INTO found_definition
    FROM pg_trigger
   WHERE tgrelid = pgmeta_verify.relation_oid(q_table)
     AND tgname = trigger_name
     AND NOT tgisinternal
     AND tgenabled IN ('O', 'A');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent trigger --> % on %', trigger_name, q_table
      USING HINT = 'it was dropped, renamed or disabled after it was deployed';
  END IF;
  IF found_definition <> btrim(regexp_replace(definition, '\s+', ' ', 'g')) THEN
    RAISE EXCEPTION 'Wrong trigger --> % on %', trigger_name, q_table
      USING DETAIL = format('expected %s; found %s', definition, found_definition), HINT = 'it was replaced after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_table_trigger(text, text, text) IS 'Asserts that a table has an enabled trigger and, when given, that it has this definition: what follows CREATE TRIGGER name';
