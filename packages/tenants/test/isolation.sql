-- given: people.sql
-- Who sees which tenants, members and profiles.
SELECT plan(26);

SET LOCAL ROLE authenticated;
SELECT is_empty('SELECT FROM public.tenants', 'without a claim no tenant is seen');
SELECT is_empty('SELECT FROM public.tenant_members', 'nor a member');
SELECT is_empty('SELECT FROM public.user_profiles', 'nor a profile');
SELECT throws_ok($$INSERT INTO public.tenants (type, name, slug) VALUES ('household', 'X', 'x')$$,
    '42501', NULL, 'nor is one made');

SET LOCAL request.jwt.claim.sub = 'a3000000-0000-4000-8000-000000000000';
SELECT results_eq('SELECT slug FROM public.tenants', ARRAY['a'], 'a member of A sees A');
SELECT is_empty($$SELECT FROM public.tenants WHERE slug = 'b'$$, 'and not B');
SELECT is(count(*), 3::bigint, 'and who else belongs to it') FROM public.tenant_members;
SELECT is_empty($$SELECT FROM public.tenant_members WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$,
    'and nobody of B');
SELECT results_eq('SELECT email FROM public.user_profiles', ARRAY['member.a@example.com'], 'and one profile, their own');
SELECT is_empty($$UPDATE public.tenants SET name = 'Mine' RETURNING 1$$, 'a member does not rename the tenant');
SELECT is_empty('DELETE FROM public.tenants RETURNING 1', 'nor delete it');
SELECT throws_ok($$INSERT INTO public.tenant_members (tenant_id, user_id)
    VALUES ('aaaaaaaa-0000-4000-8000-000000000000', 'c1000000-0000-4000-8000-000000000000')$$,
    '42501', NULL, 'nor add members');

SET LOCAL request.jwt.claim.sub = 'b1000000-0000-4000-8000-000000000000';
SELECT results_eq('SELECT slug FROM public.tenants', ARRAY['b'], 'the owner of B sees B');
SELECT is_empty($$SELECT FROM public.tenants WHERE slug = 'a'$$, 'and not A');
SELECT is(count(*), 1::bigint, 'and who belongs to it') FROM public.tenant_members;
SELECT is_empty($$SELECT FROM public.tenant_members WHERE tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000'$$,
    'and nobody of A');
SELECT is_empty($$UPDATE public.tenants SET name = 'Mine' WHERE slug = 'a' RETURNING 1$$, 'an owner does not rename another tenant');
SELECT is_empty($$DELETE FROM public.tenants WHERE slug = 'a' RETURNING 1$$, 'nor delete it');
SELECT results_eq($$UPDATE public.tenants SET name = 'Mine' WHERE slug = 'b' RETURNING name$$, ARRAY['Mine'],
    'an owner may rename their own');
SELECT throws_ok($$UPDATE public.tenants SET id = gen_random_uuid()$$, '42501', NULL, 'the id of a tenant does not change');

SET LOCAL request.jwt.claim.sub = 'c1000000-0000-4000-8000-000000000000';
SELECT is_empty('SELECT FROM public.tenants', 'who belongs nowhere sees no tenant');
SELECT is_empty('SELECT FROM public.tenant_members', 'and no member');
SELECT throws_ok($$UPDATE public.user_profiles SET id = gen_random_uuid()$$, '42501', NULL, 'a profile stays with its person');
RESET ROLE;

SET LOCAL ROLE anonymous;
SELECT throws_ok('SELECT FROM public.tenants', '42501', NULL, 'anonymous sees no tenants');
SELECT throws_ok('SELECT FROM public.tenant_members', '42501', NULL, 'and no members');
RESET ROLE;

SET LOCAL ROLE service_role;
SELECT is(count(*), 2::bigint, 'a service sees every tenant') FROM public.tenants;
RESET ROLE;
SELECT * FROM finish();
