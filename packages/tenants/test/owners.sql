-- given: people.sql
-- A tenant always has an owner, and only owners make, change and remove owners.
SELECT plan(23);

PREPARE set_role (uuid, text) AS UPDATE public.tenant_members SET role = $2 WHERE user_id = $1 RETURNING role;
PREPARE remove (uuid) AS DELETE FROM public.tenant_members WHERE user_id = $1 RETURNING 1;
PREPARE add (uuid, text) AS
    INSERT INTO public.tenant_members (tenant_id, user_id, role) VALUES ('aaaaaaaa-0000-4000-8000-000000000000', $1, $2);

SELECT throws_ok($$EXECUTE remove ('a1000000-0000-4000-8000-000000000000')$$, 'P0001', 'LAST_OWNER',
    'the last owner is not removed');
SELECT throws_ok($$EXECUTE set_role ('a1000000-0000-4000-8000-000000000000', 'admin')$$, 'P0001', 'LAST_OWNER',
    'nor demoted');
SELECT throws_ok($$UPDATE public.tenant_members SET tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'
    WHERE user_id = 'a1000000-0000-4000-8000-000000000000'$$, 'P0001', 'LAST_OWNER', 'nor moved');
SELECT throws_ok($$DELETE FROM public.user_profiles WHERE id = 'a1000000-0000-4000-8000-000000000000'$$, 'P0001', 'LAST_OWNER',
    'nor deleted as a user');
SELECT throws_ok($$EXECUTE add ('a2000000-0000-4000-8000-000000000000', 'member')$$, '23505', NULL, 'one membership each');
SELECT throws_ok($$EXECUTE add ('c1000000-0000-4000-8000-000000000000', 'king')$$, '23514', NULL, 'of a known role');

-- The admin
SET LOCAL ROLE authenticated;
SET LOCAL request.jwt.claim.sub = 'a2000000-0000-4000-8000-000000000000';
SELECT throws_ok($$EXECUTE add ('c1000000-0000-4000-8000-000000000000', 'owner')$$, '42501', NULL, 'an admin adds no owner');
SELECT lives_ok($$EXECUTE add ('c1000000-0000-4000-8000-000000000000', 'member')$$, 'an admin adds a member');
SELECT throws_ok($$EXECUTE set_role ('c1000000-0000-4000-8000-000000000000', 'owner')$$, '42501', NULL, 'an admin makes no owner');
SELECT results_eq($$EXECUTE set_role ('c1000000-0000-4000-8000-000000000000', 'admin')$$, ARRAY['admin'], 'an admin makes an admin');
SELECT is_empty($$EXECUTE set_role ('a1000000-0000-4000-8000-000000000000', 'member')$$, 'an admin does not demote an owner');
SELECT is_empty($$EXECUTE remove ('a1000000-0000-4000-8000-000000000000')$$, 'nor remove one');
SELECT is_empty($$EXECUTE set_role ('a2000000-0000-4000-8000-000000000000', 'member')$$, 'nor change their own role');
SELECT throws_ok($$UPDATE public.tenant_members SET tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$, '42501', NULL,
    'nor move a member to another tenant');
SELECT isnt_empty($$EXECUTE remove ('c1000000-0000-4000-8000-000000000000')$$, 'an admin removes a member');

-- The owner
SET LOCAL request.jwt.claim.sub = 'a1000000-0000-4000-8000-000000000000';
SELECT throws_ok($$EXECUTE remove ('a1000000-0000-4000-8000-000000000000')$$, 'P0001', 'LAST_OWNER', 'the last owner does not leave');
SELECT results_eq($$EXECUTE set_role ('a2000000-0000-4000-8000-000000000000', 'owner')$$, ARRAY['owner'], 'an owner makes an owner');
SELECT isnt_empty($$EXECUTE remove ('a1000000-0000-4000-8000-000000000000')$$, 'then the first one may leave');
SELECT is_empty('SELECT FROM public.tenants', 'and sees the tenant no more');

-- The member
SET LOCAL request.jwt.claim.sub = 'a3000000-0000-4000-8000-000000000000';
SELECT is_empty($$EXECUTE remove ('a2000000-0000-4000-8000-000000000000')$$, 'a member removes nobody');
SELECT isnt_empty($$EXECUTE remove ('a3000000-0000-4000-8000-000000000000')$$, 'but may leave');

-- A tenant takes its last owner along.
SET LOCAL request.jwt.claim.sub = 'b1000000-0000-4000-8000-000000000000';
SELECT lives_ok($$DELETE FROM public.tenants WHERE slug = 'b'$$, 'an owner deletes the tenant');
RESET ROLE;
SELECT is_empty($$SELECT FROM public.tenant_members WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$,
    'and nobody is left in it');
SELECT * FROM finish();
