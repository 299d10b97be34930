-- Spaces show themselves to the members of each.
SELECT plan(46);

-- An ordinary owner fills the tables before their policies hold for the owner too.
ALTER TABLE spaces.credentials NO FORCE ROW LEVEL SECURITY;
ALTER TABLE spaces.module_permissions NO FORCE ROW LEVEL SECURITY;
INSERT INTO auth.organizations (id, name, metadata) VALUES ('s1', 'One', '{"type": "club"}'), ('s2', 'Two', '{"type": "club"}');
INSERT INTO auth.members (id, organization_id, user_id, role) VALUES
    ('m1', 's1', 'owner1', 'owner'), ('m2', 's1', 'admin1', 'admin'), ('m3', 's1', 'member1', 'member'), ('m4', 's1', 'trainer1', 'trainer'),
    ('m5', 's2', 'owner2', 'owner');
INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ('s1', 'linkedin', 'v1:k:i:1'), ('s2', 'linkedin', 'v1:k:i:2');
INSERT INTO spaces.module_permissions (space_id, role, module_id, can_read) VALUES
    ('s1', 'member', 'club-finance', false), ('s2', 'member', 'club-finance', false);

ALTER TABLE spaces.credentials FORCE ROW LEVEL SECURITY;
ALTER TABLE spaces.module_permissions FORCE ROW LEVEL SECURITY;

PREPARE permissions AS SELECT DISTINCT space_id FROM spaces.module_permissions;
PREPARE credentials AS SELECT DISTINCT space_id FROM spaces.credentials;
PREPARE add_permission (text) AS INSERT INTO spaces.module_permissions (space_id, role, module_id) VALUES ($1, 'member', 'new');
PREPARE change_permissions AS UPDATE spaces.module_permissions SET can_read = true RETURNING space_id;
PREPARE delete_permissions AS DELETE FROM spaces.module_permissions RETURNING space_id;
PREPARE add_credentials (text) AS INSERT INTO spaces.credentials (space_id, provider, access_token_encrypted) VALUES ($1, 'new', 'x');
PREPARE change_credentials AS UPDATE spaces.credentials SET access_token_encrypted = 'x' RETURNING space_id;
PREPARE delete_credentials AS DELETE FROM spaces.credentials RETURNING space_id;

SET LOCAL ROLE authenticated;
SELECT is_empty('permissions', 'without a user no permission is seen');
SELECT is_empty('credentials', 'nor a token');
SET LOCAL app.current_user_id = '';
SELECT is_empty('permissions', 'with an empty user no permission is seen');
SELECT is_empty('credentials', 'nor a token');
SELECT is(spaces.member_role('s1'), NULL, 'who is not known has no role');
SELECT ok(NOT spaces.current_user_can('s1', 'calendar', 'read'), 'and may nothing');
SET LOCAL app.current_user_space_ids = 's1,s2';
SELECT is_empty('permissions', 'the list of spaces alone opens nothing');
SELECT is_empty('credentials', 'no token either');
SELECT throws_ok($$EXECUTE add_permission ('s1')$$, '42501', NULL, 'and lets nobody write');

-- The member
SET LOCAL app.current_user_id = 'member1';
SELECT is(spaces.member_role('s1'), 'member', 'a member has a role');
SELECT is(spaces.member_role('s2'), NULL, 'in their space');
SELECT results_eq('permissions', ARRAY['s1'], 'reads its permissions');
SELECT throws_ok($$EXECUTE add_permission ('s1')$$, '42501', NULL, 'writes none');
SELECT is_empty('change_permissions', 'changes none');
SELECT is_empty('delete_permissions', 'deletes none');
SELECT is_empty('credentials', 'sees no token');
SELECT throws_ok($$EXECUTE add_credentials ('s1')$$, '42501', NULL, 'adds none');
SELECT is_empty('change_credentials', 'changes none');
SELECT is_empty('delete_credentials', 'deletes none');
SELECT ok(spaces.current_user_can('s1', 'calendar', 'read'), 'may what the defaults say');
SELECT ok(NOT spaces.current_user_can('s1', 'calendar', 'write'), 'and not more');
SELECT ok(NOT spaces.current_user_can('s1', 'club-finance', 'read'), 'less where a row denies');
SELECT ok(NOT spaces.current_user_can('s2', 'calendar', 'read'), 'and nothing elsewhere');

-- The trainer, a role of the space's own
SET LOCAL app.current_user_id = 'trainer1';
SELECT is_empty('credentials', 'a role of the space''s own sees no token');
SELECT results_eq('permissions', ARRAY['s1'], 'but the permissions');

-- The admin
SET LOCAL app.current_user_id = 'admin1';
SELECT results_eq('credentials', ARRAY['s1'], 'an admin sees the tokens of the space');
SELECT lives_ok($$EXECUTE add_credentials ('s1')$$, 'adds some');
SELECT throws_ok($$EXECUTE add_credentials ('s2')$$, '42501', NULL, 'not to another space');
SELECT throws_ok($$UPDATE spaces.credentials SET space_id = 's2'$$, '42501', NULL, 'nor moves them there');
SELECT throws_ok($$EXECUTE add_permission ('s1')$$, '42501', NULL, 'but writes no permission');
SELECT is_empty('change_permissions', 'and changes none');

-- The owner
SET LOCAL app.current_user_id = 'owner1';
SELECT lives_ok($$EXECUTE add_permission ('s1')$$, 'an owner writes permissions');
SELECT throws_ok($$EXECUTE add_permission ('s2')$$, '42501', NULL, 'not in another space');
SELECT results_eq('permissions', ARRAY['s1'], 'sees none of another');
SELECT results_eq('change_permissions', ARRAY['s1', 's1'], 'changes those of the space');
SELECT ok(spaces.current_user_can('s1', 'club-finance', 'admin'), 'may everything the space has');

-- The owner of the other space
SET LOCAL app.current_user_id = 'owner2';
SELECT results_eq('permissions', ARRAY['s2'], 'the owner of another space sees that one');
SELECT results_eq('credentials', ARRAY['s2'], 'and its tokens');
RESET ROLE;

-- The owner of the tables is held to it as well.
GRANT USAGE, CREATE ON SCHEMA spaces TO authenticated;
ALTER TABLE spaces.credentials OWNER TO authenticated;
SET LOCAL ROLE authenticated;
SET LOCAL app.current_user_id = '';
SELECT is_empty('credentials', 'the owner of the tables sees nothing without a user');
RESET ROLE;
SELECT is(count(*), 2::bigint, 'both are enabled and forced') FROM pg_class
WHERE oid IN ('spaces.credentials'::regclass, 'spaces.module_permissions'::regclass) AND relrowsecurity AND relforcerowsecurity;

-- A service sees all, and asks for anybody.
GRANT USAGE ON SCHEMA auth TO service_role;
GRANT SELECT ON auth.members, auth.organizations TO service_role;
GRANT SELECT ON spaces.role_defaults, spaces.module_allowlist TO service_role;
GRANT EXECUTE ON FUNCTION spaces.can(text, text, text, text) TO service_role;
SET LOCAL ROLE service_role;
SELECT is(count(*), 2::bigint, 'a service sees every space') FROM (SELECT DISTINCT space_id FROM spaces.module_permissions) AS s;
SELECT ok(NOT spaces.can('s2', 'member1', 'calendar', 'read'), 'and asks for anybody');
RESET ROLE;

-- Where rows are hidden, nothing follows from not seeing one.
GRANT SELECT ON auth.members, auth.organizations TO authenticated;
GRANT USAGE ON SCHEMA auth TO authenticated;
GRANT SELECT ON spaces.role_defaults, spaces.module_allowlist TO authenticated;
GRANT EXECUTE ON FUNCTION spaces.can(text, text, text, text) TO authenticated;
SET LOCAL ROLE authenticated;
SET LOCAL app.current_user_id = 'owner2';
SELECT ok(NOT spaces.can('s1', 'member1', 'calendar', 'read'), 'who cannot see a space''s rows gets no answer from the defaults');
SET LOCAL app.current_user_id = 'owner1';
SELECT ok(spaces.can('s1', 'member1', 'calendar', 'read'), 'who can does');
RESET ROLE;

SET LOCAL ROLE anonymous;
SELECT throws_ok('SELECT FROM spaces.module_permissions', '42501', NULL, 'anonymous sees no permissions');
SELECT throws_ok($$SELECT spaces.member_role('s1')$$, '42501', NULL, 'and has no role');
RESET ROLE;
SELECT * FROM finish();
