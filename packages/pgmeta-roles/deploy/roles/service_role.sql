-- Deploy pgmeta-roles:roles/service_role to pg

-- requires: roles/base

-- A role that trusted servers switch to: no login, past row-level security. It is made only when it is missing
-- and whoever deploys may make it: a superuser, or from PostgreSQL 16 on a role that has CREATEROLE and BYPASSRLS.
DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'service_role') THEN
    RETURN;
  END IF;
  CREATE ROLE service_role NOSUPERUSER NOCREATEDB NOCREATEROLE NOLOGIN NOREPLICATION BYPASSRLS;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN
    NULL; -- another database of the cluster made it at the same time
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION 'the cluster lacks role service_role, and % may not make it', current_user
      USING ERRCODE = 'insufficient_privilege',
            HINT = 'as a superuser: CREATE ROLE service_role NOLOGIN BYPASSRLS';
END
$$;
