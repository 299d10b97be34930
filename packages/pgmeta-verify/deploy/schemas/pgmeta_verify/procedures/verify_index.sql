-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_index to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/canonical_text
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_index(q_table text, index_name text, definition text DEFAULT NULL)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_definition text;
BEGIN
  SELECT pgmeta_verify.canonical_text(
           CASE WHEN x.indisunique THEN 'unique ' ELSE '' END
           || regexp_replace(pg_get_indexdef(x.indexrelid), '^.*? USING ', ''))
    INTO found_definition
    FROM pg_index AS x
    JOIN pg_class AS i ON i.oid = x.indexrelid
   WHERE x.indrelid = pgmeta_verify.relation_oid(q_table)
     AND i.relname = index_name
     AND x.indisvalid;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'Nonexistent index --> % on %', index_name, q_table
      USING HINT = 'it was dropped or renamed after it was deployed, or is not valid';
  END IF;
  IF found_definition <> btrim(regexp_replace(definition, '\s+', ' ', 'g')) THEN
    RAISE EXCEPTION 'Wrong index --> % on %', index_name, q_table
      USING DETAIL = format('expected %s; found %s', definition, found_definition), HINT = 'it was replaced after it was deployed, or the verify script is older than the deploy script';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_index(text, text, text) IS 'Asserts that a table has a valid index and, when given, that it has this definition: "[unique] method (keys) [WHERE ...]"';
