-- Verify pgmeta-roles:roles/service_role on pg

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT 1
      FROM pg_catalog.pg_roles
     WHERE rolname = 'service_role'
       AND rolbypassrls
       AND NOT (rolcanlogin OR rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication))
  THEN
    RAISE EXCEPTION 'role service_role is missing or has other attributes than NOLOGIN BYPASSRLS'
      USING ERRCODE = 'undefined_object', HINT = 'as a superuser: CREATE ROLE service_role NOLOGIN BYPASSRLS';
  END IF;
END
$$;
