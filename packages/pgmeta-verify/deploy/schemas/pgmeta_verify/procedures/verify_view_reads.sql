-- Deploy pgmeta-verify:schemas/pgmeta_verify/procedures/verify_view_reads to pg

-- requires: schemas/pgmeta_verify/schema
-- requires: schemas/pgmeta_verify/procedures/relation_oid
-- requires: schemas/pgmeta_verify/procedures/verify_function_definition

CREATE FUNCTION pgmeta_verify.verify_view_reads(q_view text, VARIADIC q_tables text[])
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  view_oid oid := pgmeta_verify.relation_oid(q_view, 'v', 'm');
  missing text;
BEGIN
  IF view_oid IS NULL THEN
    RAISE EXCEPTION 'Nonexistent view --> %', q_view
      USING HINT = 'deploy the change that creates it';
  END IF;
  SELECT string_agg(t.name, ', ')
    INTO missing
    FROM unnest(q_tables) AS t (name)
   WHERE NOT EXISTS (
           SELECT 1
             FROM pg_rewrite AS r
             JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
            WHERE r.ev_class = view_oid
              AND d.refclassid = 'pg_class'::regclass
              AND d.refobjid = pgmeta_verify.relation_oid(t.name));
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'Wrong view --> %', q_view
      USING DETAIL = format('it does not read %s', missing), HINT = 'the view was replaced after it was deployed';
  END IF;
  RETURN true;
END
$$;

COMMENT ON FUNCTION pgmeta_verify.verify_view_reads(text, text[]) IS 'Asserts that a view reads each of these tables or views';
