-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_trigger to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/get_schema_from_str
-- requires: schemas/pgmeta_verify/procedures/get_entity_from_str
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_trigger(q_trigger text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1
      FROM pg_trigger AS t
      JOIN pg_class AS c ON c.oid = t.tgrelid
      JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE n.nspname = pgmeta_verify.get_schema_from_str(q_trigger)
       AND t.tgname = pgmeta_verify.get_entity_from_str(q_trigger)
       AND NOT t.tgisinternal)
  THEN
    RAISE EXCEPTION 'Nonexistent trigger --> %', q_trigger
      USING HINT = 'it was dropped or renamed after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_trigger(text) IS 'Asserts that some table of a schema has a trigger, given as schema.trigger';
