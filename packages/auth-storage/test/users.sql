-- Users belong to one tenant; nothing of another tenant can refer to them.
SELECT plan(19);

INSERT INTO auth.users (id, tenant_id, handle, email, password_hash) VALUES
    ('a1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'jess', 'jess@example.com', 'hash a'),
    ('b1000000-0000-4000-8000-000000000000', 'bbbbbbbb-0000-4000-8000-000000000000', 'jess', 'jess@example.com', 'hash b');
SELECT is(count(*), 2::bigint, 'handle and address may be used again in another tenant')
FROM auth.users WHERE handle = 'jess';
SELECT is(
    (SELECT password_hash FROM auth.users
     WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000' AND handle = 'jess'),
    'hash b', 'each tenant has its own');

PREPARE add_user (text, text) AS
    INSERT INTO auth.users (tenant_id, handle, email, password_hash)
    VALUES ('aaaaaaaa-0000-4000-8000-000000000000', $1, $2, '');
SELECT throws_ok($$EXECUTE add_user ('jess', 'other@example.com')$$, '23505', NULL, 'one handle per tenant');
SELECT throws_ok($$EXECUTE add_user ('other', 'jess@example.com')$$, '23505', NULL, 'one address per tenant');
SELECT throws_ok($$EXECUTE add_user ('Jess2', 'jess2@example.com')$$, '23514', NULL, 'handles are in lower case');
SELECT throws_ok($$EXECUTE add_user ('jess2', 'Jess2@example.com')$$, '23514', NULL, 'addresses are in lower case');
SELECT lives_ok($$EXECUTE add_user ('nomail1', '')$$, 'no address, written as an empty string');
SELECT lives_ok($$EXECUTE add_user ('nomail2', '')$$, 'and a second one');
SELECT is(count(*), 2::bigint, 'both are NULL') FROM auth.users WHERE handle LIKE 'nomail_' AND email IS NULL;

PREPARE add_session (uuid, uuid) AS
    INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)
    VALUES ($1, $2, now() + interval '1 day', now() + interval '1 day');
PREPARE add_codes (uuid, uuid) AS
    INSERT INTO auth.backup_codes (tenant_id, user_id, codes) VALUES ($1, $2, '[]');
PREPARE add_invitation (uuid, uuid) AS
    INSERT INTO auth.invitations (tenant_id, created_by, token, email, role, expires_at)
    VALUES ($1, $2, 'token', 'new@example.com', 'viewer', now() + interval '1 day');
SELECT throws_ok($$EXECUTE add_session ('bbbbbbbb-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000')$$,
    '23503', NULL, 'no session in another tenant');
SELECT throws_ok($$EXECUTE add_codes ('bbbbbbbb-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000')$$,
    '23503', NULL, 'no backup codes in another tenant');
SELECT throws_ok($$EXECUTE add_invitation ('bbbbbbbb-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000')$$,
    '23503', NULL, 'no invitation in another tenant');
SELECT throws_ok($$UPDATE auth.users SET tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000', handle = 'moved', email = NULL
    WHERE id = 'a1000000-0000-4000-8000-000000000000';
    EXECUTE add_session ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000')$$,
    '23503', NULL, 'who moved leaves nothing behind');

EXECUTE add_session ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000');
EXECUTE add_codes ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000');
EXECUTE add_invitation ('aaaaaaaa-0000-4000-8000-000000000000', 'a1000000-0000-4000-8000-000000000000');
INSERT INTO auth.audit_events (tenant_id, type, user_id, details)
VALUES ('aaaaaaaa-0000-4000-8000-000000000000', 'login', 'a1000000-0000-4000-8000-000000000000', '{}');
SELECT matches(id, '^evt_[0-9a-f-]{36}$', 'events get an id') FROM auth.audit_events;

SELECT lives_ok($$DELETE FROM auth.users WHERE id = 'a1000000-0000-4000-8000-000000000000'$$, 'a user who invited can be deleted');
SELECT is_empty('SELECT FROM auth.sessions', 'with their sessions');
SELECT is_empty('SELECT FROM auth.backup_codes', 'their backup codes');
SELECT is_empty('SELECT FROM auth.invitations', 'and their invitations');
SELECT is(count(*), 1::bigint, 'what they did stays on record') FROM auth.audit_events;
SELECT * FROM finish();
