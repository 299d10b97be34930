-- Every user with an e-mail address has a profile, and it goes with them.
SELECT plan(9);

INSERT INTO auth.users (id, tenant_id, handle, email, display_name, password_hash) VALUES
    ('a1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'jess', 'jess@example.com', 'Jess', ''),
    ('a2000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'nomail', '', 'No Mail', '');
SELECT results_eq('SELECT id, display_name, email FROM public.user_profiles',
    $$VALUES ('a1000000-0000-4000-8000-000000000000'::uuid, 'Jess', 'jess@example.com')$$, 'a user gets a profile');
SELECT is(auth.uid(), NULL, 'nobody is the caller afterwards');

SET LOCAL request.jwt.claim.sub = 'a1000000-0000-4000-8000-000000000000';
UPDATE auth.users SET email = 'nomail@example.com' WHERE handle = 'nomail';
SELECT is(count(*), 2::bigint, 'one without an address gets it with the address') FROM public.user_profiles;
SELECT is(auth.uid(), 'a1000000-0000-4000-8000-000000000000', 'the caller is who it was');
SET LOCAL request.jwt.claim.sub = '';

UPDATE public.user_profiles SET email = 'shown@example.com' WHERE id = 'a1000000-0000-4000-8000-000000000000';
UPDATE auth.users SET email = 'new@example.com' WHERE handle = 'jess';
SELECT is(email, 'shown@example.com', 'a profile that is there is left alone')
FROM public.user_profiles WHERE id = 'a1000000-0000-4000-8000-000000000000';
SELECT throws_ok($$INSERT INTO public.user_profiles (id, email) VALUES (gen_random_uuid(), 'x@example.com')$$, '23503', NULL,
    'there is no profile without a user');
SELECT lives_ok('DELETE FROM auth.users', 'users can be deleted');
SELECT is_empty('SELECT FROM public.user_profiles', 'and their profiles with them');

-- Owned by somebody whom row level security holds.
GRANT USAGE, CREATE ON SCHEMA auth TO authenticated;
GRANT CREATE ON SCHEMA public TO authenticated;
ALTER TABLE auth.users OWNER TO authenticated;
ALTER TABLE public.user_profiles OWNER TO authenticated;
ALTER FUNCTION auth.create_user_profile() OWNER TO authenticated;
INSERT INTO auth.users (id, tenant_id, handle, email, password_hash)
VALUES ('a3000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'sam', 'sam@example.com', '');
SELECT is(email, 'sam@example.com', 'an ordinary owner makes profiles as well') FROM public.user_profiles;
SELECT * FROM finish();
