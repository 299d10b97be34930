-- given: people.sql
-- user_is_tenant_…: of the caller for everybody, of others for services.
SELECT plan(12);

SET LOCAL ROLE authenticated;
SELECT results_eq(
    $$SELECT public.user_is_tenant_member(t), public.user_is_tenant_admin(t), public.user_is_tenant_owner(t)
      FROM (VALUES ('aaaaaaaa-0000-4000-8000-000000000000'::uuid)) AS v (t)$$,
    'VALUES (false, false, false)', 'without a claim nobody belongs anywhere');
SELECT results_eq(
    $$SELECT public.user_is_tenant_member(NULL), public.user_is_tenant_admin(NULL), public.user_is_tenant_owner(NULL)$$,
    'VALUES (false, false, false)', 'nor to no tenant');

CREATE FUNCTION pg_temp.belongs(p_user text, p_tenant uuid, OUT member boolean, OUT admin boolean, OUT owner boolean)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('request.jwt.claim.sub', p_user, true);
    member := public.user_is_tenant_member(p_tenant);
    admin := public.user_is_tenant_admin(p_tenant);
    owner := public.user_is_tenant_owner(p_tenant);
END
$$;
SELECT results_eq(
    format('SELECT * FROM pg_temp.belongs(%L, %L)', u, t), format('VALUES (%L::boolean, %L::boolean, %L::boolean)', m, a, o), what)
FROM (VALUES
    ('a1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', true, true, true, 'owner'),
    ('a2000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', true, true, false, 'admin'),
    ('a3000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', true, false, false, 'member'),
    ('b1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', false, false, false, 'owner of another tenant')
) AS v (u, t, m, a, o, what);

SELECT throws_ok(
    format('SELECT public.%I(%L, %L)', f, 'aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000'),
    '42501', NULL, f || ' does not tell authenticated about others')
FROM unnest(ARRAY['user_is_tenant_member', 'user_is_tenant_admin', 'user_is_tenant_owner']) AS f;
RESET ROLE;

SET LOCAL ROLE service_role;
SELECT ok(public.user_is_tenant_owner('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000'),
    'services may ask about others');
SELECT ok(NOT public.user_is_tenant_admin('aaaaaaaa-0000-4000-8000-000000000000', 'a3000000-0000-4000-8000-000000000000'),
    'and get the right answer');
RESET ROLE;

SET LOCAL ROLE anonymous;
SELECT throws_ok($$SELECT public.user_is_tenant_member('aaaaaaaa-0000-4000-8000-000000000000')$$, '42501', NULL,
    'anonymous may not ask');
RESET ROLE;
SELECT * FROM finish();
