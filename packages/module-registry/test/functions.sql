-- given: people.sql
-- Install, switch off and on, uninstall, and what is installed.
SELECT plan(46);

CREATE TABLE pg_temp.seen (id uuid);
GRANT ALL ON pg_temp.seen TO PUBLIC;

SET LOCAL ROLE authenticated;
SET LOCAL request.jwt.claim.sub = 'a2000000-0000-4000-8000-000000000000';

SELECT lives_ok($$INSERT INTO pg_temp.seen
    SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency', '{"theme": "dark"}')$$,
    'a module is installed with settings');
SELECT results_eq(
    $$SELECT tm.enabled, tm.settings FROM public.tenant_modules AS tm JOIN pg_temp.seen USING (id)$$,
    $$VALUES (true, '{"theme": "dark"}'::jsonb)$$, 'the row that is returned is on and has them');
SELECT ok(public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), 'it is switched on');
SELECT ok(NOT public.is_module_enabled('bbbbbbbb-0000-4000-8000-000000000000', 'agency'), 'not for another tenant');
SELECT ok(NOT public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'unknown'), 'what is not installed is not switched on');
SELECT ok(NOT public.is_module_enabled(NULL, NULL), 'nor is nothing');

SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$,
    'P0001', 'MODULE_ALREADY_INSTALLED', 'a module is installed once');
SELECT is(public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), false, 'it is switched off, not removed');
SELECT ok(NOT public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), 'and then off');
SELECT results_eq(
    $$SELECT enabled, settings FROM public.tenant_modules WHERE module_id = 'agency'$$,
    $$VALUES (false, '{"theme": "dark"}'::jsonb)$$, 'its settings are kept');
SELECT throws_ok($$SELECT public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$,
    'P0001', 'MODULE_ALREADY_DISABLED', 'it is switched off once');
SELECT results_eq(
    $$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, 'SELECT id FROM pg_temp.seen',
    'switched on again it is the same row');
SELECT results_eq(
    $$SELECT enabled, settings FROM public.tenant_modules WHERE module_id = 'agency'$$,
    $$VALUES (true, '{"theme": "dark"}'::jsonb)$$, 'with the settings it had');
SELECT is(public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), false, 'off again');
SELECT lives_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency', '{"theme": "light"}')$$,
    'switched on with other settings');
SELECT results_eq(
    $$SELECT settings FROM public.tenant_modules WHERE module_id = 'agency'$$, $$VALUES ('{"theme": "light"}'::jsonb)$$,
    'it has those');

-- What is installed
SELECT results_eq(
    $$SELECT module_id, name, version, is_active, enabled FROM public.get_installed_modules('aaaaaaaa-0000-4000-8000-000000000000')$$,
    $$VALUES ('agency', 'Agency', '1.0.0', true, true), ('notes', 'Notes', '1.0.0', true, true)$$, 'the newest first');
SELECT is(public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'notes'), false, 'notes are switched off');
SELECT results_eq(
    $$SELECT module_id FROM public.get_installed_modules('aaaaaaaa-0000-4000-8000-000000000000')$$, ARRAY['agency'],
    'what is off is not listed');
SELECT results_eq(
    $$SELECT module_id, enabled FROM public.get_installed_modules('aaaaaaaa-0000-4000-8000-000000000000', true)$$,
    $$VALUES ('agency', true), ('notes', false)$$, 'unless it is asked for');
SELECT is_empty($$SELECT * FROM public.get_installed_modules('bbbbbbbb-0000-4000-8000-000000000000', true)$$,
    'of another tenant nothing is listed');
SELECT is_empty($$SELECT * FROM public.get_installed_modules(NULL)$$, 'of no tenant neither');

SELECT is(public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'notes', true), true, 'what is off can be removed');
SELECT is(public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency', true), true, 'and what is on');
SELECT is_empty('SELECT FROM public.tenant_modules', 'then it is gone');
SELECT is_empty($$SELECT * FROM public.get_installed_modules('aaaaaaaa-0000-4000-8000-000000000000', true)$$, 'and not listed');
SELECT throws_ok($$SELECT public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$,
    'P0001', 'MODULE_NOT_INSTALLED', 'what is not installed is not switched off');
SELECT throws_ok($$SELECT public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency', true)$$,
    'P0001', 'MODULE_NOT_INSTALLED', 'nor removed');
SELECT lives_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, 'and may be installed again');
SELECT is(settings, '{}', 'with empty settings') FROM public.tenant_modules;

-- What is refused, in the order in which it is checked
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', '')$$, 'P0001', 'VALIDATION_ERROR', 'an empty id');
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', NULL)$$, 'P0001', 'VALIDATION_ERROR', 'no id');
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'notes', '[]')$$, 'P0001', 'VALIDATION_ERROR',
    'settings that are no object');
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'unknown')$$, 'P0001', 'MODULE_NOT_FOUND',
    'an unknown module');
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'retired')$$, 'P0001', 'MODULE_NOT_ACTIVE',
    'an inactive module');
SELECT throws_ok($$SELECT public.install_module(NULL, 'unknown')$$, 'P0001', 'NO_ACTIVE_TENANT', 'no tenant');
SELECT throws_ok($$SELECT public.install_module('bbbbbbbb-0000-4000-8000-000000000000', '')$$, 'P0001', 'FORBIDDEN', 'another tenant');
SELECT throws_ok($$SELECT public.uninstall_module('bbbbbbbb-0000-4000-8000-000000000000', 'notes')$$, 'P0001', 'FORBIDDEN',
    'another tenant''s module');

SET LOCAL request.jwt.claim.sub = 'a3000000-0000-4000-8000-000000000000';
SELECT throws_ok($$SELECT public.install_module('aaaaaaaa-0000-4000-8000-000000000000', 'notes')$$, 'P0001', 'FORBIDDEN',
    'a member installs nothing');
SELECT throws_ok($$SELECT public.uninstall_module('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, 'P0001', 'FORBIDDEN',
    'and removes nothing');
SELECT ok(public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), 'but sees what is on');

SET LOCAL request.jwt.claim.sub = '';
SELECT throws_ok($$SELECT public.install_module(NULL, '')$$, 'P0001', 'UNAUTHORIZED', 'without a claim, before anything else');
SELECT ok(NOT public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'agency'), 'and nothing seems to be on');
RESET ROLE;

SET LOCAL ROLE service_role;
SELECT lives_ok($$SELECT public.install_module('bbbbbbbb-0000-4000-8000-000000000000', 'agency')$$, 'a service installs for anybody');
SELECT throws_ok($$SELECT public.install_module('cccccccc-0000-4000-8000-000000000000', 'agency')$$, 'P0001', 'NO_ACTIVE_TENANT',
    'but not for a tenant that is not there');
RESET ROLE;

SET LOCAL ROLE anonymous;
SELECT throws_ok($$SELECT public.is_module_enabled('aaaaaaaa-0000-4000-8000-000000000000', 'agency')$$, '42501', NULL,
    'anonymous may not ask');
RESET ROLE;
SELECT * FROM finish();
