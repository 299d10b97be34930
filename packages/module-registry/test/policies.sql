-- given: people.sql
-- The seven policies, as each role.
SELECT plan(49);

SELECT policies_are('public', 'modules', ARRAY['authenticated_can_view_modules', 'service_role_all_modules']);
SELECT policies_are('public', 'tenant_modules', ARRAY[
    'users_can_view_tenant_modules', 'admins_can_insert_tenant_modules', 'admins_can_update_tenant_modules',
    'admins_can_delete_tenant_modules', 'service_role_all_tenant_modules']);
SELECT results_eq(
    $$SELECT version, is_active FROM public.modules WHERE id = 'agency'$$, $$VALUES ('1.0.0', true)$$, 'agency is in the catalogue');

PREPARE install (uuid, text) AS INSERT INTO public.tenant_modules (tenant_id, module_id) VALUES ($1, $2);
PREPARE switch_off AS UPDATE public.tenant_modules SET enabled = false RETURNING tenant_id;
PREPARE uninstall AS DELETE FROM public.tenant_modules RETURNING tenant_id;

-- Anonymous
SET LOCAL ROLE anonymous;
SELECT throws_ok('SELECT FROM public.modules', '42501', NULL, 'anonymous sees no catalogue');
SELECT throws_ok('SELECT FROM public.tenant_modules', '42501', NULL, 'and no installation');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL, 'and installs nothing');
SELECT throws_ok('EXECUTE switch_off', '42501', NULL, 'and switches nothing off');
SELECT throws_ok('EXECUTE uninstall', '42501', NULL, 'and uninstalls nothing');

-- No claim
SET LOCAL ROLE authenticated;
SELECT is(count(*), 3::bigint, 'without a claim the catalogue is seen, inactive modules too') FROM public.modules;
SELECT is_empty('SELECT FROM public.tenant_modules', 'and no installation');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL, 'nothing is installed');
SELECT is_empty('switch_off', 'nothing is switched off');
SELECT is_empty('uninstall', 'nothing is uninstalled');
SELECT throws_ok($$INSERT INTO public.modules (id, name) VALUES ('mine', 'Mine')$$, '42501', NULL, 'nobody adds to the catalogue');
SELECT throws_ok($$UPDATE public.modules SET is_active = true$$, '42501', NULL, 'nor changes it');
SELECT throws_ok('DELETE FROM public.modules', '42501', NULL, 'nor empties it');

-- A member
SET LOCAL request.jwt.claim.sub = 'a3000000-0000-4000-8000-000000000000';
SELECT results_eq('SELECT tenant_id FROM public.tenant_modules', ARRAY['aaaaaaaa-0000-4000-8000-000000000000'::uuid],
    'a member sees what their tenant has');
SELECT is_empty($$SELECT FROM public.tenant_modules WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$,
    'and not what another has');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL, 'a member installs nothing');
SELECT is_empty('switch_off', 'switches nothing off');
SELECT is_empty('uninstall', 'uninstalls nothing');

-- The owner of another tenant
SET LOCAL request.jwt.claim.sub = 'b1000000-0000-4000-8000-000000000000';
SELECT results_eq('SELECT tenant_id FROM public.tenant_modules', ARRAY['bbbbbbbb-0000-4000-8000-000000000000'::uuid],
    'the owner of B sees what B has');
SELECT is_empty($$SELECT FROM public.tenant_modules WHERE tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000'$$,
    'and not what A has');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL, 'installs nothing for A');
SELECT is_empty($$UPDATE public.tenant_modules SET enabled = false
    WHERE tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000' RETURNING 1$$, 'switches nothing of A off');
SELECT is_empty($$DELETE FROM public.tenant_modules
    WHERE tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000' RETURNING 1$$, 'uninstalls nothing of A');

-- The admin
SET LOCAL request.jwt.claim.sub = 'a2000000-0000-4000-8000-000000000000';
SELECT lives_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, 'an admin installs an active module');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '23505', NULL, 'once');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'retired')$$, '42501', NULL, 'not an inactive one');
SELECT throws_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'unknown')$$, '42501', NULL, 'not an unknown one');
SELECT throws_ok($$EXECUTE install ('bbbbbbbb-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL, 'not for B');
SELECT throws_ok($$UPDATE public.tenant_modules SET module_id = 'retired' WHERE module_id = 'agency'$$, '42501', NULL,
    'a row does not become an inactive module');
SELECT throws_ok($$UPDATE public.tenant_modules SET tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$, '42501', NULL,
    'nor move to another tenant');
SELECT throws_ok($$INSERT INTO public.tenant_modules (tenant_id, module_id)
    VALUES ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')
    ON CONFLICT (tenant_id, module_id) DO UPDATE SET module_id = 'retired'$$, '42501', NULL, 'nor by way of a conflict');
SELECT results_eq($$UPDATE public.tenant_modules SET enabled = false, settings = '{"a": 1}' WHERE module_id = 'agency'
    RETURNING enabled, settings, updated_at = now()$$, $$VALUES (false, '{"a": 1}'::jsonb, true)$$,
    'an admin switches a module off and sets it up');
SELECT results_eq($$DELETE FROM public.tenant_modules WHERE module_id = 'agency' RETURNING module_id$$, ARRAY['agency'],
    'an admin uninstalls it');
SELECT throws_ok($$UPDATE public.modules SET is_active = true WHERE id = 'retired'$$, '42501', NULL, 'an admin does not change the catalogue');

-- The owner
SET LOCAL request.jwt.claim.sub = 'a1000000-0000-4000-8000-000000000000';
SELECT lives_ok($$EXECUTE install ('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, 'an owner installs');
SELECT is(count(*), 2::bigint, 'an owner sees what the tenant has') FROM public.tenant_modules;
RESET ROLE;

-- A service
SET LOCAL ROLE service_role;
SET LOCAL request.jwt.claim.sub = '';
SELECT is(count(*), 3::bigint, 'a service sees every installation') FROM public.tenant_modules;
SELECT lives_ok($$INSERT INTO public.modules (id, name) VALUES ('new', 'New')$$, 'adds to the catalogue');
SELECT lives_ok($$UPDATE public.modules SET version = '2.0.0' WHERE id = 'new'$$, 'changes it');
SELECT lives_ok($$EXECUTE install ('bbbbbbbb-0000-4000-8000-000000000000', 'retired')$$, 'installs anything anywhere');
SELECT lives_ok($$UPDATE public.tenant_modules SET module_id = 'new' WHERE module_id = 'retired'$$, 'and changes it');
SELECT lives_ok($$DELETE FROM public.modules WHERE id = 'new'$$, 'a module can be deleted');
SELECT is_empty($$SELECT FROM public.tenant_modules WHERE module_id = 'new'$$, 'and its installations go along');
SELECT lives_ok($$DELETE FROM public.tenants WHERE slug = 'b'$$, 'so can a tenant');
SELECT is_empty($$SELECT FROM public.tenant_modules WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$,
    'and its installations go along');
RESET ROLE;

SELECT is_empty(
    $$SELECT FROM pg_class WHERE relforcerowsecurity AND oid IN (
        'public.tenants'::regclass, 'public.tenant_members'::regclass,
        'public.modules'::regclass, 'public.tenant_modules'::regclass)$$,
    'the tables whose helpers read as the owner are not forced');
SELECT * FROM finish();
