-- Deploy pgmeta-roles:roles/base to pg

-- Roles belong to the cluster, and whoever deploys seldom may make them. So this change only looks.
DO $$
DECLARE
  missing text;
BEGIN
  SELECT string_agg(b.name, ', ' ORDER BY b.position)
    INTO missing
    FROM unnest(ARRAY['anonymous', 'authenticated', 'administrator']) WITH ORDINALITY AS b (name, position)
   WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles AS r WHERE r.rolname = b.name);
  IF missing IS NOT NULL THEN
    RAISE EXCEPTION 'the cluster lacks base roles: %', missing
      USING ERRCODE = 'undefined_object', HINT = '`pgmeta admin-users bootstrap` makes them';
  END IF;
END
$$;
