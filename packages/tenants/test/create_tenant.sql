-- given: people.sql
-- create_tenant_with_owner: who calls owns.
SELECT plan(10);

SET LOCAL ROLE authenticated;
SELECT throws_ok($$SELECT public.create_tenant_with_owner('household', 'Home', 'home')$$, 'P0001', 'UNAUTHORIZED',
    'without a claim no tenant is made');

SET LOCAL request.jwt.claim.sub = 'c1000000-0000-4000-8000-000000000000';
SELECT throws_ok($$SELECT public.create_tenant_with_owner('club', 'Home', 'home')$$, 'P0001', 'VALIDATION_ERROR', 'the type is checked');
SELECT throws_ok($$SELECT public.create_tenant_with_owner(NULL, 'Home', 'home')$$, 'P0001', 'VALIDATION_ERROR', 'it is required');
SELECT throws_ok($$SELECT public.create_tenant_with_owner('household', 'Home', 'a')$$, '23505', NULL, 'a slug is taken once');
SELECT lives_ok($$SELECT public.create_tenant_with_owner('organization', 'Firm', 'firm', '123', 'pay@example.com')$$,
    'somebody makes a tenant');
SELECT results_eq(
    'SELECT type, name, slug, org_number, billing_email, settings FROM public.tenants',
    $$VALUES ('organization', 'Firm', 'firm', '123', 'pay@example.com', '{}'::jsonb)$$, 'sees it');
SELECT results_eq('SELECT user_id, role FROM public.tenant_members',
    $$VALUES ('c1000000-0000-4000-8000-000000000000'::uuid, 'owner')$$, 'and owns it');
RESET ROLE;

SET LOCAL ROLE anonymous;
SELECT throws_ok($$SELECT public.create_tenant_with_owner('household', 'Home', 'home')$$, '42501', NULL, 'anonymous may not');
RESET ROLE;

UPDATE public.tenants SET updated_at = '2000-01-01';
SELECT is(count(*), 3::bigint, 'updated_at is the time of the write') FROM public.tenants WHERE updated_at = now();
UPDATE public.tenant_members SET updated_at = '2000-01-01' WHERE role = 'member';
SELECT is(updated_at, now(), 'of members too') FROM public.tenant_members WHERE role = 'member';
SELECT * FROM finish();
