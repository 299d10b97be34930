-- Organizations, members once each, invitations.
SELECT plan(9);

INSERT INTO auth.organizations (id, name, slug) VALUES ('o1', 'One', 'one'), ('o2', 'Two', NULL), ('o3', 'Three', NULL);
INSERT INTO auth.members (id, organization_id, user_id, role) VALUES ('m1', 'o1', 'u1', 'owner');
INSERT INTO auth.organization_invitations (id, organization_id, email, role, status, expires_at)
VALUES ('i1', 'o1', 'new@example.com', 'member', 'pending', now());

SELECT throws_ok($$INSERT INTO auth.organizations (id, name, slug) VALUES ('o4', 'Four', 'one')$$, '23505', NULL, 'a slug is taken once');
SELECT is(count(*), 2::bigint, 'or not at all') FROM auth.organizations WHERE slug IS NULL;
SELECT throws_ok($$INSERT INTO auth.members (id, organization_id, user_id, role) VALUES ('m2', 'o1', 'u1', 'member')$$, '23505', NULL,
    'a user is a member once');
SELECT lives_ok($$INSERT INTO auth.members (id, organization_id, user_id, role) VALUES ('m3', 'o2', 'u1', 'trainer')$$,
    'of several organizations, in a role of their own');
SELECT throws_ok($$INSERT INTO auth.members (id, organization_id, user_id, role) VALUES ('m4', 'o9', 'u1', 'member')$$, '23503', NULL,
    'of one that is there');
SELECT throws_ok($$UPDATE auth.organization_invitations SET status = 'lost'$$, '23514', NULL, 'an invitation has one of four states');

SELECT lives_ok($$DELETE FROM auth.organizations WHERE id = 'o1'$$, 'an organization can be deleted');
SELECT results_eq('SELECT id FROM auth.members', ARRAY['m3'], 'its members go with it');
SELECT is_empty('SELECT FROM auth.organization_invitations', 'and its invitations');
SELECT * FROM finish();
