-- Verify pgmeta-roles:roles/base on pg

DO $$
DECLARE
  wrong text;
BEGIN
  SELECT string_agg(b.name, ', ' ORDER BY b.name)
    INTO wrong
    FROM (VALUES ('anonymous', false), ('authenticated', false), ('administrator', true)) AS b (name, bypasses_rls)
    LEFT JOIN pg_catalog.pg_roles AS r ON r.rolname = b.name
   WHERE r.rolname IS NULL
      OR r.rolbypassrls <> b.bypasses_rls
      OR r.rolcanlogin OR r.rolsuper OR r.rolcreatedb OR r.rolcreaterole OR r.rolreplication;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'base roles are missing or have other attributes than they should: %', wrong
      USING ERRCODE = 'undefined_object', HINT = '`pgmeta admin-users bootstrap` makes them and gives them their attributes';
  END IF;
END
$$;
