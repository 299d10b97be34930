-- Billing shows itself one tenant, or one person, at a time.
SELECT plan(45);

-- An ordinary owner fills the tables before their policies hold for the owner too.
ALTER TABLE billing.owner_accounts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members NO FORCE ROW LEVEL SECURITY;
INSERT INTO billing.owner_accounts (id, entity_slug, display_name, stripe_mode, status, source, published_at) VALUES
    ('acct-1', 'one', 'One', 'test', 'active', 'publisher', now()),
    ('acct-2', 'two', 'Two', 'live', 'active', 'publisher', now()),
    ('acct-3', 'three', 'Three', 'live', 'active', 'publisher', now());
INSERT INTO billing.tenants (id, slug, kind, owner_account_id, stripe_customer_id, display_name, status, source, published_at) VALUES
    ('aaaaaaaa-0000-4000-8000-000000000000', 'a', 'client', 'acct-1', 'cus_a', 'A', 'active', 'publisher', now()),
    ('bbbbbbbb-0000-4000-8000-000000000000', 'b', 'client', 'acct-1', 'cus_b', 'B', 'active', 'publisher', now()),
    ('cccccccc-0000-4000-8000-000000000000', 'c', 'owner', 'acct-2', NULL, 'C', 'active', 'publisher', now());
INSERT INTO billing.tenant_members (tenant_id, email, role, status, source, published_at)
SELECT id, 'operator@example.com', 'operator', 'active', 'publisher', now() FROM billing.tenants
UNION ALL SELECT id, slug || '@example.com', 'client_admin', 'active', 'publisher', now() FROM billing.tenants;

ALTER TABLE billing.owner_accounts FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members FORCE ROW LEVEL SECURITY;

-- A reader, and a publisher of one tenant at a time
GRANT USAGE ON SCHEMA billing TO anonymous, authenticated;
GRANT SELECT ON ALL TABLES IN SCHEMA billing TO anonymous;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA billing TO authenticated;

PREPARE tenants AS SELECT slug FROM billing.tenants ORDER BY 1;
PREPARE members AS SELECT email FROM billing.tenant_members ORDER BY 1;
PREPARE owners AS SELECT id FROM billing.owner_accounts ORDER BY 1;
PREPARE add_tenant (uuid, text, text, text, text) AS
    INSERT INTO billing.tenants (id, slug, kind, owner_account_id, stripe_customer_id, display_name, status, source, published_at)
    VALUES ($1, $2, $3, $4, $5, '', 'active', 'publisher', now());
PREPARE add_member (uuid, text, text) AS
    INSERT INTO billing.tenant_members (tenant_id, email, role, status, source, published_at)
    VALUES ($1, $2, $3, 'active', 'publisher', now());

SET LOCAL ROLE anonymous;
SELECT is_empty('tenants', 'without settings no tenant is seen');
SELECT is_empty('members', 'no member');
SELECT is_empty('owners', 'no account');
SET LOCAL app.tenant_id = '';
SET LOCAL app.member_email = '';
SELECT is_empty('tenants', 'with empty settings no tenant is seen');
SELECT is_empty('members', 'no member');
SELECT is_empty('owners', 'no account');

SET LOCAL app.member_email = 'a@example.com';
SELECT results_eq('tenants', ARRAY['a'], 'a person sees their tenant');
SELECT results_eq('members', ARRAY['a@example.com'], 'their membership');
SELECT results_eq('owners', ARRAY['acct-1'], 'whom the tenant pays');
SELECT is_empty($$SELECT FROM billing.tenants WHERE slug = 'b'$$, 'and no other tenant by its slug');
SET LOCAL app.member_email = 'A@Example.COM';
SELECT results_eq('tenants', ARRAY['a'], 'in whatever case the address is written');
SET LOCAL app.member_email = 'operator@example.com';
SELECT results_eq('tenants', ARRAY['a', 'b', 'c'], 'an operator sees all three');
SELECT results_eq('owners', ARRAY['acct-1', 'acct-2'], 'but no account that nobody pays');
SET LOCAL app.member_email = 'nobody@example.com';
SELECT is_empty('tenants', 'a stranger sees none');

SET LOCAL app.member_email = '';
SET LOCAL app.tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000';
SELECT results_eq('tenants', ARRAY['a'], 'a tenant is seen by its id');
SELECT results_eq('members', ARRAY['a@example.com', 'operator@example.com'], 'with its members');
SELECT is_empty($$SELECT FROM billing.tenant_members WHERE tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000'$$, 'and not those of B');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'd', 'client', 'acct-1', NULL)$$, '42501', NULL,
    'who may only read writes nothing');
RESET ROLE;

SET LOCAL ROLE authenticated;
SET LOCAL app.tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000';
SELECT throws_ok($$EXECUTE add_member ('aaaaaaaa-0000-4000-8000-000000000000', 'new@example.com', 'client_viewer')$$, '42501', NULL,
    'a publisher of B adds no member to A');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'd', 'client', 'acct-1', NULL)$$, '42501', NULL,
    'nor a tenant');
SELECT lives_ok($$EXECUTE add_member ('bbbbbbbb-0000-4000-8000-000000000000', 'new@example.com', 'client_viewer')$$, 'but a member to B');
SELECT results_eq($$UPDATE billing.tenants SET status = 'closed' RETURNING slug$$, ARRAY['b'], 'and changes B');
SELECT throws_ok($$UPDATE billing.tenants SET id = 'dddddddd-0000-4000-8000-000000000000'$$, '42501', NULL, 'not into another tenant');
SELECT throws_ok($$UPDATE billing.tenant_members SET tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000'$$, '42501', NULL,
    'and moves no member');
SET LOCAL app.member_email = 'operator@example.com';
SELECT results_eq($$UPDATE billing.tenants SET status = 'closed' RETURNING slug$$, ARRAY['b'], 'what an address sees it does not change');
SELECT results_eq($$DELETE FROM billing.tenant_members WHERE email = 'operator@example.com' RETURNING tenant_id$$,
    ARRAY['bbbbbbbb-0000-4000-8000-000000000000'::uuid], 'nor delete');
SELECT lives_ok($$INSERT INTO billing.owner_accounts (id, entity_slug, display_name, stripe_mode, status, source, published_at)
    VALUES ('acct-4', 'four', 'Four', 'test', 'active', 'publisher', now())$$, 'accounts are written by who was granted it');
SELECT is_empty($$SELECT FROM billing.owner_accounts WHERE id = 'acct-4'$$, 'and hidden until somebody pays them');
RESET ROLE;

ALTER TABLE billing.owner_accounts NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members NO FORCE ROW LEVEL SECURITY;
SELECT throws_ok($$UPDATE billing.owner_accounts SET stripe_mode = 'demo'$$, '23514', NULL, 'Stripe is live or test');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'd', 'guest', 'acct-1', NULL)$$, '23514', NULL, 'a tenant is client or owner');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'a', 'client', 'acct-1', NULL)$$, '23505', NULL, 'a slug is taken once');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'd', 'client', 'acct-1', 'cus_a')$$, '23505', NULL, 'so is a customer');
SELECT throws_ok($$EXECUTE add_tenant ('dddddddd-0000-4000-8000-000000000000', 'd', 'client', 'acct-9', NULL)$$, '23503', NULL, 'an account must be there');
SELECT throws_ok($$EXECUTE add_member ('aaaaaaaa-0000-4000-8000-000000000000', 'x@example.com', 'king')$$, '23514', NULL, 'a member has one of three roles');
SELECT throws_ok($$EXECUTE add_member ('aaaaaaaa-0000-4000-8000-000000000000', 'X@example.com', 'operator')$$, '23514', NULL, 'addresses are in lower case');
SELECT throws_ok($$EXECUTE add_member ('dddddddd-0000-4000-8000-000000000000', 'x@example.com', 'operator')$$, '23503', NULL, 'a tenant must be there');
SELECT throws_ok($$EXECUTE add_member ('aaaaaaaa-0000-4000-8000-000000000000', 'a@example.com', 'operator')$$, '23505', NULL, 'a person is a member once');

ALTER TABLE billing.owner_accounts FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenants FORCE ROW LEVEL SECURITY;
ALTER TABLE billing.tenant_members FORCE ROW LEVEL SECURITY;

SELECT ok(relrowsecurity AND relforcerowsecurity, format('%s is enabled and forced', relname))
FROM pg_class WHERE relnamespace = 'billing'::regnamespace AND relkind = 'r';
SELECT policies_are('billing', t, ARRAY[t || '_read', t || '_insert', t || '_update', t || '_delete'])
FROM unnest(ARRAY['owner_accounts', 'tenants', 'tenant_members']) AS t;

GRANT CREATE ON SCHEMA billing TO authenticated;
ALTER TABLE billing.tenants OWNER TO authenticated;
SET LOCAL ROLE authenticated;
SET LOCAL app.tenant_id = '';
SET LOCAL app.member_email = '';
SELECT is_empty('tenants', 'the owner of the tables sees nothing without a setting');
SET LOCAL app.tenant_id = 'cccccccc-0000-4000-8000-000000000000';
SELECT results_eq('tenants', ARRAY['c'], 'and one tenant with one');
RESET ROLE;
SELECT * FROM finish();
