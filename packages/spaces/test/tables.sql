-- Credentials and permissions: defaults, one row each, gone with the space.
SELECT plan(13);

INSERT INTO auth.organizations (id, name, metadata) VALUES ('s1', 'One', '{"type": "team"}'), ('s2', 'Two', '{"type": "club"}');
INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ('s1', 'linkedin', 'v1:k:i:1'), ('s2', 'linkedin', 'v1:k:i:2');
INSERT INTO spaces.module_permissions (space_id, role, module_id) VALUES ('s1', 'trainer', 'calendar'), ('s2', 'trainer', 'calendar');

SELECT results_eq(
    $$SELECT can_read, can_write, can_admin FROM spaces.module_permissions WHERE space_id = 's1'$$,
    'VALUES (true, false, false)', 'a row allows to read unless it says otherwise');
SELECT throws_ok($$INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ('s1', 'linkedin', 'x')$$,
    '23505', NULL, 'one set of tokens per service');
SELECT lives_ok($$INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ('s1', 'linkedin', 'v1:k:i:3')
    ON CONFLICT (space_id, provider) DO UPDATE SET access_token_encrypted = excluded.access_token_encrypted$$, 'a second run replaces it');
SELECT is(access_token_encrypted, 'v1:k:i:3', 'with the new token') FROM spaces.credentials WHERE space_id = 's1';
SELECT throws_ok($$INSERT INTO spaces.module_permissions (space_id, role, module_id) VALUES ('s1', 'trainer', 'calendar')$$,
    '23505', NULL, 'one row per role and module');
SELECT throws_ok($$INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ('s9', 'x', 'x')$$,
    '23503', NULL, 'no tokens without a space');
SELECT throws_ok($$INSERT INTO spaces.module_permissions (space_id, role, module_id) VALUES ('s9', 'x', 'x')$$,
    '23503', NULL, 'no permission without a space');

UPDATE spaces.credentials SET updated_at = '2000-01-01';
SELECT is(count(*), 2::bigint, 'updated_at is the time of the write') FROM spaces.credentials WHERE updated_at = now();
UPDATE spaces.module_permissions SET updated_at = '2000-01-01';
SELECT is(count(*), 2::bigint, 'of permissions too') FROM spaces.module_permissions WHERE updated_at = now();

SELECT lives_ok($$DELETE FROM auth.organizations WHERE id = 's1'$$, 'a space can be deleted');
SELECT results_eq('SELECT space_id FROM spaces.credentials', ARRAY['s2'], 'its tokens go with it');
SELECT results_eq('SELECT space_id FROM spaces.module_permissions', ARRAY['s2'], 'and its permissions');

SET LOCAL ROLE authenticated;
SELECT throws_ok('SELECT FROM spaces.credentials', '42501', NULL, 'nobody else reads them');
RESET ROLE;
SELECT * FROM finish();
