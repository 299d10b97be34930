-- A program sees the tenant that app.tenant_id names, and nothing without it.
SELECT plan(40);

-- An ordinary owner fills the tables before their policies hold for the owner too.
ALTER TABLE auth.users NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.sessions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.totp_secrets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.backup_codes NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.audit_events NO FORCE ROW LEVEL SECURITY;
INSERT INTO auth.users (id, tenant_id, handle, password_hash) VALUES
    ('a1000000-0000-4000-8000-000000000000', 'aaaaaaaa-0000-4000-8000-000000000000', 'jess', 'a'),
    ('b1000000-0000-4000-8000-000000000000', 'bbbbbbbb-0000-4000-8000-000000000000', 'jess', 'b');
INSERT INTO auth.sessions (tenant_id, user_id, expires, expires_at)
    SELECT tenant_id, id, now(), now() FROM auth.users;
INSERT INTO auth.totp_secrets (tenant_id, handle, user_id, encrypted_secret, iv, auth_tag, salt)
    SELECT tenant_id, handle, id::text, '', '', '', '' FROM auth.users;
INSERT INTO auth.backup_codes (tenant_id, user_id, codes)
    SELECT tenant_id, id, '[]' FROM auth.users;
INSERT INTO auth.invitations (tenant_id, created_by, token, email, role, expires_at)
    SELECT tenant_id, id, 'token', 'new@example.com', 'viewer', now() FROM auth.users;
INSERT INTO auth.audit_events (tenant_id, type, details)
    SELECT tenant_id, 'login', '{}' FROM auth.users;

ALTER TABLE auth.users FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.sessions FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.totp_secrets FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.backup_codes FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.invitations FORCE ROW LEVEL SECURITY;
ALTER TABLE auth.audit_events FORCE ROW LEVEL SECURITY;

-- The program's role: it owns nothing and bypasses nothing.
GRANT USAGE ON SCHEMA auth TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON auth.users, auth.sessions, auth.totp_secrets, auth.backup_codes, auth.invitations, auth.audit_events
    TO authenticated;

PREPARE tenants_seen AS
    SELECT tenant_id FROM auth.users
    UNION ALL SELECT tenant_id FROM auth.sessions
    UNION ALL SELECT tenant_id FROM auth.totp_secrets
    UNION ALL SELECT tenant_id FROM auth.backup_codes
    UNION ALL SELECT tenant_id FROM auth.invitations
    UNION ALL SELECT tenant_id FROM auth.audit_events;

SET LOCAL ROLE authenticated;
SELECT is_empty('tenants_seen', 'without a tenant nothing is seen');
SET LOCAL app.tenant_id = '';
SELECT is_empty('tenants_seen', 'with an empty tenant nothing is seen');
SET LOCAL app.tenant_id = 'cccccccc-0000-4000-8000-000000000000';
SELECT is_empty('tenants_seen', 'with another tenant nothing is seen');
SET LOCAL app.tenant_id = 'nobody';
SELECT throws_ok('EXECUTE tenants_seen', '22P02', NULL, 'a tenant that is no UUID is an error');
SET LOCAL app.tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000';
SELECT results_eq('tenants_seen', $$SELECT 'aaaaaaaa-0000-4000-8000-000000000000'::uuid FROM generate_series(1, 6)$$,
    'with a tenant its six rows are seen');
SELECT is(password_hash, 'a', 'its own user is found by the handle') FROM auth.users WHERE handle = 'jess';

-- Nothing is written beyond it, table by table.
SELECT throws_ok(
    format('INSERT INTO auth.%I SELECT * FROM jsonb_populate_record(NULL::auth.%1$I, %L)', t, row_of_b),
    '42501', NULL, format('no row of another tenant goes into %s', t))
FROM (VALUES
    ('users', '{"id": "b2000000-0000-4000-8000-000000000000", "handle": "x", "password_hash": "", "role": "viewer", "is_active": true, "needs_onboarding": true, "onboarding_step": 0, "totp_enabled": false, "created_at": "now", "updated_at": "now"}'::jsonb),
    ('sessions', '{"id": "b2000000-0000-4000-8000-000000000000", "user_id": "b1000000-0000-4000-8000-000000000000", "expires": "now", "expires_at": "now", "created_at": "now", "client_ip": "", "user_agent": ""}'),
    ('totp_secrets', '{"handle": "x", "user_id": "x", "encrypted_secret": "", "iv": "", "auth_tag": "", "salt": "", "backup_codes_generated": false, "version": 1, "created_at": "now"}'),
    ('backup_codes', '{"user_id": "b1000000-0000-4000-8000-000000000000", "codes": [], "generated_at": "now"}'),
    ('invitations', '{"id": "b2000000-0000-4000-8000-000000000000", "token": "y", "email": "", "role": "", "created_by": "b1000000-0000-4000-8000-000000000000", "is_active": true, "expires_at": "now", "created_at": "now"}'),
    ('audit_events', '{"id": "x", "type": "x", "details": {}, "severity": "info", "source": "user", "timestamp": "now"}')
) AS cases (t, fields)
CROSS JOIN LATERAL (
    SELECT fields || '{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000000"}' AS row_of_b
) AS of_b;
SELECT throws_ok(
    format('UPDATE auth.%I SET tenant_id = %L', t, 'bbbbbbbb-0000-4000-8000-000000000000'),
    '42501', NULL, format('no row of %s moves to another tenant', t))
FROM unnest(ARRAY['totp_secrets', 'audit_events', 'users', 'sessions', 'backup_codes', 'invitations']) AS t;
SELECT is_empty(
    format('UPDATE auth.%I SET tenant_id = tenant_id WHERE tenant_id = %L RETURNING 1', t, 'bbbbbbbb-0000-4000-8000-000000000000'),
    format('no row of another tenant in %s is updated', t))
FROM unnest(ARRAY['users', 'sessions', 'totp_secrets', 'backup_codes', 'invitations', 'audit_events']) AS t;
SELECT is_empty(
    format('DELETE FROM auth.%I WHERE tenant_id = %L RETURNING 1', t, 'bbbbbbbb-0000-4000-8000-000000000000'),
    format('no row of another tenant in %s is deleted', t))
FROM unnest(ARRAY['users', 'sessions', 'totp_secrets', 'backup_codes', 'invitations', 'audit_events']) AS t;
RESET ROLE;

-- The owner is held to it as well.
GRANT CREATE ON SCHEMA auth TO authenticated;
ALTER TABLE auth.users OWNER TO authenticated;
SET LOCAL ROLE authenticated;
SELECT is(count(*), 1::bigint, 'the owner sees the same rows') FROM auth.users;
SET LOCAL app.tenant_id = '';
SELECT is(count(*), 0::bigint, 'and none without a tenant') FROM auth.users;
RESET ROLE;

-- Who bypasses row level security sees all.
GRANT USAGE ON SCHEMA auth TO service_role;
GRANT SELECT ON auth.users TO service_role;
SET LOCAL ROLE service_role;
SELECT is(count(*), 2::bigint, 'a service that bypasses it sees all') FROM auth.users;
RESET ROLE;

SELECT ok(relrowsecurity AND relforcerowsecurity, format('%s is enabled and forced', oid::regclass))
FROM pg_class
WHERE oid = ANY (ARRAY['auth.users', 'auth.sessions', 'auth.totp_secrets', 'auth.backup_codes',
                       'auth.invitations', 'auth.audit_events']::regclass[]);
SELECT is(count(*), 6::bigint, 'one policy a table') FROM pg_policies
WHERE schemaname = 'auth' AND policyname = 'tenant_isolation';
SELECT * FROM finish();
