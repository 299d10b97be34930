-- Who may do what: every type of space, every role, modules the type has and has not, with and without
-- a row in module_permissions. The expected answers are written out below, not computed.
SELECT plan(12);

INSERT INTO auth.organizations (id, name, metadata)
SELECT t, t, jsonb_build_object('type', t, 'voiceDoc', 'kept')
FROM unnest(ARRAY['personal', 'brand', 'club', 'family', 'team', 'practice']) AS t;
ALTER TABLE auth.organizations DISABLE TRIGGER USER;
ALTER TABLE auth.organizations DROP CONSTRAINT organizations_space_type_check;
INSERT INTO auth.organizations (id, name, metadata) VALUES
    ('untyped', 'untyped', NULL), ('mistyped', 'mistyped', '{"type": "Team"}'), ('malformed', 'malformed', '[1]');
INSERT INTO auth.members (id, organization_id, user_id, role)
SELECT o.id || r, o.id, r, r
FROM auth.organizations AS o CROSS JOIN unnest(ARRAY['owner', 'admin', 'member', 'trainer']) AS r;

-- For each role three modules the type has (for personal any) and three it has not: without a row, with a
-- row that denies, with one that grants.
CREATE TABLE pg_temp.modules (space text, allowed boolean, row_is text, module text);
INSERT INTO pg_temp.modules
SELECT o.id, a.allowed, a.row_is, CASE WHEN a.allowed THEN a.module ELSE 'no-such-' || a.module END
FROM auth.organizations AS o
CROSS JOIN (VALUES
    (true, 'none', 'calendar'), (true, 'deny', 'mail'), (true, 'grant', 'notes'),
    (false, 'none', 'calendar'), (false, 'deny', 'mail'), (false, 'grant', 'notes')
) AS a (allowed, row_is, module);
INSERT INTO spaces.module_permissions (space_id, role, module_id, can_read, can_write, can_admin)
SELECT m.space, r, m.module, m.row_is = 'grant', m.row_is = 'grant', m.row_is = 'grant'
FROM pg_temp.modules AS m CROSS JOIN unnest(ARRAY['owner', 'admin', 'member', 'trainer']) AS r
WHERE m.row_is <> 'none';

CREATE TABLE pg_temp.expected (role text, allowed boolean, row_is text, answer text);
INSERT INTO pg_temp.expected VALUES
    ('owner',   true,  'none',  'rwa default'),  ('owner',   true,  'deny', 'r-a override'), ('owner',   true,  'grant', 'rwa override'),
    ('owner',   false, 'none',  '--- denied'),   ('owner',   false, 'deny', 'r-a override'), ('owner',   false, 'grant', 'rwa override'),
    ('admin',   true,  'none',  'rw- default'),  ('admin',   true,  'deny', '--- override'), ('admin',   true,  'grant', 'rwa override'),
    ('admin',   false, 'none',  '--- denied'),   ('admin',   false, 'deny', '--- override'), ('admin',   false, 'grant', 'rwa override'),
    ('member',  true,  'none',  'r-- default'),  ('member',  true,  'deny', '--- override'), ('member',  true,  'grant', 'rwa override'),
    ('member',  false, 'none',  '--- denied'),   ('member',  false, 'deny', '--- override'), ('member',  false, 'grant', 'rwa override'),
    ('trainer', true,  'none',  '--- denied'),   ('trainer', true,  'deny', '--- override'), ('trainer', true,  'grant', 'rwa override'),
    ('trainer', false, 'none',  '--- denied'),   ('trainer', false, 'deny', '--- override'), ('trainer', false, 'grant', 'rwa override');

CREATE VIEW pg_temp.cases AS
SELECT m.space, m.module, e.role, m.row_is, m.allowed,
       -- A personal space has every module; one without a type has none.
       (SELECT x.answer FROM pg_temp.expected AS x
        WHERE x.role = e.role AND x.row_is = m.row_is
          AND x.allowed = (m.space = 'personal' OR (m.allowed AND m.space NOT IN ('untyped', 'mistyped', 'malformed')))) AS answer
FROM pg_temp.modules AS m
CROSS JOIN (SELECT DISTINCT role FROM pg_temp.expected) AS e;

SELECT is(count(*), (9 * 6 * 4)::bigint, 'nine spaces, six modules, four roles') FROM pg_temp.cases;
SELECT results_eq(
    $$SELECT c.space, c.module, c.role,
             CASE WHEN p.can_read THEN 'r' ELSE '-' END || CASE WHEN p.can_write THEN 'w' ELSE '-' END
             || CASE WHEN p.can_admin THEN 'a' ELSE '-' END || ' ' || p.source
      FROM pg_temp.cases AS c, spaces.effective_permission(c.space, c.role, c.module) AS p
      ORDER BY 1, 2, 3$$,
    'SELECT space, module, role, answer FROM pg_temp.cases ORDER BY 1, 2, 3',
    'effective_permission answers every case');
SELECT results_eq(
    $$SELECT c.space, c.module, c.role,
             CASE WHEN spaces.can(c.space, c.role, c.module, 'read') THEN 'r' ELSE '-' END
             || CASE WHEN spaces.can(c.space, c.role, c.module, 'write') THEN 'w' ELSE '-' END
             || CASE WHEN spaces.can(c.space, c.role, c.module, 'admin') THEN 'a' ELSE '-' END
      FROM pg_temp.cases AS c ORDER BY 1, 2, 3$$,
    'SELECT space, module, role, left(answer, 3) FROM pg_temp.cases ORDER BY 1, 2, 3',
    'can answers every case');
SELECT is_empty(
    $$SELECT FROM pg_temp.cases AS c CROSS JOIN unnest(ARRAY['read', 'write', 'admin']) AS action
      WHERE spaces.can(c.space, 'stranger', c.module, action)$$,
    'who is no member may nothing');
SELECT results_eq(
    $$SELECT can_read, can_write, can_admin, source FROM spaces.effective_permission('no-such-space', 'owner', 'calendar')$$,
    $$VALUES (false, false, false, 'denied')$$, 'in a space that is not there nobody may anything');
SELECT results_eq(
    $$SELECT can_read, can_write, can_admin, source FROM spaces.effective_permission(NULL, NULL, NULL)$$,
    $$VALUES (false, false, false, 'denied')$$, 'nor in none');

-- The example: a trainer is kept out of the money and works with the calendar.
INSERT INTO spaces.module_permissions (space_id, role, module_id, can_read, can_write, can_admin) VALUES
    ('club', 'trainer', 'club-finance', false, false, false), ('club', 'trainer', 'calendar', true, true, false);
SELECT ok(NOT spaces.can('club', 'trainer', 'club-finance', 'read'), 'a trainer is kept out of the money');
SELECT ok(spaces.can('club', 'trainer', 'calendar', 'write'), 'and works with the calendar');

-- Defaults are data.
UPDATE spaces.role_defaults SET can_write = true WHERE role = 'member';
SELECT ok(spaces.can('family', 'member', 'recipes', 'write'), 'members may be given more everywhere');

SELECT throws_ok($$SELECT spaces.can('club', 'owner', 'mail', 'delete')$$, 'P0001', 'VALIDATION_ERROR', 'another action is an error');
SELECT throws_ok($$SELECT spaces.can('club', 'owner', 'mail', NULL)$$, 'P0001', 'VALIDATION_ERROR', 'so is none');
SELECT throws_ok($$SELECT spaces.can('club', 'stranger', 'mail', 'delete')$$, 'P0001', 'VALIDATION_ERROR', 'also for who is no member');
SELECT * FROM finish();
