-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_extension to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_extension(extension_name text)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = extension_name) THEN
    RAISE EXCEPTION 'Nonexistent extension --> %', extension_name
      USING HINT = format('CREATE EXTENSION %I, or name it in the requires line of the package''s .control file', extension_name);
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_extension(text) IS 'Asserts that an extension is installed in this database';
