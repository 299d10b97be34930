-- The base roles, and who is bound by row-level security.
SELECT plan(8);

SELECT results_eq(
  $$SELECT rolname::text COLLATE "default", rolbypassrls FROM pg_roles WHERE rolname IN ('anonymous', 'authenticated', 'administrator', 'service_role') ORDER BY 1$$,
  $$VALUES ('administrator', true), ('anonymous', false), ('authenticated', false), ('service_role', true)$$,
  'administrator and service_role pass row-level security, the others do not');
SELECT is_empty(
  $$SELECT rolname FROM pg_roles WHERE rolname IN ('anonymous', 'authenticated', 'administrator', 'service_role') AND (rolcanlogin OR rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication)$$,
  'none can log in or holds anything more');

CREATE TABLE public.secrets AS SELECT 1 AS id;
ALTER TABLE public.secrets ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.secrets TO anonymous, authenticated, administrator, service_role;
CREATE FUNCTION pg_temp.seen_by(role_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  result bigint;
BEGIN
  EXECUTE format('SET LOCAL ROLE %I', role_name);
  SELECT count(*) INTO result FROM public.secrets;
  RESET ROLE;
  RETURN result;
END
$$;
SELECT is(pg_temp.seen_by('anonymous'), 0::bigint, 'anonymous sees nothing');
SELECT is(pg_temp.seen_by('authenticated'), 0::bigint, 'authenticated sees nothing');
SELECT is(pg_temp.seen_by('administrator'), 1::bigint, 'administrator sees the row');
SELECT is(pg_temp.seen_by('service_role'), 1::bigint, 'service_role sees the row');

-- Attributes are not inherited: a member passes row-level security only after SET ROLE.
CREATE ROLE test_admin LOGIN;
GRANT administrator TO test_admin;
SELECT is(pg_temp.seen_by('test_admin'), 0::bigint, 'a member of administrator sees nothing as itself');
SET LOCAL SESSION AUTHORIZATION test_admin;
SET LOCAL ROLE administrator;
SELECT is(count(*), 1::bigint, 'and the row as administrator') FROM public.secrets;
RESET ROLE;
RESET SESSION AUTHORIZATION;

SELECT * FROM finish();
