-- given: practice.sql
-- A program sees the tenant that app.tenant_id names, and nothing without it.
SELECT plan(65);

CREATE FUNCTION pg_temp.tables() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT c.relname::text FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname = 'tenant_id'
    ORDER BY 1
$$;
CREATE FUNCTION pg_temp.tenants_seen() RETURNS TABLE (tenant uuid, "rows" bigint) LANGUAGE plpgsql AS $$
DECLARE
    v_query text;
BEGIN
    SELECT string_agg(format('SELECT tenant_id FROM public.%I', t), ' UNION ALL ') INTO v_query FROM pg_temp.tables() AS t;
    RETURN QUERY EXECUTE 'SELECT tenant_id, count(*) FROM (' || v_query || ') AS r GROUP BY 1';
END
$$;

-- The program's role: it owns nothing and bypasses nothing.
DO $$
BEGIN
    EXECUTE (SELECT format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO authenticated', string_agg(format('public.%I', t), ', '))
             FROM pg_temp.tables() AS t);
    GRANT SELECT ON public.gift_certificate_redemptions, public.intake_submissions TO authenticated;
END
$$;

SET LOCAL ROLE authenticated;
SELECT is_empty('SELECT FROM pg_temp.tenants_seen()', 'without a tenant nothing is seen');
SET LOCAL app.tenant_id = '';
SELECT is_empty('SELECT FROM pg_temp.tenants_seen()', 'with an empty tenant nothing is seen');
SET LOCAL app.tenant_id = 'cccccccc-0000-4000-8000-000000000000';
SELECT is_empty('SELECT FROM pg_temp.tenants_seen()', 'with another tenant nothing is seen');
SET LOCAL app.tenant_id = 'aaaaaaaa-0000-4000-8000-000000000000';
SELECT results_eq('SELECT * FROM pg_temp.tenants_seen()', $$VALUES ('aaaaaaaa-0000-4000-8000-000000000000'::uuid, 18::bigint)$$,
    'with a tenant its rows in eighteen tables are seen');

SELECT is_empty(
    format('UPDATE public.%I SET tenant_id = tenant_id WHERE tenant_id = %L RETURNING 1', t, 'bbbbbbbb-0000-4000-8000-000000000000'),
    format('no row of another tenant in %s is updated', t))
FROM pg_temp.tables() AS t;
SELECT is_empty(
    format('DELETE FROM public.%I WHERE tenant_id = %L RETURNING 1', t, 'bbbbbbbb-0000-4000-8000-000000000000'),
    format('no row of another tenant in %s is deleted', t))
FROM pg_temp.tables() AS t;
SELECT throws_ok(
    format('INSERT INTO public.%I SELECT (jsonb_populate_record(NULL::public.%1$I, to_jsonb(r) || %L)).* FROM public.%1$I AS r',
           t, '{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000000"}'),
    '42501', NULL, format('no row of another tenant goes into %s', t))
FROM pg_temp.tables() AS t;

SELECT is(count(*), 1::bigint, 'the views show one tenant as well')
FROM public.gift_certificate_redemptions AS g JOIN public.intake_submissions AS i USING (tenant_id);
SET LOCAL app.tenant_id = '';
SELECT is_empty('SELECT FROM public.gift_certificate_redemptions', 'and nothing without one');
SELECT is_empty('SELECT FROM public.intake_submissions', 'neither of them');
RESET ROLE;

-- The owner is held to it as well.
GRANT CREATE ON SCHEMA public TO authenticated;
ALTER TABLE public.clients OWNER TO authenticated;
SET LOCAL ROLE authenticated;
SELECT is(count(*), 0::bigint, 'the owner sees nothing without a tenant') FROM public.clients;
SET LOCAL app.tenant_id = 'bbbbbbbb-0000-4000-8000-000000000000';
SELECT is(count(*), 1::bigint, 'and one tenant with one') FROM public.clients;
RESET ROLE;

SELECT is(count(*), 18::bigint, 'every table is enabled and forced') FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relrowsecurity AND relforcerowsecurity;
SELECT is(count(*), 18::bigint, 'one policy a table') FROM pg_policies
WHERE schemaname = 'public' AND policyname = 'tenant_isolation';
SELECT * FROM finish();
