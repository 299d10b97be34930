-- The six types, the modules they have, and personal spaces.
SELECT plan(29);

SELECT lives_ok(
    format('INSERT INTO auth.organizations (id, name, metadata) VALUES (%L, %1$L, %L)', t, jsonb_build_object('type', t, 'extra', 1)),
    format('a space may be a %s', t))
FROM unnest(ARRAY['personal', 'brand', 'club', 'family', 'team', 'practice']) AS t;
SELECT is(metadata ->> 'extra', '1', 'other metadata is kept') FROM auth.organizations WHERE id = 'team';
SELECT throws_ok(format('INSERT INTO auth.organizations (id, name, metadata) VALUES (%L, %1$L, %L)', 'x', m), '23514', NULL, what)
FROM (VALUES
    (NULL, 'no metadata'), ('{}', 'no type'), ('{"type": null}', 'a type that is null'), ('{"type": "guild"}', 'an unknown type'),
    ('{"type": "Team"}', 'a type in upper case'), ('[]', 'metadata that is no object')
) AS v (m, what);
SELECT throws_ok($$UPDATE auth.organizations SET metadata = '{}' WHERE id = 'team'$$, '23514', NULL, 'a type is not lost');

SELECT throws_ok($$DELETE FROM auth.organizations WHERE id = 'personal'$$, 'P0001', 'SPACE_PERSONAL_UNDELETABLE',
    'a personal space is not deleted');
SELECT lives_ok($$DELETE FROM auth.organizations WHERE id = 'team'$$, 'another one is');
SET LOCAL app.allow_personal_space_deletion = 'on';
SELECT lives_ok($$DELETE FROM auth.organizations WHERE id = 'personal'$$, 'with the account it is as well');
SET LOCAL app.allow_personal_space_deletion = '';
ALTER TABLE auth.organizations DROP CONSTRAINT organizations_space_type_check;
INSERT INTO auth.organizations (id, name, metadata) VALUES ('m1', 'm1', NULL), ('m2', 'm2', '[]');
SELECT lives_ok($$DELETE FROM auth.organizations WHERE id IN ('m1', 'm2')$$, 'one with broken metadata can be deleted');

SELECT results_eq(
    'SELECT space_type, count(*) FROM spaces.module_allowlist GROUP BY 1 ORDER BY 1',
    $$VALUES ('brand', 26::bigint), ('club', 26), ('family', 23), ('personal', 1), ('practice', 20), ('team', 24)$$,
    'each type has its modules');
SELECT is(spaces.is_module_allowed(t, m), answer, format('%s and %s', coalesce(t, 'no type'), coalesce(m, 'no module')))
FROM (VALUES
    ('club', 'club-finance', true), ('family', 'club-finance', false), ('family', 'recipes', true), ('brand', 'social-relay', true),
    ('personal', 'anything', true), ('guild', 'calendar', false), (NULL, 'calendar', false), ('personal', NULL, false)
) AS v (t, m, answer);
SELECT is_empty($$SELECT FROM spaces.module_allowlist WHERE module_id ~ '\s'$$, 'no name has a blank');
SELECT throws_ok($$INSERT INTO spaces.module_allowlist VALUES ('guild', 'calendar')$$, '23514', NULL, 'there is no list for other types');
SELECT * FROM finish();
