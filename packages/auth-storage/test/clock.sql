-- Sessions and invitations end by the database's clock, whatever zone and date style are set.
SELECT plan(3);

SET LOCAL timezone = 'Asia/Tokyo';
SET LOCAL datestyle = 'SQL, DMY';
INSERT INTO auth.users (id, tenant_id, handle, password_hash)
VALUES ('a1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'jess', '');
INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)
VALUES ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000',
        now() + interval '3 hours', now() + interval '3 hours');
SET LOCAL timezone = 'UTC';
SELECT is(count(*), 1::bigint, 'three hours from Tokyo are three hours here')
FROM auth.sessions WHERE expires_at > now() + interval '2 hours' AND expires_at < now() + interval '4 hours';

UPDATE auth.sessions SET expires = now() + interval '1 day', expires_at = now();
SELECT is_empty('SELECT FROM auth.sessions WHERE expires_at > now()', 'a session that ends now has ended');
SELECT is(
    (SELECT count(*) FROM information_schema.columns
     WHERE table_schema = 'auth' AND data_type = 'timestamp without time zone'),
    0::bigint, 'every time knows its zone');
SELECT * FROM finish();
