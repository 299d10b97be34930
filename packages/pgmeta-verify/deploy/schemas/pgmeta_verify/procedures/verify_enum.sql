-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_enum to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/type_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_enum(q_type text, VARIADIC labels text[])
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  found_labels text[];
BEGIN
  SELECT array_agg(enumlabel::text ORDER BY enumsortorder)
    INTO found_labels
    FROM pg_enum
   WHERE enumtypid = pgmeta_verify.type_oid(q_type);
  IF found_labels IS NULL THEN
    RAISE EXCEPTION 'Nonexistent enum --> %', q_type
      USING HINT = 'deploy the change that creates it';
  END IF;
  IF found_labels <> labels THEN
    RAISE EXCEPTION 'Wrong enum --> %', q_type
      USING DETAIL = format('expected %s; found %s', labels, found_labels), HINT = 'labels were added or renamed after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_enum(text, text[]) IS 'Asserts that an enum has exactly these labels in this order';
